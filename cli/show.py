"""What `status`, `check` and `archive` print."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from extract.clock import OSLO
from pipeline.archive_check import ArchiveReport
from pipeline.bundle import printable
from pipeline.check_report import CheckReport
from warehouse.home import Home
from warehouse.lock import holder

console = Console(highlight=False, markup=False)

LIVE_ONLY = "live only"
"""Marks sources that the sample has no figures for."""


def show_status(home: Home) -> None:
    """Print the published build, the freshness of each of its tables, and which run is under way."""
    running = holder(home.path / "lock")
    console.print(f"A run is under way: {running}." if running else "No run is under way.")
    if not home.database.exists():
        console.print(f"Nothing has been published in {home.path} yet; run 'grunnlag run'.")
        return
    with duckdb.connect(home.database, read_only=True) as con:
        build_id, built_at, origin = con.execute("select build_id, built_at, origin from meta.build").fetchall()[0]
        sources = con.execute("select source_id, updated, loaded_at, rows, stale_reason from meta.source").fetchall()
    console.print(f"Published: build {build_id} of {_oslo(built_at)}, figures from: {origin}.")
    table = Table("table", "updated by the source", "fetched", "rows", "state")
    for source, updated, loaded, rows, stale in sources:
        if loaded or stale:
            table.add_row(source, _oslo(updated), _oslo(loaded), f"{rows:,}", f"stale: {stale}" if stale else "fresh")
    console.print(table)
    never = [source for source, _, loaded, _, stale in sources if not (loaded or stale)]
    if never and origin == "sample":
        console.print(
            f"{len(never)} of {len(sources)} sources are {LIVE_ONLY}: the sample has no figures for them. "
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


def show_bundle(report: CheckReport, path: Path) -> None:
    """Print the size of a bundle, and how many sources are missing in it."""
    if not report.recorded:
        console.print("No source answered, so no bundle was written.")
        return
    console.print(f"Wrote {path}: {report.recorded} answers, {path.stat().st_size:,} bytes.", soft_wrap=True)
    if report.unseen:
        console.print(f"It is incomplete: {len(report.unseen)} of {len(report.sources)} sources are not in it.")


def show_archive(report: ArchiveReport) -> None:
    """Print which stored answers are damaged."""
    for sentence in [*report.damaged, *report.odd_lines]:
        console.print(sentence, soft_wrap=True)
    size = f"{report.answers:,} stored answers ({report.bytes / 1e6:,.0f} MB)"
    console.print(f"{len(report.damaged)} of {size} are damaged." if report.damaged else f"All {size} are whole.")


def _oslo(moment: datetime | None) -> str:
    """Return a time that is stored in UTC, in Oslo time."""
    return f"{moment.replace(tzinfo=UTC).astimezone(OSLO):%Y-%m-%d %H:%M}" if moment else "-"
