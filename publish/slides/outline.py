"""What the slides say, as plain data: twelve at most, each with its finding as title."""

from collections.abc import Iterable
from dataclasses import dataclass

from publish.content.chart import Chart, Kind, shortened
from publish.content.model import GROUPS, Chapter, Highlights, MunicipalityContent, Row, Source, cited
from publish.numbers import NBSP, NONE, day_of

MOST_SLIDES, MOST_WORDS, TOO_MANY_WORDS = 12, 12, 14
"""The most slides, the words that a title should have at most, and the most that it may have."""
MOST_ROWS, MOST_QUESTIONS = 7, 5
"""The most rows of a table, and questions, that a slide has room for."""
BARS: dict[Kind, tuple[str, int]] = {"bars": ("største", 8), "cohorts": ("yngste", 9)}
"""Kind of chart -> what the first of its bars are, and the most that there is room for."""
LONGEST_LINE = 105
"""The most characters in the line below a title."""
PLAN = (
    ("befolkning", "folketall"), ("befolkning", "komponenter"), ("befolkning", "pyramide"), ("framover", "framskriving"),
    ("tjenester", "tjenestealder yrkesaktive"), ("arbeid", "naering hjemme"), ("okonomi", ""), ("levekar", ""),
    ("unge", "arskull"), ("bolig", "leie nye-boliger"), ("kompetanse", "hoyere-utdanning"), ("klima", "dyrka-jord strom"),
)  # fmt: skip
"""(chapter, charts to choose the first known of), the most important first. A chapter without such a chart shows its table."""


@dataclass(frozen=True)
class Slide:
    """A slide: its title, a line below it, what it shows, its source, and the notes of the speaker."""

    title: str
    subtitle: str = ""
    chart: Chart | None = None
    table: tuple[tuple[str, ...], ...] = ()
    """The heads, and the rows."""
    columns: tuple[tuple[str, ...], ...] = ()
    """Of each, its heading, and numbers and sentences in turn, or one sentence."""
    bullets: tuple[str, ...] = ()
    source: str = ""
    notes: tuple[str, ...] = ()


def outline(content: MunicipalityContent) -> list[Slide]:
    """Return the slides. Chapters without figures are left out, and the last slide names the planned ones."""
    chapters = {chapter.id: chapter for chapter in content.chapters}
    planned = [(chapters[name], charts.split()) for name, charts in PLAN if name in chapters]
    made = [(chapter, slide) for chapter, charts in planned if (slide := _shown(content, chapter, charts))]
    changed = _changed(content)
    room = MOST_SLIDES - 3 - len(changed)
    shown = sorted(made[:room], key=lambda each: each[0].number)
    lacking = [chapter.title for chapter, _ in planned if not (chapter.charts or chapter.table)]
    return [
        _cover(content), _most_important(content), *(slide for _, slide in shown), *changed, _questions(content, lacking),
    ]  # fmt: skip


def _cover(content: MunicipalityContent) -> Slide:
    collected = f" · Tall hentet {day_of(content.collected)}" if content.collected else ""
    facts = tuple(f"{fact.number} {fact.label}" for fact in content.facts)
    notes = (*content.notes, *(group.words for group in content.groups[:1]))
    title, subtitle = content.official_name.replace(" - ", " – "), f"{content.county_name}{collected}"
    return Slide(title, subtitle, bullets=facts, source="Kunnskapsgrunnlag for planstrategi", notes=notes)


def _most_important(content: MunicipalityContent) -> Slide:
    columns = tuple((each.title, *_findings(each)) for each in content.highlights)
    notes = tuple(each.sentence.text for sort in content.highlights for each in sort.findings)
    none = tuple(sort.none.text for sort in content.highlights if sort.none)
    return Slide(
        "Det viktigste for planstrategien", columns=columns, source=_cited(content.sources), notes=notes + none
    )


def _findings(highlights: Highlights) -> list[str]:
    """Return number and sentence of each finding in turn, or the sentence that says why there is none."""
    if highlights.none:
        return [highlights.none.text]
    return [text for each in highlights.findings for text in (each.number, each.sentence.text)]


