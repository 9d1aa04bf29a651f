"""A chapter of the note as blocks: finding, sentences, figures, table, what it can mean, questions, an empty field."""

from collections.abc import Iterator

from publish.content.blocks import (
    Assessment,
    Block,
    Figure,
    Grid,
    Heading,
    Mark,
    Meaning,
    Paragraph,
    Piece,
    Questions,
)
from publish.content.chart import Chart, shortened
from publish.content.document_tables import IN_ANNEX, chapter_table
from publish.content.marks import Counter
from publish.content.model import Chapter, MunicipalityContent

MOST_FIGURES = 2
"""A note shows the first figures of a chapter; the page has them all."""
MOST_QUESTIONS, MOST_BARS = 3, 12
CHANGE_QUESTIONS = (
    "Hvilke mål i forrige planstrategi handlet om dette, og har det gått som ventet?",
    "Hvilke planer fra forrige periode er ikke fulgt opp?",
)


def is_empty(chapter: Chapter) -> bool:
    """Return whether a chapter has no figure at all."""
    return not (chapter.charts or chapter.table or chapter.sentences)


def chapter_blocks(
    content: MunicipalityContent,
    chapter: Chapter,
    counter: Counter,
    *,
    most_figures: int = MOST_FIGURES,
    with_table: bool = True,
) -> Iterator[Block]:
    """Return a chapter; a single sentence if it has no figure. The first chapter may have one figure more."""
    yield Heading(1, chapter.title)
    if is_empty(chapter):
        yield Paragraph((f"{chapter.finding.text}.",))
        return
    if chapter.finding.text != chapter.title:
        yield Heading(2, chapter.finding.text)
    figures = [_figure(chart, counter) for chart in chapter.charts[: most_figures + (chapter.number == 1)]]
    tables = list(chapter_table(content, chapter, counter)) if with_table else []
    for sentence in chapter.sentences:
        yield Paragraph((sentence.text,))
    yield from pointers([one.mark for one in figures], [one.mark for one in tables])
    yield from figures
    yield from tables
    if chapter.meanings:
        yield Meaning(chapter.meanings)
    if chapter.questions:
        yield Questions(chapter.questions[:MOST_QUESTIONS])
    yield Assessment(chapter.title)


def change_chapter(content: MunicipalityContent, counter: Counter) -> Iterator[Block]:
    """Return what has changed most since the last planning strategy."""
    since = content.changes_since
    yield Heading(1, "Har endret seg siden forrige planstrategi")
    if not content.changes:
        yield Paragraph(
            (f"Ingen av tallene vi kan sammenligne med lignende kommuner, har endret seg uvanlig mye siden {since}.",)
        )
        return
    mark = counter.table("endringer")
    yield Paragraph(
        (f"Datoen for forrige planstrategi er ikke kjent her. Tallene er fra året for kommunevalget, {since}.",)
    )
    yield from pointers([], [mark])
    yield Grid(
        mark,
        f"Det som har endret seg mest siden {since}. {content.name}",
        ("Nøkkeltall", "Da", "Nå", "Endring"),
        tuple((each.title, each.then, each.now, each.change) for each in content.changes),
        (7.6, 3.0, 3.0, 2.4),
        "Rader er nøkkeltall. Kolonner er tallet da, tallet nå og endringen.",
        f"{IN_ANNEX} Endring i prosentpoeng der enheten er prosent, ellers i samme enhet.",
    )
    yield Questions(CHANGE_QUESTIONS)
    yield Assessment("Har endret seg siden forrige planstrategi")


def _figure(chart: Chart, counter: Counter) -> Figure:
    breaks = [f"Brudd {one.key}: {one.reason}" for one in chart.breaks]
    provisional = [f"Foreløpige tall: {', '.join(chart.provisional)}."] if chart.provisional else []
    if chart.kind == "bars":
        chart = shortened(chart, MOST_BARS, "største")
    return Figure(counter.figure(chart.id), chart, (*breaks, *provisional, *chart.notes))


def pointers(figures: list[Mark], tables: list[Mark]) -> Iterator[Block]:
    """Return the sentence that names the figures and the table below it."""
    parts = [[f"{word} ", *_listed(marks)] for word, marks in (("figur", figures), ("tabell", tables)) if marks]
    if parts:
        pieces: list[Piece] = ["Tallene står i ", *parts[0], *([" og i ", *parts[1]] if len(parts) > 1 else []), "."]
        yield Paragraph(tuple(pieces))


def _listed(marks: list[Mark]) -> list[Piece]:
    """Return '1, 2 og 3'."""
    pieces: list[Piece] = [marks[0]]
    for mark in marks[1:]:
        pieces += [" og " if mark is marks[-1] else ", ", mark]
    return pieces
