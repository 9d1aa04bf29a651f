"""The output of `changes`: figures that have changed since a day, and earlier figures that the sources have revised."""

from datetime import date

import duckdb
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from catalogue.errors import BadSetting
from cli.as_json import print_json
from publish.numbers import amount, change, number
from warehouse.connection import read_only
from warehouse.home import Home
from warehouse.since import Moved, Revised, moved_since, oldest_figure, revised_since

MOST = 20
"""The most rows to show of the changes of all municipalities, and of revisions."""

UNUSUAL = """Unusual: how far the change is from the median change of its group of municipalities, in deviations.
Empty if fewer than ten of them have a change, if all changed equally, and for counts if the population is too small."""

console = Console(highlight=False, markup=False)


def show_changes(home: Home, since: str, municipality: str | None, *, as_json: bool = False) -> None:
    """Print the changes of one municipality, by its code, or the most unusual changes of all, from the published file.

    Raise BadSetting for an invalid day or a file of an older Grunnlag.
    """
    day = _day(since)
    with read_only(home.database) as con:
        try:
            moved = moved_since(con, day, municipality, None if municipality else MOST)
            revised = revised_since(con, day, municipality)
            oldest = oldest_figure(con, municipality)
        except duckdb.CatalogException as error:
            raise BadSetting("The published file was made by an older Grunnlag; run 'grunnlag run' first.") from error
    if as_json:
        print_json({"changed": moved, "revised": revised})
        return
    _show_moved(moved, day, oldest)
    _show_revised(revised, day)


def _day(since: str) -> date:
    try:
        return date.fromisoformat(since)
    except ValueError as error:
        raise BadSetting(f"--since must be a day such as 2023-10-01, not '{since}'.") from error


def _show_moved(moved: list[Moved], day: date, oldest: date | None) -> None:
    if not moved:
        none_then = oldest is None or day < oldest
        console.print(f"There is no figure as old as {day}." if none_then else f"No figure is newer than {day}.")
        return
    table = Table(
        Column("what has changed", ratio=3), Column("then and now", ratio=2), Column("change", no_wrap=True), "unusual"
    )
    table.title = f"Changes since {day}, the most unusual first"
    for row in moved:
        then, now = (amount(value, row.unit, row.decimals) for value in (row.value_then, row.value))
        group = f"among {row.group} ({row.members})" if row.group else "too few to compare"
        table.add_row(
            Text(f"{row.municipality}: {row.title}\n{row.source_id}, {group}"),
            f"{row.period_then}: {then}\n{row.period}: {now}",
            change(row.change, row.unit, row.decimals) + ("" if row.change_is == "neither" else f"\n{row.change_is}"),
            "-" if row.unusual is None else number(row.unusual, 1, signed=True),
        )
    console.print(table)
    console.print(UNUSUAL)


def _show_revised(revised: list[Revised], day: date) -> None:
    if not revised:
        console.print(f"Grunnlag has found no revised figures since {day}.")
        return
    table = Table("source", "figure", "was", "is", "found (UTC)")
    table.title = f"Earlier figures revised since {day}"
    for row in revised[:MOST]:
        table.add_row(row.source_id, row.cell, row.old, row.new, f"{row.learnt_at:%Y-%m-%d %H:%M}")
    console.print(table)
    if len(revised) > MOST:
        console.print(f"And {len(revised) - MOST} more, in mart.revised_since.")
