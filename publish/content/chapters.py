"""The chapters of a municipality: headline, charts, sentences, table, and what is lacking."""

from collections.abc import Callable

from catalogue.chapters import ChapterSpec, ChartSpec
from publish.content import drafts, part_charts, population_charts
from publish.content.chart import Chart
from publish.content.comparison import gaps, table
from publish.content.drafts import Draft, finish
from publish.content.model import Chapter, Sentence
from publish.content.place import Place, source_words
from publish.content.sentences import say

DRAW: dict[str, Callable[[ChartSpec, Place], Draft | None]] = {
    "index": drafts.index,
    "line": drafts.line,
    "lines": drafts.lines,
    "columns": drafts.columns,
    "parts": part_charts.parts,
    "stacked": part_charts.stacked,
    "strip": part_charts.strip,
    "components": population_charts.components,
    "pyramid": population_charts.pyramid,
    "cohorts": population_charts.cohorts,
    "projection": population_charts.projection,
    "service_ages": population_charts.service_ages,
}
"""Kind of chart in the catalogue -> what draws it."""
MOST_MEANINGS, MOST_QUESTIONS = 2, 4
ASK = "Hvilke tall har kommunen selv?"
NOTHING = Sentence(("Grunnlaget har ikke tall om dette for kommunen ennå",))


def chapters(place: Place) -> tuple[Chapter, ...]:
    """Return all chapters, also those without a figure, in order."""
    specs = place.base.catalogue.chapters
    return tuple(_chapter(place, number, spec, _indicators(place, spec, specs)) for number, spec in enumerate(specs, 1))


def _chapter(place: Place, number: int, spec: ChapterSpec, belonging: list[str]) -> Chapter:
    charts = tuple(chart for each in spec.charts if (chart := _chart(place, each)))
    compared = table(place, [*spec.rows, *_told_of(place, belonging, spec.rows)])
    sentences = [sentence for patterns in spec.sentences if (sentence := say(patterns, place.facts))]
    meanings = [sentence.text for patterns in spec.meanings if (sentence := say(patterns, place.facts))]
    meant, asked = _of_findings(place, belonging)
    is_empty = not (charts or compared or sentences)
    titles = {chart.title for chart in charts}
    finding = NOTHING if is_empty else say(spec.findings, place.facts, avoid=titles) or Sentence((spec.title,))
    return Chapter(
        id=spec.id,
        number=number,
        title=spec.title,
        short=spec.short,
        finding=finding,
        charts=charts,
        sentences=tuple(sentences),
        table=compared,
        meanings=_first([*meant, *meanings], MOST_MEANINGS),
        questions=(ASK,) if is_empty else _first([*asked, *spec.questions], MOST_QUESTIONS),
        gaps=gaps(place, belonging),
    )


def _told_of(place: Place, belonging: list[str], rows: list[str]) -> list[str]:
    """Return the indicators of the chapter that 'Det viktigste' may mention and its rows lack."""
    told = [*(finding.indicator_id for finding in place.findings), *(row.indicator_id for row in place.changes)]
    return [name for name in dict.fromkeys(told) if name in belonging and name not in rows]


def _first(texts: list[str], most: int) -> tuple[str, ...]:
    """Return the first texts, each once."""
    return tuple(dict.fromkeys(texts))[:most]


def _of_findings(place: Place, belonging: list[str]) -> tuple[list[str], list[str]]:
    """Return what the chapter's findings may mean, and the first question of each."""
    meanings, questions = [], []
    for finding in place.findings:
        if finding.indicator_id in belonging:
            words = place.base.catalogue.indicators[finding.indicator_id].definition
            meaning = words.meaning or finding.family.meaning
            asked = words.questions or finding.family.questions
            words_for = (meaning.higher if finding.sign > 0 else meaning.lower) if meaning else ""
            meanings += [f"{words_for} Det er målt mot de ti."] if words_for else []
            questions += asked[:1] if asked else []
    return meanings, questions


def _chart(place: Place, spec: ChartSpec) -> Chart | None:
    made = DRAW[spec.kind](spec, place)
    if made is None:
        return None
    return finish(made, spec, place, place.facts, source_words(place.base, list(made.chart.indicator_ids)))


def _indicators(place: Place, spec: ChapterSpec, specs: list[ChapterSpec]) -> list[str]:
    """Return the indicators of a chapter: its rows, then those of its themes that no other chapter lists."""
    elsewhere = {name for each in specs if each is not spec for name in each.rows}
    rest = [
        indicator.id
        for indicator in place.base.indicators.values()
        if indicator.theme in spec.themes and indicator.id not in elsewhere and indicator.id not in spec.rows
    ]
    return [*spec.rows, *rest]
