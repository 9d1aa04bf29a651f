"""The key figures of a municipality, in Norwegian, with those of its groups. `show` prints them, and `trigger` at its end."""

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Column, Table

from cli.place import Place
from publish.content.periods import in_words
from publish.numbers import NONE, amount, change
from warehouse.home import Home
from warehouse.read import IndicatorInfo, MunicipalityInfo
from warehouse.read_content import ContentReader, NewestFigure

KEY = (
    "population", "population_growth_5y", "birth_surplus", "net_migration", "share_0_19", "share_20_66",
    "share_80_plus", "working_age_per_80_plus", "projected_population", "higher_education_share", "employment_rate",
    "employed_at_home_share", "job_coverage", "median_income_after_tax", "low_income_share", "rented_share", "annual_fees",
    "school_points", "centrality_class",
)  # fmt: skip
"""The indicators to print."""
MEDIAN = "m"
"""After a figure that is the median of the group's municipalities."""

WIDE = 96
"""The fewest columns of a terminal that the change over five years is shown in."""

console = Console(highlight=False, markup=False)


def show_key_figures(home: Home, place: Place) -> None:
    """Print the newest key figures from the published file, those that are missing, and where the rest is."""
    home.require_published()
    with ContentReader(home.database) as reader:
        municipality = next(each for each in reader.municipalities() if each.code == place.code)
        indicators = {each.id: each for each in reader.indicators()}
        figures = reader.newest(place.code)
    shown = [(indicators[name], figures[name]) for name in KEY if name in figures]
    console.print(_table(municipality, [each for each in shown if each[1].value is not None]))
    lacking = [indicator.title for indicator, figure in shown if figure.value is None]
    if lacking:
        console.print(f"Uten tall for {municipality.name}: {'; '.join(lacking)}.", soft_wrap=True)
    _show_rest(home, municipality, sum(figure.value is not None for figure in figures.values()))


def _table(municipality: MunicipalityInfo, shown: list[tuple[IndicatorInfo, NewestFigure]]) -> Table:
    heads = (municipality.name, "De ti", municipality.county_name, "Landet", "5 år")
    first = (Column("Nøkkeltall", min_width=16), Column("Tid", min_width=4))
    shown_heads = heads if console.width >= WIDE else heads[:-1]
    numbers = (Column(head, justify="right") for head in shown_heads)
    table = Table(*first, *numbers, box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.title = f"{municipality.official_name} ({municipality.code}), {municipality.county_name}"
    table.caption = (
        f"De ti: kommunene som ligner mest. 5 år: endring på fem år. {MEDIAN}: median av kommunene i gruppen."
    )
    for indicator, figure in shown:
        table.add_row(indicator.title, in_words(figure.period or ""), *_cells(indicator, figure)[: len(shown_heads)])
    return table


def _cells(indicator: IndicatorInfo, figure: NewestFigure) -> tuple[str, ...]:
    """Return the municipality's figure, the groups', and the change. A sum of ten municipalities compares with nothing."""
    groups = (
        (None if indicator.is_count and figure.neighbours_basis == "value" else figure.neighbours_value, figure.neighbours_basis),
        (figure.county_value, figure.county_basis),
        (figure.country_value, figure.country_basis),
    )  # fmt: skip
    return (
        amount(figure.value, indicator.unit, indicator.decimals),
        *(_group(indicator, value, basis) for value, basis in groups),
        change(figure.change_5y, indicator.unit, indicator.decimals),
    )


def _group(indicator: IndicatorInfo, value: float | None, basis: str | None) -> str:
    if value is None:
        return NONE
    return amount(value, indicator.unit, indicator.decimals) + (f" {MEDIAN}" if basis == "median" else "")


def _show_rest(home: Home, municipality: MunicipalityInfo, known: int) -> None:
    page = home.published / "site" / f"{municipality.code}.html"
    console.print(f"Siden: {page}" if page.exists() else "Det er ikke laget noen side for kommunen.", soft_wrap=True)
    name = municipality.name if " " not in municipality.name else f"'{municipality.name}'"
    console.print(f"Alle {known} tall: grunnlag export {name} --to {municipality.code}.xlsx", soft_wrap=True)
