"""The annexes of the note: all key figures, sources, what nobody measures, and what to be careful with."""

from collections.abc import Iterable, Iterator

from publish.content.blocks import Block, Grid, Heading, Link, PageBreak, Paragraph
from publish.content.document_tables import all_figures
from publish.content.marks import Counter
from publish.content.model import Chapter, MunicipalityContent, Source

COVERED = "covered"
CONFIDENTIAL = (
    "Tall som gjelder få personer, kan svinge mye fra år til år. Tall som kilden holder tilbake, er ikke erstattet, og tall "
    "for flere år sett under ett har årene i kolonnen «Når»."
)


def annexes(content: MunicipalityContent, chapters: tuple[Chapter, ...], counter: Counter) -> Iterator[Block]:
    """Return the annexes A to D for some chapters; of all, each begins a page, and what laws ask for belongs to them."""
    is_whole = chapters == content.chapters
    ends = [PageBreak()] if is_whole else []
    yield Heading(1, "Vedlegg A: Alle nøkkeltall")
    yield from all_figures(content, chapters, counter)
    yield from ends
    yield Heading(1, "Vedlegg B: Kilder og datoer")
    yield _sources(content, chapters, counter)
    yield from ends
    yield Heading(
        1, "Vedlegg C: Det loven spør om, og det vi ikke har tall for" if is_whole else "Vedlegg C: Tall som mangler"
    )
    if is_whole:
        yield from _law(content, counter)
        yield Heading(2, "Tall som mangler for kommunen")
    yield _gaps(chapters, counter)
    yield from ends
    yield Heading(1, "Vedlegg D: Små tall, brudd og usikre tall")
    yield from _care(content, chapters)


def _sources(content: MunicipalityContent, chapters: tuple[Chapter, ...], counter: Counter) -> Grid:
    used = [source for chapter in chapters if chapter.table for source in chapter.table.sources]
    return source_table(content.sources if chapters == content.chapters else used, counter)


def source_table(sources: Iterable[Source], counter: Counter) -> Grid:
    """Return the sources, each once, with date and address."""
    ordered = sorted(dict.fromkeys(sources), key=lambda source: source.cited_as)
    return Grid(
        counter.table("kilder"),
        "Kilder med dato og adresse",
        ("Kilde", "Dato", "Adresse"),
        tuple((one.cited_as, _date(one), Link(one.url, one.url)) for one in ordered),
        (5.4, 4.4, 6.2),
        "Rader er kilder. Kolonner er hvordan kilden siteres, dato og adresse.",
        "Kart: Kartverket, CC BY 4.0.",
        numbers_from=3,
    )


def _date(source: Source) -> str:
    words = source.date_words.removeprefix(", ")
    return words[:1].upper() + words[1:]


def _law(content: MunicipalityContent, counter: Counter) -> Iterator[Block]:
    """Return the points of laws and plans that the figures do not cover, under what asks for them."""
    open_points = [point for point in content.law if point.status != COVERED]
    covered = len(content.law) - len(open_points)
    yield Paragraph(
        (f"Tallene dekker {covered} av {len(content.law)} punkter i lover og planer. Tabellen viser de andre.",)
    )
    rows: list[tuple[str, ...]] = []
    sections = []
    for requirement in dict.fromkeys(point.requirement for point in open_points):
        sections.append(len(rows))
        rows.append((requirement, ""))
        rows += [(one.point, one.words) for one in open_points if one.requirement == requirement]
    if rows:
        yield Grid(
            counter.table("loven"),
            "Punkter som tallene ikke dekker, eller dekker delvis",
            ("Punkt", "Hvor langt tallene rekker"),
            tuple(rows),
            (8.0, 8.0),
            "Rader er punkter i lover og planer. Kolonnene er punktet og hvor langt tallene rekker.",
            "Kilde: Grunnlags oversikt over krav.",
            numbers_from=2,
            sections=frozenset(sections),
        )


def _gaps(chapters: tuple[Chapter, ...], counter: Counter) -> Block:
    """Return the figures that are lacking by chapter, under the reasons."""
    rows: list[tuple[str, ...]] = []
    sections = []
    for reason in dict.fromkeys(gap.reason for chapter in chapters for gap in chapter.gaps):
        sections.append(len(rows))
        rows.append((reason, ""))
        rows += [(each.short, "; ".join(titles)) for each in chapters if (titles := _lacking(each, reason))]
    if not rows:
        return Paragraph(("Ingen av tallene mangler for kommunen.",))
    return Grid(
        counter.table("mangler"),
        "Tall som mangler, og hvorfor",
        ("Kapittel", "Tall som mangler"),
        tuple(rows),
        (3.6, 12.4),
        "Rader er kapitler under grunnen til at tallene mangler. Kolonnene er kapitlet og tallene.",
        "Kilde: Grunnlags oversikt over tall som mangler.",
        numbers_from=2,
        sections=frozenset(sections),
    )


def _lacking(chapter: Chapter, reason: str) -> Iterable[str]:
    """Return the titles of the figures that a chapter lacks for a reason, each once."""
    return dict.fromkeys(gap.title for gap in chapter.gaps if gap.reason == reason)


def _care(content: MunicipalityContent, chapters: tuple[Chapter, ...]) -> Iterator[Block]:
    yield Paragraph((CONFIDENTIAL,))
    for note in content.notes:
        yield Paragraph((note,), "bullet")
    rows = [row for chapter in chapters if chapter.table for row in chapter.table.rows if row.note]
    for row in {row.indicator_id: row for row in rows}.values():
        yield Paragraph((row.note,), "bullet", strong=f"{row.title}:")
    breaks = {one.reason: one.key for chapter in chapters for chart in chapter.charts for one in chart.breaks}
    for reason, key in breaks.items():
        yield Paragraph((reason,), "bullet", strong=f"Brudd {key}:")
