"""Everything that is said of a county."""

from collections import defaultdict

from catalogue.chapters import CountyPage
from catalogue.models import Catalogue
from publish.content.area_charts import area_map, scatter
from publish.content.chart import Chart
from publish.content.comparison import written
from publish.content.county_model import Column, CountyContent, CountyRow, Entry, Standing
from publish.content.facts import figure_cell
from publish.content.model import Cell, Fact, Number, Sentence
from publish.content.periods import as_date, in_words
from publish.content.place import Base
from publish.numbers import number
from warehouse.read import MunicipalityInfo
from warehouse.read_area import AreaFigure, AreaReader

SMALL = 5000
"""Below this population a municipality is in the district profile."""
REMOTE = 5
"""From this centrality class on, too."""


def county_content(reader: AreaReader, base: Base, municipalities: list[MunicipalityInfo]) -> CountyContent:
    """Return the content of a county's page; `municipalities` are all those of the county."""
    page = base.catalogue.county_page or CountyPage()
    code, name = municipalities[0].county_code, municipalities[0].county_name
    wanted = [*page.columns, *page.maps, *(each for pair in page.scatters for each in pair), "population"]
    figures = _by_indicator(reader.newest_in(code, list(dict.fromkeys(wanted))))
    columns = [each for each in page.columns if any(figure.value is not None for figure in figures.get(each, []))]
    limits = reader.map_limits()
    maps = [
        area_map(base, figures[each], limits.get(each, ()), name, f"kart-{each}")
        for each in page.maps
        if each in figures
    ]
    rows = tuple(_row(base, each, columns, figures) for each in municipalities)
    return CountyContent(
        code=code,
        name=name,
        facts=_facts(rows, figures["population"], base),
        maps=tuple(each for each in maps if each),
        columns=tuple(_column(base, each, figures[each]) for each in columns),
        rows=rows,
        scatter=_scatter(base, page.scatters, figures, name),
        standings=_standings(
            reader, code, _requirements(base.catalogue, code), {each.code: each.name for each in municipalities}
        ),
        district=_district(rows, figures["population"], name),
        sources=base.cite(columns),
        is_sample=base.is_sample,
        collected=base.collected,
    )


def _by_indicator(figures: list[AreaFigure]) -> dict[str, list[AreaFigure]]:
    found: dict[str, list[AreaFigure]] = defaultdict(list)
    for figure in figures:
        found[figure.indicator_id].append(figure)
    return found


def _column(base: Base, name: str, figures: list[AreaFigure]) -> Column:
    newest = max(figure.period or "" for figure in figures if figure.value is not None)
    return Column(name, base.indicators[name].title, as_date(newest, base.indicators[name].stands_on))


def _row(
    base: Base, municipality: MunicipalityInfo, columns: list[str], figures: dict[str, list[AreaFigure]]
) -> CountyRow:
    code = municipality.code
    own = {name: next((each for each in figures[name] if each.code == code), None) for name in {*columns, "population"}}
    people = own["population"]
    is_small = people is not None and people.value is not None and people.value < SMALL
    is_remote = (municipality.centrality_class or 0) >= REMOTE
    entries = tuple(_entry(base, name, own[name]) for name in columns)
    return CountyRow(code, municipality.name, entries, is_small or is_remote)


def _entry(base: Base, name: str, figure: AreaFigure | None) -> Entry:
    if figure is None or figure.value is None:
        return Entry(None, "–", (figure.reason if figure else None) or "", None)
    cell = figure_cell(name, figure.code, figure.period or "", "value", figure.value)
    return Entry(figure.value, written(figure.value, base.indicators[name]), "", cell)


def _facts(rows: tuple[CountyRow, ...], people: list[AreaFigure], base: Base) -> tuple[Fact, ...]:
    """Return the county's population as the sum of its municipalities, if all of them have a figure."""
    known = [each for each in people if each.value is not None]
    if len(known) < len(rows):
        return ()
    total = sum(each.value or 0 for each in known)
    period = as_date(known[0].period or "", base.indicators["population"].stands_on)
    cell = figure_cell("population", known[0].code, known[0].period or "", "county_value", total)
    return (Fact(number(total), f"innbyggere {period}", cell),)


def _scatter(base: Base, pairs: list[list[str]], figures: dict[str, list[AreaFigure]], where: str) -> Chart | None:
    """Return the scatter of the first pair that enough municipalities have figures for."""
    people = figures["population"]
    made = (
        scatter(base, figures[across], figures[up], people, where) for across, up in pairs if {across, up} <= {*figures}
    )
    return next((each for each in made if each), None)


def _requirements(catalogue: Catalogue, county: str) -> list[str]:
    """Return the requirements whose points are shown for a county: the county's own, and those for every county."""
    everywhere = catalogue.county_page.standings if catalogue.county_page else []
    return [*everywhere, *(name for name, each in catalogue.requirements.items() if each.county == county)]


def _standings(reader: AreaReader, code: str, requirements: list[str], names: dict[str, str]) -> tuple[Standing, ...]:
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for requirement, point, municipality, status in reader.standings(code, requirements):
        found[requirement, point].append((names[municipality], status))
    return tuple(Standing(requirement, point, tuple(statuses)) for (requirement, point), statuses in found.items())


def _district(rows: tuple[CountyRow, ...], people: list[AreaFigure], name: str) -> tuple[Sentence, ...]:
    """Return how many municipalities are small or far from the centre, and how many live in them."""
    district = {row.code for row in rows if row.is_district}
    cells = tuple(_people(each) for each in people if each.code in district and each.value is not None)
    everyone = tuple(_people(each) for each in people if each.value is not None)
    if not cells or len(everyone) < len(rows):
        return ()
    living = Number(number(sum(cell.value for cell in cells)), cells)
    share = sum(cell.value for cell in cells) / sum(cell.value for cell in everyone) * 100
    part = Number(number(share), cells, everyone, "percent_of")
    count = Number(number(len(cells)), cells, formula="count")
    return (
        Sentence((
            count, f" av de {len(rows)} kommunene i {name} har under 5 000 innbyggere eller er i sentralitetsklasse 5 eller 6. ",
            "Der bor det ", living, " mennesker, ", part,
            f" prosent av innbyggerne i {name} ({in_words(people[0].period or '')}).",
        )),
    )  # fmt: skip


def _people(figure: AreaFigure) -> Cell:
    return figure_cell("population", figure.code, figure.period or "", "value", figure.value or 0)
