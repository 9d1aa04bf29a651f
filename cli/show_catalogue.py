"""What `catalogue` prints."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import duckdb
from rich.table import Column, Table

from catalogue.definition import Indicator
from catalogue.errors import CatalogueError, UnknownName
from catalogue.models import Catalogue
from catalogue.strict import Text
from catalogue.words import did_you_mean, listed
from cli.as_json import print_json
from cli.show import LIVE_ONLY, console
from pipeline.settings import Settings
from publish.numbers import amount
from warehouse.connection import read_only
from warehouse.definition_check import checked_catalogue
from warehouse.definitions import described, source_of
from warehouse.home import Home
from warehouse.indicator_summary import newest_figures

T = TypeVar("T")


@dataclass(frozen=True)
class Listed:
    """An indicator in the list of all. `is_live_only`: the sample, whose figures are published, has none for it.

    `is_off`: its source is fetched only where GRUNNLAG_ENABLE names it.
    """

    theme: str
    id: str
    title: str
    title_nb: str
    unit: str
    source: str
    is_live_only: bool
    is_off: bool


def show_catalogue(settings: Settings, indicator: str | None, theme: str | None, *, as_json: bool = False) -> None:
    """Print all indicators, those of a theme, or the details of one.

    Raise UnknownName for an unknown id, and CatalogueError for a local file with an error, which runs leave out.
    """
    catalogue = checked_catalogue(settings.catalogue, settings.local)
    if catalogue.refused:
        raise CatalogueError(*catalogue.refused.values())
    if theme:
        named({known.id: known for known in catalogue.themes}, theme, "theme")
    with _published(settings.folder) as con:
        if indicator:
            found = named(catalogue.indicators, indicator, "indicator")
            details = _details(catalogue, found, con)
            print_json(dict(details)) if as_json else _show_details(details)
            return
        listing = _listing(catalogue, theme, _lacking(con))
    print_json(listing) if as_json else _show_listing(listing)


def _listing(catalogue: Catalogue, theme: str | None, lacking: set[str]) -> list[Listed]:
    """Return the indicators by theme."""
    order = [known.id for known in catalogue.themes]
    items = sorted(catalogue.indicators.values(), key=lambda item: order.index(item.theme))
    return [
        Listed(
            item.theme, item.id, item.definition.title.en, item.definition.title.nb, item.definition.unit.id,
            source_of(catalogue, item), source_of(catalogue, item) in lacking,
            _off(catalogue, item) is not None,
        )
        for item in items
        if theme in (None, item.theme)
    ]  # fmt: skip


def _show_listing(listing: list[Listed]) -> None:
    columns = (Column("indicator", no_wrap=True), "title", "unit", Column("source", no_wrap=True), Column(no_wrap=True))
    table = Table("theme", *columns)
    for each in listing:
        table.add_row(each.theme, each.id, each.title, each.unit, each.source, _mark(each))
    console.print(table)


def _mark(each: Listed) -> str:
    return "off" if each.is_off else LIVE_ONLY if each.is_live_only else ""


def _off(catalogue: Catalogue, indicator: Indicator) -> Text | None:
    """Return why the indicator's source is not fetched unless it is enabled; None if it is fetched."""
    source = catalogue.sources.get(source_of(catalogue, indicator))
    return source.spec.off_because if source else None


def _show_details(details: list[tuple[str, str]]) -> None:
    table = Table(show_header=False)
    for label, text in details:
        table.add_row(label, text)
    console.print(table)


@contextmanager
def _published(home: Home) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """Yield the published file, opened, or None if there is none."""
    if not home.database.exists():
        yield None
        return
    with read_only(home.database) as con:
        yield con


def _lacking(con: duckdb.DuckDBPyConnection | None) -> set[str]:
    """Return the sources that the sample lacks, if the published figures are the sample's."""
    if con is None:
        return set()
    query = """select source_id from meta.source, meta.build
        where origin = 'sample' and loaded_at is null and stale_reason is null"""
    return {source for (source,) in con.execute(query).fetchall()}


def named(things: dict[str, T], name: str, kind: str) -> T:
    """Return the thing with this id. Raise UnknownName with the nearest ids."""
    if name not in things:
        known = did_you_mean(name, things) or f"; some are {listed(list(things)[:10], 'and')}"
        raise UnknownName(f"There is no {kind} '{name[:80]}'{known}{'' if known.endswith('?') else '.'}")
    return things[name]


def _details(
    catalogue: Catalogue, indicator: Indicator, con: duckdb.DuckDBPyConnection | None
) -> list[tuple[str, str]]:
    """Return (label, text) of everything that is known of an indicator."""
    words, source, off = indicator.definition, source_of(catalogue, indicator), _off(catalogue, indicator)
    return [
        ("id", indicator.id),
        ("title", words.title.en),
        ("why", words.why.en),
        ("definition", words.definition.en),
        ("computed as", described(indicator)),
        ("by", ", ".join(words.by) or "-"),
        ("unit", words.unit.id),
        ("better", words.good),
        ("source", f"{source} ({LIVE_ONLY})" if source in _lacking(con) and not off else source),
        *([("off", f"{off.en} Name the source in GRUNNLAG_ENABLE to fetch it.")] if off else []),
        *_figure_rows(indicator, con),
    ]


def _figure_rows(indicator: Indicator, con: duckdb.DuckDBPyConnection | None) -> list[tuple[str, str]]:
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
