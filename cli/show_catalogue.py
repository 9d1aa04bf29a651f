"""What `catalogue` prints."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import duckdb
from rich.table import Column, Table

from catalogue.definition import Indicator
from catalogue.errors import UnknownName
from catalogue.load import load_catalogue
from catalogue.models import Catalogue
from catalogue.words import did_you_mean, listed
from cli.show import LIVE_ONLY, console
from pipeline.settings import Settings
from publish.numbers import amount
from warehouse.definitions import described, source_of
from warehouse.home import Home
from warehouse.indicator_summary import newest_figures

T = TypeVar("T")


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
        known = did_you_mean(name, things) or f"; some are {listed(list(things)[:10], 'and')}"
        raise UnknownName(f"There is no {kind} '{name[:80]}'{known}{'' if known.endswith('?') else '.'}")
    return things[name]


def _show_indicator(catalogue: Catalogue, indicator: Indicator, con: duckdb.DuckDBPyConnection | None) -> None:
    words, source = indicator.definition, source_of(catalogue, indicator)
    table = Table(show_header=False)
    for label, text in (
        ("id", indicator.id),
        ("title", words.title.en),
        ("why", words.why.en),
        ("definition", words.definition.en),
        ("computed as", described(indicator)),
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
