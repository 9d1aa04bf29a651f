"""Bars of 100 percent: a row for each place, divided into parts."""

from publish.content.chart import Chart
from publish.drawing.axes import is_wide, tooltips
from publish.drawing.marks import Entry, legend
from publish.drawing.rows import INLINE
from publish.drawing.svg import INK, QUIET, WHITE, Canvas, Point, Type
from publish.drawing.words import NO_FIGURE, label

FILLS = (("#c3ccd6", INK), ("#dbe8f4", INK), ("#9cc0df", INK), ("#2f6fa8", WHITE), ("#0b4a82", WHITE))
"""Fill and text of the parts; text has a contrast of at least 4.5."""
OF_100 = 100.0


def draw_stacked(canvas: Canvas, chart: Chart) -> None:
    """Draw each category as a bar of its parts, with their numbers where they fit."""
    wide, widest = is_wide(canvas), max(Type(bold=True).width(words) for words in chart.categories)
    left = min(widest, INLINE * canvas.width) + 12 if wide else 0
    entries: list[Entry] = [("pale", FILLS[i % 5][0], one.label or one.name) for i, one in enumerate(chart.series)]
    top, step = legend(canvas, entries, 0) + 4, 42 if wide else 58
    canvas.height = top + step * len(chart.keys)
    for index, words in enumerate(chart.categories):
        y, bold = top + step * index, chart.keys[index] in chart.bold
        if wide:
            canvas.text((left - 12, y + 26), words, Type(bold=bold, anchor="end"), room=left - 12)
        else:
            canvas.text((0, y + 15), words, Type(bold=bold))
        _parts(canvas, chart, index, (left, y + (6 if wide else 22)))
    boxes = [((0.0, top + step * index), (canvas.width, top + step * (index + 1))) for index in range(len(chart.keys))]
    tooltips(canvas, chart, boxes)


def _parts(canvas: Canvas, chart: Chart, index: int, corner: Point) -> None:
    """Draw the parts of one bar, 30 pixels high."""
    (x, y), bold = corner, chart.keys[index] in chart.bold
    values = [max(one.values[index] or 0, 0) for one in chart.series]
    whole = max(sum(values), OF_100) if chart.suffix == "%" else sum(values)
    if not any(values):
        canvas.text((x, y + 20), NO_FIGURE, QUIET)
        return
    for value, (fill, ink) in zip(values, FILLS * (len(values) // 5 + 1), strict=False):
        width, kind = value / whole * (canvas.width - corner[0]), Type(ink, bold=bold)
        if width > 1:
            canvas.rect((x, y), (width - 1, 30), fill)
        words = [label(chart, value), label(chart, value, unit=False)]
        fitting = next((text for text in words if kind.width(text) + 12 <= width), "")
        canvas.text((x + 7, y + 20), fitting, kind)
        x += width
