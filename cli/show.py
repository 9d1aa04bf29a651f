"""What `status`, `check`, `archive` and `verify` print."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from catalogue.errors import printable
from extract.clock import OSLO
from pipeline.check_report import CheckReport
from verify.verification import Verification
from warehouse.connection import read_only
from warehouse.home import Home
from warehouse.lock import holder

if TYPE_CHECKING:  # the import takes a second because of pandas
    from pipeline.archive_check import ArchiveReport

console = Console(highlight=False, markup=False)

LIVE_ONLY = "live only"
"""Marks sources that the sample has no figures for."""


@dataclass(frozen=True)
class SourceState:
    """A source's freshness, as in meta.source. Times are UTC, without a zone."""

    source_id: str
    updated: datetime | None
    loaded_at: datetime | None
    rows: int
    stale_reason: str | None

    @property
    def is_fetched(self) -> bool:
        """Whether it has been fetched, or should have been."""
        return bool(self.loaded_at or self.stale_reason)


@dataclass(frozen=True)
class Status:
    """The run that is under way, and the published build with its sources; None and empty if there is none."""

    running: str | None
    build_id: str | None = None
    built_at: datetime | None = None
    origin: str | None = None
    sources: list[SourceState] = field(default_factory=list)


def status_of(home: Home) -> Status:
    """Return what has been published in the home, and which run is under way."""
    running = holder(home.path / "lock")
    if not home.database.exists():
        return Status(running)
    with read_only(home.database) as con:
        build_id, built_at, origin = con.execute("select build_id, built_at, origin from meta.build").fetchall()[0]
        sources = con.execute("select source_id, updated, loaded_at, rows, stale_reason from meta.source").fetchall()
    return Status(running, build_id, built_at, origin, [SourceState(*row) for row in sources])


def show_status(home: Home) -> None:
    """Print the published build, the freshness of each of its tables, and which run is under way."""
    status = status_of(home)
    console.print(f"A run is under way: {status.running}." if status.running else "No run is under way.")
    if status.build_id is None:
        console.print(f"Nothing has been published in {home.path} yet; run 'grunnlag run'.")
        return
    console.print(f"Published: build {status.build_id} of {_oslo(status.built_at)}, figures from: {status.origin}.")
    table = Table("table", "updated by the source", "fetched", "rows", "state")
    for source in filter(lambda each: each.is_fetched, status.sources):
        state = f"stale: {source.stale_reason}" if source.stale_reason else "fresh"
        table.add_row(source.source_id, _oslo(source.updated), _oslo(source.loaded_at), f"{source.rows:,}", state)
    console.print(table)
    never = [source.source_id for source in status.sources if not source.is_fetched]
    if never and status.origin == "sample":
        console.print(
            f"{len(never)} of {len(status.sources)} sources are {LIVE_ONLY}: the sample has no figures for them. "
            "'grunnlag catalogue' marks their indicators."
        )
    elif never:
        console.print(f"Never fetched: {', '.join(never)}.")


def show_report(report: CheckReport) -> None:
    """Print the findings of a check, and the sources that were not checked."""
    for finding in report.findings:
        console.print(printable(f"{finding.source_id}: {finding.drift.says}"), soft_wrap=True)
    for source, reason in report.unseen.items():
        console.print(printable(f"{source}: not checked: {reason}"), soft_wrap=True)
    if report.left_out:
        left_out = ", ".join(report.left_out)
        console.print(f"{report.left_out_because}, so not checked: {left_out}.", soft_wrap=True)
    if not (report.findings or report.unseen):
        console.print("No differences found.")
    if report.proven:
        console.print(
            f"Confirmed by SSB or FHI: {', '.join(report.proven)}. Set 'known: seen_live' in their files and the date in "
            "recorded_in, unless a comment there names something that metadata do not show.",
            soft_wrap=True,
        )


def report_document(report: CheckReport) -> dict[str, object]:
    """Return the report for programs."""
    return {
        "findings": [
            {"source_id": finding.source_id, "says": finding.drift.says, "stops": finding.drift.stops}
            for finding in report.findings
        ],
        "not_checked": {source: str(reason) for source, reason in report.unseen.items()},
        "left_out": report.left_out,
        "agreed": report.agreed,
        "proven": report.proven,
    }


def show_bundle(report: CheckReport, path: Path) -> None:
    """Print the size of a bundle, and how many sources are missing in it."""
    if not report.recorded:
        console.print("No source answered, so no bundle was written.")
        return
    console.print(f"Wrote {path}: {report.recorded} answers, {path.stat().st_size:,} bytes.", soft_wrap=True)
    if report.unseen:
        console.print(f"It is incomplete: {len(report.unseen)} of {len(report.sources)} sources are not in it.")


def show_archive(report: "ArchiveReport") -> None:
    """Print which stored answers are damaged."""
    for sentence in [*report.damaged, *report.odd_lines]:
        console.print(sentence, soft_wrap=True)
    size = f"{report.answers:,} stored answers ({report.bytes / 1e6:,.0f} MB)"
    console.print(f"{len(report.damaged)} of {size} are damaged." if report.damaged else f"All {size} are whole.")


def show_verification(found: Verification) -> None:
    """Print the cells that differ from their recomputation, and what could not be recomputed."""
    for each in found.differences:
        place = f"{each.indicator}, {each.municipality}, {each.period}: {each.measure}"
        console.print(f"{place} is published as {each.published}, and recomputed as {each.recomputed}.", soft_wrap=True)
    for indicator, why in found.skipped.items():
        console.print(f"{indicator} was not recomputed: {why}.", soft_wrap=True)
    compared = f"{found.figures:,} figures of {found.indicators} indicators ({found.values:,} with a value)"
    if found.different:
        console.print(f"{found.different:,} cells differ, in {compared}; keep the files, and report it as a bug.")
    else:
        console.print(f"All {compared} are as recomputed from the archive.")


def _oslo(moment: datetime | None) -> str:
    """Return a time that is stored in UTC, in Oslo time."""
    return f"{moment.replace(tzinfo=UTC).astimezone(OSLO):%Y-%m-%d %H:%M}" if moment else "-"
