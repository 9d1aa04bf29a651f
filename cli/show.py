"""What `status`, `check` and `catalogue` show."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import duckdb
from rich.console import Console
from rich.table import Column, Table

from catalogue.definition import Indicator
from catalogue.errors import UnknownName
from catalogue.load import load_catalogue
from catalogue.models import Catalogue
from pipeline.archive_check import ArchiveReport
from pipeline.check import CheckReport
from publish.numbers import OSLO
from warehouse.core import described, source_of
from warehouse.home import Home
from warehouse.lock import holder

T = TypeVar("T")
console = Console(highlight=False, markup=False)


def show_status(home: Home) -> None:
    """The published build, the freshness of each of its tables, and whoever is at work."""
    running = holder(home.path / "lock")
    console.print(f"A run is under way: {running}." if running else "No run is under way.")
    if not home.database.exists():
        console.print(f"Nothing has been published in {home.path} yet; run 'grunnlag run'.")
        return
    with duckdb.connect(home.database, read_only=True) as con:
        build = con.execute("select build_id, built_at, origin from meta.build").fetchall()[0]
        sources = con.execute("select source_id, updated, loaded_at, rows, stale_reason from meta.source").fetchall()
    console.print(f"Published: build {build[0]} of {_oslo(build[1])}, figures from: {build[2]}.")
    table = Table("table", "updated by the source", "fetched", "rows", "state")
    never = [source for source, _, loaded, _, stale in sources if not (loaded or stale)]
    for source, updated, loaded, rows, stale in sources:
        if source not in never:
            table.add_row(source, _oslo(updated), _oslo(loaded), f"{rows:,}", f"stale: {stale}" if stale else "fresh")
    console.print(table)
    if never:
        console.print(f"Never fetched: {', '.join(never)}.")


def show_report(report: CheckReport) -> None:
    """Print what a check found, and which sources it could not see."""
    for finding in report.findings:
        console.print(f"{finding.source_id}: {finding.drift.says}", soft_wrap=True)
    for source, reason in report.unseen.items():
        console.print(f"{source}: not checked: {reason}", soft_wrap=True)
    if report.live_only:
        console.print(f"Not in the sample, so not checked: {', '.join(report.live_only)}.", soft_wrap=True)
    if not (report.findings or report.unseen):
        console.print("No differences found.")


def show_archive(report: ArchiveReport) -> None:
    """Print what became of the stored answers."""
    for sentence in [*report.damaged, *report.odd_lines]:
        console.print(sentence, soft_wrap=True)
    size = f"{report.answers:,} stored answers ({report.bytes / 1e6:,.0f} MB)"
    console.print(f"{len(report.damaged)} of {size} are damaged." if report.damaged else f"All {size} are whole.")


def show_catalogue(folder: Path, indicator: str | None, theme: str | None) -> None:
    """All indicators, those of one theme, or one with its words. Raises UnknownName for one that is not there."""
    catalogue = load_catalogue(folder)
    if indicator:
        _show_indicator(catalogue, _named(catalogue.indicators, indicator, "indicator"))
        return
    themes = {one.id: one for one in catalogue.themes}
    if theme:
        _named(themes, theme, "theme")
    table = Table("theme", Column("indicator", no_wrap=True), "title", "unit", "source")
    for one in sorted(catalogue.indicators.values(), key=lambda one: list(themes).index(one.theme)):
        if theme in (None, one.theme):
            words = one.definition
            table.add_row(one.theme, one.id, words.title.nb, words.unit, source_of(catalogue, one))
    console.print(table)


def _named(things: dict[str, T], name: str, kind: str) -> T:
    if name not in things:
        raise UnknownName(f"There is no {kind} '{name}'; there are {', '.join(things)}.")
    return things[name]


def _show_indicator(catalogue: Catalogue, indicator: Indicator) -> None:
    words = indicator.definition
    table = Table(show_header=False)
    for label, text in (
        ("id", indicator.id),
        ("title", f"{words.title.nb} / {words.title.en}"),
        ("why", words.why.nb),
        ("definition", described(indicator)),
        ("by", ", ".join(words.by) or "-"),
        ("unit", words.unit),
        ("better", words.good),
        ("source", source_of(catalogue, indicator)),
    ):
        table.add_row(label, text)
    console.print(table)


def _oslo(moment: datetime | None) -> str:
    """Stored as UTC, shown in Oslo time."""
    return f"{moment.replace(tzinfo=UTC).astimezone(OSLO):%Y-%m-%d %H:%M}" if moment else "-"
