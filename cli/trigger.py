"""The output of `trigger`: the run, its steps and, when it has ended, the municipality's newest key figures."""

import sys
from typing import NoReturn

import typer
from rich.console import Console
from rich.table import Table

from cli.place import Place
from cli.progress import reporting
from flows.trigger import triggered
from publish.numbers import number
from warehouse.home import Home
from warehouse.read import Reader

KEY = (
    "population",
    "population_growth_1y",
    "population_growth_5y",
    "birth_surplus",
    "net_migration",
    "share_0_19",
    "share_80_plus",
    "higher_education_share",
    "median_income_after_tax",
    "centrality_class",
)
"""The indicators to print, if the municipality has a figure."""

console = Console(highlight=False, markup=False)


def trigger_and_show(home: Home, place: Place, *, wait: bool, minutes: float) -> None:
    """Create a run; with `wait`, follow it and print the key figures. Exit with the code of the run's error."""
    with triggered(home, place.code) as trigger:
        print(f"Asked for {place}: flow run {trigger.id}, at {trigger.page}.", flush=True)
        if not wait:
            return
        with reporting() as reporter:
            ended = trigger.follow(reporter, minutes)
    if ended.exit_code:
        _fail(ended.message, ended.exit_code)
    print(ended.message)
    _show_figures(home, place.code)


def _fail(message: str, code: int) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(code)


def _show_figures(home: Home, code: str) -> None:
    """Print the newest key figures from the published file, and where the rest is."""
    with Reader(home.database) as reader:
        indicators = {one.id: one for one in reader.indicators()}
        figures = {one.indicator_id: one for one in reader.newest_figures([code])}
    table = Table("key figure", "period", "value", "unit")
    for indicator, figure in ((indicators[name], figures[name]) for name in KEY if name in figures):
        value = number(figure.value, indicator.decimals)
        table.add_row(indicator.title, figure.period, value, indicator.unit.nb)
    console.print(table)
    page = home.published / "site" / f"{code}.html"
    print(f"Its page: {page if page.exists() else 'none; the pages are of another county'}.")
    print(f"All {len(figures)} figures: {home.database} and {home.published / 'parquet'}.")
