"""What `changes` shows: what has moved since a day, and which earlier figures the sources have revised since."""

from datetime import date

import duckdb
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from catalogue.errors import BadSetting, UnknownName
from publish.numbers import amount, change, number
from warehouse.home import Home
from warehouse.since import Moved, Revised, moved_since, revised_since

MOST = 20
"""Rows that are shown of a list without an end: the movements of all municipalities, and revisions."""

UNUSUAL = """Unusual: how far the change is from the median of the municipalities it is among, in deviations.
None where fewer than ten have a change, where all moved alike and, for a count, where too few live."""

console = Console(highlight=False, markup=False)


def show_changes(home: Home, since: str, municipality: str | None) -> None:
    """The changes of one municipality, or the most unusual of all, from the published file alone.

    Raises BadSetting for a day that is none or a file that cannot tell, UnknownName for an unknown municipality.
    """
    day = _day(since)
    if not home.database.exists():
        raise BadSetting(f"Nothing has been published in {home.path} yet; run 'grunnlag run' first.")
    with duckdb.connect(home.database, read_only=True) as con:
        if municipality:
            _check_known(con, municipality)
        try:
            moved = moved_since(con, day, municipality, None if municipality else MOST)
            revised = revised_since(con, day, municipality)
        except duckdb.CatalogException as error:
            raise BadSetting("The published file is of an older Grunnlag; run 'grunnlag run' first.") from error
    _show_moved(moved, day)
    _show_revised(revised, day)


def _day(since: str) -> date:
    try:
        return date.fromisoformat(since)
    except ValueError as error:
        raise BadSetting(f"--since must be a day such as 2023-10-01, not '{since}'.") from error


def _check_known(con: duckdb.DuckDBPyConnection, code: str) -> None:
    if not con.execute("select 1 from mart.municipality where code = ?", [code]).fetchall():
        raise UnknownName(f"There is no municipality '{code}' today; give a code such as 5055.")


def _show_moved(moved: list[Moved], day: date) -> None:
    if not moved:
        console.print(f"No figure is newer than the one of {day}.")
        return
    table = Table(
        Column("what has moved", ratio=3), Column("then and now", ratio=2), Column("change", no_wrap=True), "unusual"
    )
    table.title = f"Moved since {day}, the most unusual first"
    for one in moved:
        then, now = (amount(value, one.unit, one.decimals) for value in (one.value_then, one.value))
        among = f"among {one.beside} ({one.members})" if one.beside else "too few to compare"
        table.add_row(
            Text(f"{one.municipality}: {one.title}\n{one.source_id}, {among}"),
            f"{one.period_then}: {then}\n{one.period}: {now}",
            change(one.change, one.unit, one.decimals) + ("" if one.change_is == "neither" else f"\n{one.change_is}"),
            "-" if one.unusual is None else number(one.unusual, 1, signed=True),
        )
    console.print(table)
    console.print(UNUSUAL)


def _show_revised(revised: list[Revised], day: date) -> None:
    if not revised:
        console.print(f"No source has revised an earlier figure since {day}, as far as Grunnlag has seen.")
        return
    table = Table("source", "figure", "was", "is", "learnt (UTC)")
    table.title = f"Earlier figures revised since {day}"
    for one in revised[:MOST]:
        table.add_row(one.source_id, one.cell, one.old, one.new, f"{one.learnt_at:%Y-%m-%d %H:%M}")
    console.print(table)
    if len(revised) > MOST:
        console.print(f"And {len(revised) - MOST} more, in mart.revised_since.")