def _shown(content: MunicipalityContent, chapter: Chapter, charts: list[str]) -> Slide | None:
    """Return the slide of a chapter: the first of the charts that it has, else its table; None if it has neither."""
    known = {chart.id: chart for chart in chapter.charts}
    if chart := next((known[name] for name in charts if name in known), None):
        title = short_title((chart.title, chapter.finding.text), chapter.title)
        notes = _notes(chapter, chart.subtitle, chart.source_words)
        what, most = BARS.get(chart.kind, ("", len(chart.keys)))
        shown = shortened(chart, most, what)
        return Slide(title, _line(shown), shown, source=chart.source_words, notes=notes)
    if chapter.table is None:
        return None
    rows, source = chapter.table.rows[:MOST_ROWS], _cited(chapter.table.sources)
    found = (chart.title for chart in chapter.charts if chart.kind != "strip")  # a strip's title only says what it is
    words = "Nyeste tall. En m etter tallet betyr medianen av kommunene."
    title = short_title((chapter.finding.text, *found), chapter.title)
    return Slide(title, words, table=_table(content, rows), source=source, notes=_notes(chapter, source))


def _line(chart: Chart) -> str:
    """Return the subtitle without the sentences that its line has no room for; the first may say which bars are shown."""
    sentences = chart.subtitle.split(". ")
    always = 2 if chart.kind in BARS else 1
    kept = sentences[:always]
    for sentence in sentences[always:]:
        if len(". ".join([*kept, sentence])) <= LONGEST_LINE:
            kept.append(sentence)
    return ". ".join(kept)


def _table(content: MunicipalityContent, rows: tuple[Row, ...]) -> tuple[tuple[str, ...], ...]:
    heads = content.heads(rows, GROUPS)
    cells = ((f"{row.title}, {row.period_words}", row.text, *(_group(row, kind) for kind in heads)) for row in rows)
    return ("", content.name, *heads.values()), *cells


def _group(row: Row, kind: str) -> str:
    cell = row.groups.get(kind)
    return NONE if cell is None else f"{cell.text}{NBSP}m" if cell.is_median else cell.text


def _changed(content: MunicipalityContent) -> list[Slide]:
    """Return the slide on what has changed most; none if nothing has changed more than usual."""
    if not content.changes:
        return []
    rows = tuple((each.title, each.now, each.then, each.change) for each in content.changes[:MOST_ROWS])
    title = f"Dette har endret seg mest siden {content.changes_since}"
    words = f"Siden kommunevalget i {content.changes_since}, da forrige planstrategi ble laget"
    notes = tuple(f"{name}: {then}, nå {now} ({change})." for name, now, then, change in rows)
    return [
        Slide(title, words, table=(("", "Nå", "Da", "Endring"), *rows), source=_cited(content.sources), notes=notes)
    ]


def _questions(content: MunicipalityContent, lacking: list[str]) -> Slide:
    """Return the last slide: the first question of each chapter with figures, and what there are no figures on."""
    asked = dict.fromkeys(chapter.questions[0] for chapter in content.chapters if chapter.questions and chapter.table)
    every = dict.fromkeys(question for chapter in content.chapters for question in chapter.questions)
    without = f"Grunnlaget har ikke tall for {content.name} til kapitlet: {'; '.join(lacking)}." if lacking else ""
    questions = tuple(asked)[:MOST_QUESTIONS]
    return Slide("Spørsmål til kommunestyret", bullets=questions, source=without, notes=tuple(every))


def _notes(chapter: Chapter, *others: str) -> tuple[str, ...]:
    """Return the sentences of the chapter, what it can mean, and what the chart shows and its source."""
    return (*(sentence.text for sentence in chapter.sentences), *chapter.meanings, *others)


def short_title(found: Iterable[str], topic: str) -> str:
    """Return the first finding with few enough words, also without its comparison (', mot ...').

    If there is none, return the shortest finding, or the topic if that is far too long too.
    """
    tries = [each for title in found for each in (title, title.partition(", mot")[0])]
    shortest = min(tries, key=words_in)
    fallback = shortest if words_in(shortest) <= TOO_MANY_WORDS else topic
    return next((each for each in tries if words_in(each) <= MOST_WORDS), fallback)


def words_in(title: str) -> int:
    """Return the number of words; a number with spaces is one."""
    return len(title.split(" "))


def _cited(sources: tuple[Source, ...]) -> str:
    """Return the sources of a slide: the tables, or their publishers if they are many."""
    names = list(dict.fromkeys(source.cited_as for source in sources))
    if len(names) > 4:
        names = list(dict.fromkeys(name.partition(",")[0] for name in names))
    return cited(names)
