"""What `status` shows: runs, what is published, the disk and the archive."""

import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from rich.table import Table

from catalogue.errors import BadSetting
from cli.show import LIVE_ONLY, console
from pipeline.archive_health import ArchiveHealth, archive_health
from pipeline.attention import age, tell
from pipeline.report import Report
from pipeline.report_text import oslo
from pipeline.reports import Reports
from pipeline.schedule import next_run
from pipeline.settings import Settings
from warehouse.connection import read_only
from warehouse.home import Home
from warehouse.lock import holder


@dataclass(frozen=True)
class SourceState:
    """A source's freshness, as in meta.source. Times are UTC, without a zone."""

    source_id: str
    updated: datetime | None
    loaded_at: datetime | None
    rows: int
    stale_reason: str | None
    off_because: str | None

    @property
    def is_fetched(self) -> bool:
        """Whether it has been fetched, or should have been."""
        return bool(self.loaded_at or self.stale_reason)


@dataclass(frozen=True)
class Status:
    """The home; the run under way, the last and the next one; disk, archive and published build: None where there is none.

    `complete_at` is the end of the last run that updated every table, or the start of the first run if none has.
    """

    home: str
    running: str | None
    last_run: Report | None
    complete_at: datetime | None
    next_run: datetime | None
    disk_free: int | None
    archive: ArchiveHealth | None
    build_id: str | None = None
    built_at: datetime | None = None
    origin: str | None = None
    sources: list[SourceState] = field(default_factory=list)


def status_of(home: Home) -> Status:
    """Return the state of a home. It is only read, and nothing in it needs to exist."""
    reports = Reports(home)
    ended = reports.last_ended()
    status = Status(
        home=str(home.path),
        running=holder(home.path / "lock"),
        last_run=next((report for report in reports.newest_first() if report.exit_code is not None), None),
        complete_at=ended.complete_at if ended else None,
        next_run=next_run(home, datetime.now(UTC)),
        disk_free=shutil.disk_usage(home.path).free if home.path.exists() else None,
        archive=archive_health(home),
    )
    if not home.database.exists():
        return status
    with read_only(home.database) as con:
        build_id, built_at, origin = con.execute("select build_id, built_at, origin from meta.build").fetchall()[0]
        # A build of an earlier version has no column off_because.
        query = """select source_id, updated, loaded_at, rows, stale_reason, to_json(source) ->> 'off_because'
            from meta.source as source"""
        sources = con.execute(query).fetchall()
    states = [SourceState(*row) for row in sources]
    return replace(status, build_id=build_id, built_at=built_at, origin=origin, sources=states)


def show_status(status: Status) -> None:
    """Print the runs, disk and archive, then the published build and the freshness of each of its tables."""
    console.print(f"A run is under way: {status.running}." if status.running else "No run is under way.")
    for line in (_last(status.last_run, status.complete_at), _next(status.next_run), _disk(status)):
        console.print(line, soft_wrap=True)
    if status.build_id is None:
        console.print(f"Nothing has been published in {status.home} yet; run 'grunnlag run'.")
        return
    console.print(f"Published: build {status.build_id} of {oslo(status.built_at)}, figures from: {status.origin}.")
    _show_sources(status)


def notify_if_old(settings: Settings, status: Status) -> None:
    """Notify if no run has updated every table for too long: where no run is started, none can notify of it.

    Raise BadSetting if there is no address.
    """
    if settings.notify is None:
        raise BadSetting("--notify has nowhere to send to; set GRUNNLAG_NOTIFY.")
    if found := age(status.complete_at, datetime.now(UTC), settings.old_after):
        tell(settings, "no run has updated every table", list(found.values()))


def _last(run: Report | None, complete_at: datetime | None) -> str:
    if run is None:
        return "Last run: none is on record."
    took = "" if run.seconds is None else f", {run.seconds:,.0f} s"
    behind = "" if complete_at == run.ended_at else f" No run has updated every table since {oslo(complete_at)}."
    return f"Last run: {run.name} of {oslo(run.started_at)}{took}, exit code {run.exit_code}: {run.says}{behind}"


def _next(moment: datetime | None) -> str:
    if moment is None:
        return "Next run: none is scheduled here, because no 'grunnlag serve' is up; cron or systemd may start one."
    return f"Next run: {oslo(moment)}, by 'grunnlag serve'."


def _disk(status: Status) -> str:
    free = "" if status.disk_free is None else f"Disk: {status.disk_free / 1e9:,.1f} GB free. "
    health = status.archive
    if health is None:
        return f"{free}Archive: none yet."
    state = f"{health.gone} of them are gone" if health.gone else "all are there"
    odd = f", {health.odd_lines} lines of its log cannot be read" if health.odd_lines else ""
    verified = f"{oslo(health.verified_at)}, {health.damaged} damaged" if health.verified_at else "never"
    size = f"{health.answers:,} answers, {health.bytes / 1e6:,.1f} MB"
    return f"{free}Archive: {size}; {state}{odd}. All read by 'grunnlag archive': {verified}."


def _show_sources(status: Status) -> None:
    table = Table("table", "updated by the source", "fetched", "rows", "state")
    for source in filter(lambda each: each.is_fetched, status.sources):
        state = f"stale: {source.stale_reason}" if source.stale_reason else "fresh"
        table.add_row(source.source_id, oslo(source.updated), oslo(source.loaded_at), f"{source.rows:,}", state)
    console.print(table)
    off = [source for source in status.sources if not source.is_fetched and source.off_because]
    for source in off:
        console.print(
            f"Off: {source.source_id}. {source.off_because} Name it in GRUNNLAG_ENABLE to fetch it.", soft_wrap=True
        )
    never = [source.source_id for source in status.sources if not source.is_fetched and source not in off]
    if never and status.origin == "sample":
        console.print(
            f"{len(never)} of {len(status.sources)} sources are {LIVE_ONLY}: the sample has no figures for them. "
            "'grunnlag catalogue' marks their indicators."
        )
    elif never:
        console.print(f"Never fetched: {', '.join(never)}.")
