"""The sheet 'Nøkkeltall': the newest figures of a municipality beside its groups, and those that are missing with the reason."""

from xlsxwriter.worksheet import Worksheet

from publish.content.model import Chapter, GroupCell, MunicipalityContent, Row
from publish.content.place import Place
from publish.drawing.marks import ACCENT
from publish.workbook.book import Book, Column, Figure, Value
from publish.workbook.figures import VALUE, Spans, period_value

WORDS = "Nyeste tall. En m betyr median av kommunene i gruppen. Endring i prosent er i prosentpoeng."
SPARK = "Utvikling"
BEFORE_GROUPS = 5
"""The number of columns before those of the groups."""


def key_figures_sheet(
    book: Book, sheet: Worksheet, place: Place, content: MunicipalityContent, spans: Spans, theme: str | None
) -> None:
    """Fill the sheet, with the indicators of one theme if it is given. Series in a theme's sheet are drawn as sparklines."""
    kinds = content.heads(row for chapter in content.chapters if chapter.table for row in chapter.table.rows)
    known = [cells for chapter in content.chapters for cells in _known(place, chapter, list(kinds))]
    every = known + [cells for chapter in content.chapters for cells in _lacking(place, chapter, len(kinds))]
    rows = [each for each in every if theme in (None, place.base.indicators[each[0]].theme)]
    if not rows:
        return
    placed = book.table(sheet, _columns(content, kinds), [cells for _, cells in rows], wraps=True)
    column = BEFORE_GROUPS + len(kinds) + 1
    for line, (indicator_id, _) in enumerate(rows, start=placed.first):
        if (span := spans.get((content.code, indicator_id))) and span.last > span.first:
            area = f"'{span.sheet}'!{_cell(span.first)}:{_cell(span.last)}"
            sheet.add_sparkline(line, column, {"range": area, "series_color": ACCENT, "last_point": True})


def _columns(content: MunicipalityContent, kinds: dict[str, str]) -> list[Column]:
    return [
        Column("Nøkkeltall", 50), Column("Kapittel", 26), Column("Periode", 12), Column("Enhet", 24),
        Column(content.name, 12, is_number=True, is_own=True),
        *(Column(head, 12, is_number=True) for head in kinds.values()),
        Column("Endring, fem år", 13, is_number=True), Column(SPARK, 16), Column("Merknad", 60),
    ]  # fmt: skip


def _known(place: Place, chapter: Chapter, kinds: list[str]) -> list[tuple[str, list[Value]]]:
    """Return (indicator id, cells) for each row of a chapter's table."""
    rows = chapter.table.rows if chapter.table else ()
    return [(row.indicator_id, _row(place, chapter, row, kinds)) for row in rows]


def _lacking(place: Place, chapter: Chapter, groups: int) -> list[tuple[str, list[Value]]]:
    """Return (indicator id, cells) for each figure that a chapter lacks: empty, with the reason."""
    empty: list[Value] = [None] * (groups + 3)
    units = {gap.indicator_id: place.base.indicators[gap.indicator_id].unit.nb for gap in chapter.gaps}
    return [
        (gap.indicator_id, [gap.title, chapter.short, None, units[gap.indicator_id], *empty, gap.reason or None])
        for gap in chapter.gaps
    ]


def _row(place: Place, chapter: Chapter, row: Row, kinds: list[str]) -> list[Value]:
    indicator, figure = place.base.indicators[row.indicator_id], place.figures[row.indicator_id]
    change, period = figure.change_5y, figure.pooled_periods or row.period
    return [
        row.title, chapter.short, period_value(period), indicator.unit.nb, Figure(row.value, indicator.decimals),
        *(_group(row.groups.get(kind), indicator.decimals) for kind in kinds),
        None if change is None else Figure(change, indicator.decimals, is_change=True), None, row.note or None,
    ]  # fmt: skip


def _group(cell: GroupCell | None, decimals: int) -> Figure | None:
    return Figure(cell.value, decimals, is_median=cell.is_median) if cell else None


def _cell(row: int) -> str:
    return f"${chr(ord('A') + VALUE)}${row + 1}"
