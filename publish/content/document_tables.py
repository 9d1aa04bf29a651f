"""The tables of the note: key figures of the municipality and of its groups, and the form for plan needs."""

import re
from collections.abc import Iterable, Iterator, Sequence

from publish.content.blocks import Block, Grid, Heading, Mark, Paragraph
from publish.content.marks import Counter
from publish.content.model import GROUPS, Chapter, MunicipalityContent, Row, Sentence, cited
from publish.numbers import NBSP, NONE

MOST_ROWS, MOST_KEYS = 6, 10
FIRST, WHEN, OTHER = 5.1, 2.2, 1.74
"""Widths of columns, in centimetres: the title, the period, and each number."""
LETTER, PADDING = 0.18, 0.3
"""A column is at least as wide as the longest word of its head: the width of a letter, and the space beside it."""
ALTERNATIVE = (
    "Rader er nøkkeltall. Kolonner er tidspunkt, kommunen, gruppene den sammenlignes med, og endring på fem år."
)
IN_ANNEX = "Kilder: se vedlegg B."
EXPLAINED = "5 år: endring på fem år. * median av kommunene."


def key_figures(content: MunicipalityContent, counter: Counter) -> Iterator[Grid]:
    """Return the first key figure of each chapter beside those of the groups."""
    rows = [chapter.table.rows[0] for chapter in content.chapters if chapter.table][:MOST_KEYS]
    if rows:
        mark = counter.table("nokkeltall")
        caption = f"Nøkkeltall fra hvert kapittel. {content.name}"
        yield _grid(content, mark=mark, caption=caption, rows=rows, source=f"{IN_ANNEX} {EXPLAINED}")


def chapter_table(content: MunicipalityContent, chapter: Chapter, counter: Counter) -> Iterator[Grid]:
    """Return the first rows of a chapter's table; all stand in annex A."""
    if chapter.table:
        rows = chapter.table.rows
        more = "" if len(rows) <= MOST_ROWS else f" Alle {len(rows)} nøkkeltallene står i vedlegg A."
        source = f"{cited(source.cited_as for source in chapter.table.sources)} {EXPLAINED}{more}"
        caption = f"Nøkkeltall om {chapter.short.lower()}. {content.name}"
        mark = counter.table(f"tabell-{chapter.id}")
        yield _grid(content, mark=mark, caption=caption, rows=rows[:MOST_ROWS], source=source)


def all_figures(content: MunicipalityContent, chapters: Iterable[Chapter], counter: Counter) -> Iterator[Grid]:
    """Return every key figure of some chapters, under the titles of the chapters."""
    rows: list[Row | str] = []
    for chapter in chapters:
        if chapter.table:
            rows += [chapter.title, *chapter.table.rows]
    if rows:
        caption = f"Alle nøkkeltall. {content.name}"
        source = f"{IN_ANNEX} {EXPLAINED}"
        yield _grid(content, mark=counter.table("alle-tall"), caption=caption, rows=rows, source=source)


def plan_needs(content: MunicipalityContent, counter: Counter, *, with_sentence: bool) -> Iterator[Block]:
    """Return the form for plan needs: a row for each chapter with its finding, and empty cells to write in."""
    yield Heading(1, "Skjema for planbehov")
    yield Paragraph(("Funnene er fylt ut. Resten fyller kommunen ut.",))
    yield Grid(
        counter.table("planbehov"),
        f"Planbehov etter tema. {content.name}",
        ("Tema", "Funn", "Utfordring", "Gjeldende plan og år", "Vurdering", "Når"),
        tuple((chapter.short, _finding(chapter, with_sentence), "", "", "", "") for chapter in content.chapters),
        (2.6, 11.4, 3.8, 2.6, 2.4, 1.9),
        "Rader er temaer. Kolonnen funn er fylt ut; utfordring, gjeldende plan, vurdering og når fylles ut av kommunen.",
        "Vurdering: videreføre, revidere, ny plan, slå sammen eller oppheve. Kilde: kapitlene i notatet.",
        numbers_from=6,
        is_form=True,
    )


def _finding(chapter: Chapter, with_sentence: bool) -> str:
    first = chapter.sentences[0] if chapter.sentences and with_sentence else Sentence(())
    told = {number.text for number in chapter.finding.numbers} & {number.text for number in first.numbers}
    if told:  # the sentence says what the finding says, and more
        return first.text
    return f"{chapter.finding.text}. {first.text}".rstrip()


def _grid(content: MunicipalityContent, *, mark: Mark, caption: str, rows: Sequence[Row | str], source: str) -> Grid:
    heads = content.heads((row for row in rows if isinstance(row, Row)), GROUPS)
    head = ("Nøkkeltall", "Når", content.name, *heads.values(), "5 år")
    first = FIRST + OTHER * (len(GROUPS) - len(heads))
    sections = frozenset(index for index, row in enumerate(rows) if isinstance(row, str))
    cells = tuple((row, *[""] * (len(head) - 1)) if isinstance(row, str) else _cells(row, heads) for row in rows)
    numbers = [max(OTHER, LETTER * max(map(len, words.split())) + PADDING) for words in head[2:]]
    widths = (first - sum(numbers) + OTHER * len(numbers), WHEN, *numbers)
    return Grid(mark, caption, head, cells, widths, ALTERNATIVE, source, 2, strong=2, sections=sections)


def _cells(row: Row, kinds: Iterable[str]) -> tuple[str, ...]:
    groups = [_group(row, kind) for kind in kinds]
    title = re.sub(r"(?<=\d) (?=\d{3}\b)", NBSP, row.title)  # 1 000 stays on one line
    return (title, row.period_words, row.text, *groups, _without_unit(row.change, row))


def _group(row: Row, kind: str) -> str:
    cell = row.groups.get(kind)
    if cell is None:
        return NONE
    text = _without_unit(cell.text, row)
    return f"{text}*" if cell.is_median else text


def _without_unit(text: str, row: Row) -> str:
    """Return a number without the unit that the municipality's own has: only percentage points are written out."""
    unit = row.text.rpartition(NBSP)[2]
    return text if unit.isdigit() else text.removesuffix(f"{NBSP}{unit}")
