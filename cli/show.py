"""What `status`, `check` and `catalogue` print."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import duckdb
from rich.console import Console
from rich.table import Column, Table

from catalogue.definition import Indicator
from catalogue.errors import UnknownName
from catalogue.load import load_catalogue
from catalogue.models import Catalogue
from extract.clock import OSLO
from pipeline.archive_check import ArchiveReport
from pipeline.bundle import printable
from pipeline.check_report import CheckReport
from pipeline.settings import Settings
from publish.numbers import amount
from warehouse.definitions import described, source_of
from warehouse.home import Home
from warehouse.indicator_summary import newest_figures
from warehouse.lock import holder

T = TypeVar("T")
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


def show_catalogue(settings: Settings, indicator: str | None, theme: str | None) -> None:
    """Print all indicators, those of a theme, or the details of one. Raise UnknownName for an unknown id."""
    catalogue = load_catalogue(settings.catalogue)
    themes = {known.id: known for known in catalogue.themes}
    if theme:
        _named(themes, theme, "theme")
    with _published(settings.folder) as con:
        if indicator:
            _show_indicator(catalogue, _named(catalogue.indicators, indicator, "indicator"), con)
            return
        lacking = _lacking(con)
    table = Table(
        "theme",
        Column("indicator", no_wrap=True),
        "title",
        "unit",
        Column("source", no_wrap=True),
        Column(no_wrap=True),
    )
    for item in sorted(catalogue.indicators.values(), key=lambda item: list(themes).index(item.theme)):
        if theme in (None, item.theme):
            words, source = item.definition, source_of(catalogue, item)
            mark = LIVE_ONLY if source in lacking else ""
            table.add_row(item.theme, item.id, words.title.en, words.unit.id, source, mark)
    console.print(table)


@contextmanager
def _published(home: Home) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """Yield the published file, opened, or None if there is none."""
    if not home.database.exists():
        yield None
        return
    with duckdb.connect(home.database, read_only=True) as con:
        yield con


def _lacking(con: duckdb.DuckDBPyConnection | None) -> set[str]:
    """Return the sources that the sample lacks, if the published figures are the sample's."""
    if con is None:
        return set()
    query = """select source_id from meta.source, meta.build
        where origin = 'sample' and loaded_at is null and stale_reason is null"""
    return {source for (source,) in con.execute(query).fetchall()}


def _named(things: dict[str, T], name: str, kind: str) -> T:
    if name not in things:
        near = get_close_matches(name, things, n=3) or list(things)[:10]
        raise UnknownName(f"There is no {kind} '{name[:80]}'; did you mean {', '.join(near)}?")
    return things[name]


def _show_indicator(catalogue: Catalogue, indicator: Indicator, con: duckdb.DuckDBPyConnection | None) -> None:
    words, source = indicator.definition, source_of(catalogue, indicator)
    table = Table(show_header=False)
    for label, text in (
        ("id", indicator.id),
        ("title", words.title.en),
        ("why", words.why.en),
        ("definition", described(indicator)),
        ("by", ", ".join(words.by) or "-"),
        ("unit", words.unit.id),
        ("better", words.good),
        ("source", f"{source} ({LIVE_ONLY})" if source in _lacking(con) else source),
        *_figure_rows(indicator, con),
    ):
        table.add_row(label, text)
    console.print(table)


def _figure_rows(indicator: Indicator, con: duckdb.DuckDBPyConnection | None) -> list[tuple[str, Any]]:
    """Return rows with the newest published figures."""
    newest = newest_figures(con, indicator.id) if con else None
    if newest is None:
        return [("newest figures", "none published")]
    words = indicator.definition

    def shown(value: float) -> str:
        return amount(value, words.unit, words.decimals)

    country = [] if newest.country is None else [("country", shown(newest.country))]
    return [
        ("newest figures", f"{newest.period}, {newest.municipalities} municipalities"),
        ("smallest", f"{shown(newest.smallest)} ({newest.smallest_in})"),
        ("largest", f"{shown(newest.largest)} ({newest.largest_in})"),
        *country,
    ]


def _oslo(moment: datetime | None) -> str:
    """Return a time that is stored in UTC, in Oslo time."""
    return f"{moment.replace(tzinfo=UTC).astimezone(OSLO):%Y-%m-%d %H:%M}" if moment else "-"
