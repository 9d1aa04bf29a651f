"""The note of a municipality as blocks: which parts it has, and in what order."""

from collections.abc import Iterator

from publish.content.annexes import annexes
from publish.content.blocks import (
    Block,
    Contents,
    Cover,
    Document,
    Facts,
    Figure,
    Heading,
    Meaning,
    PageBreak,
    Paragraph,
    Questions,
    Turn,
)
from publish.content.document_chapters import change_chapter, chapter_blocks, is_empty
from publish.content.document_tables import key_figures, plan_needs
from publish.content.marks import Counter
from publish.content.model import Chapter, Highlights, MunicipalityContent
from publish.numbers import day_of

FULL, SHORT = "full", "short"
"""The whole note, and its four pages. Any other scope is the id of a chapter: a theme note."""
SHORT_CHAPTERS = ("framover", "arbeid")
KIND = "Kunnskapsgrunnlag for planstrategi"
MEDIAN = (
    "Tallene for grupper er felles tall for hele gruppen. Der et felles tall ikke finnes, vises medianen, merket med *: like "
    "mange kommuner har høyere som lavere tall. En strek betyr at tallet ikke finnes her."
)
EMPTY_FIELDS = "Feltene «Kommunens vurdering» er tomme. Der skriver kommunen selv."
SAMPLE = "Dette notatet er laget av prøvedata, et utdrag av kildene. Derfor mangler noen tall som kildene har."


def document(content: MunicipalityContent, scope: str = FULL, locator: str = "") -> Document:
    """Return the note, with a map of where the municipality is; KeyError for a chapter that there is not."""
    counter, chapters = Counter(), {chapter.id: chapter for chapter in content.chapters}
    theme = chapters[scope] if scope not in (FULL, SHORT) else None
    if theme:
        blocks = tuple(_theme(content, theme, counter))
    elif scope == SHORT:
        blocks = tuple(_short(content, [chapters[name] for name in SHORT_CHAPTERS if name in chapters], counter))
    else:
        blocks = tuple(_full(content, counter))
    kind = f"Temanotat: {theme.title}" if theme else KIND
    footer = f"Grunnlag · tall hentet til og med {_day(content)}" if content.collected else "Grunnlag"
    return Document(f"{kind} – {content.official_name}", footer, _cover(content, kind, locator), blocks)


def _day(content: MunicipalityContent) -> str:
    return day_of(content.collected) if content.collected else ""


def _cover(content: MunicipalityContent, kind: str, locator: str) -> Cover:
    where = " · ".join(filter(None, (content.county_name, _day(content))))
    lines = ("Tall, funn og spørsmål til kommunens planarbeid", where)
    return Cover(
        kind, content.official_name, lines, locator, f"Kart over {content.county_name}. {content.name} er fylt."
    )


def _full(content: MunicipalityContent, counter: Counter) -> Iterator[Block]:
    yield from _how(content)
    yield Contents()
    yield PageBreak()
    yield from _most_important(content)
    yield from key_figures(content, counter)
    yield PageBreak()
    for chapter in content.chapters:
        yield from chapter_blocks(content, chapter, counter)
    yield from change_chapter(content, counter)
    yield Turn(landscape=True)
    yield from plan_needs(content, counter, with_sentence=True)
    yield Turn(landscape=False)
    yield from annexes(content, content.chapters, counter)


def _short(content: MunicipalityContent, chosen: list[Chapter], counter: Counter) -> Iterator[Block]:
    """Return four pages: the most important, what is expected, work, and the form."""
    yield from _how(content)
    yield from _most_important(content)
    yield PageBreak()
    yield from key_figures(content, counter)
    for chapter in chosen:
        yield from chapter_blocks(content, chapter, counter, most_figures=1, with_table=False)
    yield Turn(landscape=True)
    yield from plan_needs(content, counter, with_sentence=False)


def _theme(content: MunicipalityContent, chapter: Chapter, counter: Counter) -> Iterator[Block]:
    yield from _how(content)
    blocks = [*chapter_blocks(content, chapter, counter, most_figures=len(chapter.charts), with_table=False)]
    first = next(
        (place for place, block in enumerate(blocks) if isinstance(block, Figure | Meaning | Questions)), len(blocks)
    )
    yield from (*blocks[:first], PageBreak(), *blocks[first:])
    if not is_empty(chapter):
        yield from annexes(content, (chapter,), counter)


def _how(content: MunicipalityContent) -> Iterator[Block]:
    yield Paragraph(("Slik er notatet laget",), "lead")
    day = f" Det nyeste er hentet {_day(content)}." if content.collected else ""
    ten = next((group.words for group in content.groups if group.kind == "neighbours"), "")
    yield Paragraph((" ".join(filter(None, ("Tallene er hentet fra åpne kilder." + day, ten))),))
    yield Paragraph((" ".join([*([SAMPLE] if content.is_sample else []), MEDIAN, EMPTY_FIELDS]),))


def _most_important(content: MunicipalityContent) -> Iterator[Block]:
    yield Heading(1, "Det viktigste")
    if content.facts:
        yield Facts(tuple((fact.number, fact.label) for fact in content.facts))
    for sort in content.highlights:
        yield from _highlights(sort)


def _highlights(sort: Highlights) -> Iterator[Block]:
    yield Heading(2, sort.title)
    for found in sort.findings:
        yield Paragraph((found.sentence.text,), "bullet", strong=found.number)
    if sort.none:
        yield Paragraph((sort.none.text,))
