"""Everything that is said of a municipality."""

from publish.content.chapters import chapters
from publish.content.comparison import groups, written
from publish.content.facts import figure_cell
from publish.content.highlights import changes, highlights
from publish.content.model import Fact, LawPoint, MunicipalityContent
from publish.content.notes import notes
from publish.content.periods import as_date
from publish.content.place import Place
from publish.content.sentences import fill
from publish.numbers import NBSP, number
from warehouse.read_content import CoverageRow

CENTRALITY = ("", "svært sentral", "sentral", "mellomsentral", "mellomsentral", "lite sentral", "svært lite sentral")
STATUS = {
    "covered": "dekket", "partly": "delvis dekket", "no_data": "uten tall", "measured_elsewhere": "måles et annet sted",
    "not_measured": "kan ikke måles",
}  # fmt: skip


def municipality_content(place: Place) -> MunicipalityContent:
    """Return the content of a municipality's page and documents."""
    municipality = place.municipality
    made = chapters(place)
    chapter_of = {row.indicator_id: chapter.id for chapter in made if chapter.table for row in chapter.table.rows}
    sources = place.base.cite([name for name in place.figures if place.has(name)])
    return MunicipalityContent(
        code=place.code,
        name=place.name,
        official_name=municipality.official_name,
        county_code=municipality.county_code,
        county_name=municipality.county_name,
        centrality_words=_centrality(place),
        facts=_facts(place),
        highlights=highlights(place, chapter_of),
        changes=changes(place),
        changes_since=str(place.base.election),
        groups=groups(place),
        chapters=made,
        law=tuple(map(_law_point, place.coverage)),
        notes=notes(place),
        is_sample=place.base.is_sample,
        collected=place.base.collected,
        sources=sources,
    )


def _centrality(place: Place) -> str:
    level = place.municipality.centrality_class
    return f"{CENTRALITY[level].capitalize()}: klasse {level} av 6" if level else ""


def _facts(place: Place) -> tuple[Fact, ...]:
    """Return the large figures at the top: population, growth, the oldest, and the projected population."""
    labels = {
        "population": "innbyggere {date}", "population_growth_5y": "på fem år", "share_80_plus": "er 80 år eller eldre",
    }  # fmt: skip
    return (*(_fact(place, name, label) for name, label in labels.items() if place.has(name)), *_projected(place))


def _projected(place: Place) -> tuple[Fact, ...]:
    """Return the projected population in about ten years with its span, if there is a projection."""
    big, label = (
        fill(text, place.facts)
        for text in (
            "{projected_all_10y}",
            "innbyggere i {projected_10y} i SSBs hovedalternativ ({projected_all_10y.low}–{projected_all_10y.high})",
        )
    )
    return (Fact(big.text, label.text, big.numbers[0].cells[0]),) if big and label else ()


def _fact(place: Place, name: str, label: str) -> Fact:
    figure, indicator = place.figures[name], place.base.indicators[name]
    value, period = figure.value or 0, figure.period or ""
    text = written(value, indicator)
    if name == "population_growth_5y":
        text = f"{number(value, indicator.decimals, signed=True)}{NBSP}%"
    words = label.format(date=as_date(period, indicator.stands_on), period=period)
    return Fact(text, words, figure_cell(name, place.code, period, "value", value))


def _law_point(row: CoverageRow) -> LawPoint:
    reason = row.not_measured or row.measured_elsewhere or ""
    words = f"{STATUS.get(row.status, row.status)}{': ' + reason if reason else ''}"
    return LawPoint(row.requirement, row.point, row.status, words)
