"""Horizontal bars: shares beside those of others, changes of cohorts, and ranges between low and high."""

from publish.content.chart import Chart, Series
from publish.drawing.axes import NARROW, TICK, Box, is_wide
from publish.drawing.marks import ACCENT, GRID, SECOND, Entry, mark, style
from publish.drawing.rows import Column, Rows, frame, row_tooltips, zero_line
from publish.drawing.scale import TINY, Scale, centred, figures, rounded, thinned, tick_words, values_of
from publish.drawing.svg import INK, WHITE, Canvas, short
from publish.drawing.words import NO_FIGURE, label, short_unit, with_suffix

BAR, RANGE = 30, 38
"""The height of a row of bars, and of bars with whiskers; labels above the bars add to it."""
HEADS = (68, 120)
"""How much the head of a column of numbers may widen it: narrow, wide."""


def draw_bars(canvas: Canvas, chart: Chart) -> None:
    """Draw a bar from zero for each category, and a mark for each other series."""
    main, others = _main(chart)
    columns = [_column(canvas, chart, one, bold=one is main) for one in (main, *others[:2])]
    looks = [(style(one.role), one) for one in others]
    entries: list[Entry] = [("bar", ACCENT, main.name), *((look.shape, look.colour, one.name) for look, one in looks)]
    rows = frame(canvas, chart, columns, entries if others else [], BAR)
    scale = _scale(chart, rows.box)
    if chart.kind == "cohorts":
        _ticks(canvas, chart, scale, rows.box)
    for index, value in enumerate(main.values):
        _bar(
            canvas, rows, index, (scale(0), scale(value or 0)), ACCENT if _is_dark(chart, index, value or 0) else SECOND
        )
    zero_line(canvas, rows, scale(0), len(chart.keys))
    for look, one in looks:
        for index, value in enumerate(one.values):
            if value is not None:
                mark(canvas, look.shape, (scale(value), rows.middle(index)), look.colour)
    row_tooltips(canvas, chart, rows)


def draw_ranges(canvas: Canvas, chart: Chart) -> None:
    """Draw a bar from zero for each main value, and a whisker from low to high."""
    main, _ = _main(chart)
    low, high = values_of(chart, "low"), values_of(chart, "high")
    columns = [_column(canvas, chart, main, bold=True)]
    if is_wide(canvas):
        columns.append(
            Column("lav–høy", [_span(chart, *pair) for pair in zip(low, high, strict=True)], False, HEADS[1])
        )
    rows = frame(canvas, chart, columns, _spread_entry(chart), RANGE)
    scale = _scale(chart, rows.box)
    for index, value in enumerate(main.values):
        _bar(canvas, rows, index, (scale(0), scale(value or 0)), ACCENT if (value or 0) >= 0 else SECOND)
    zero_line(canvas, rows, scale(0), len(chart.keys))
    for index, (a, b) in enumerate(zip(low, high, strict=True)):
        if a is not None and b is not None:
            _whisker(canvas, scale(a), scale(b), rows.middle(index))
    row_tooltips(canvas, chart, rows)


def _main(chart: Chart) -> tuple[Series, list[Series]]:
    """Return the series that the bars show, and the others."""
    main = next((one for one in chart.series if one.role in ("own", "main")), chart.series[0])
    return main, [one for one in chart.series if one is not main]


def _column(canvas: Canvas, chart: Chart, series: Series, *, bold: bool) -> Column:
    cells = [NO_FIGURE if value is None else label(chart, value) for value in series.values]
    return Column(series.label or series.name, cells, bold, HEADS[is_wide(canvas)])


def _is_dark(chart: Chart, index: int, value: float) -> bool:
    """Return whether a bar is emphasised: one of the bold ones, or all if there are none; of changes, the growth."""
    if chart.kind == "cohorts":
        return value >= 0
    return not chart.bold or chart.keys[index] in chart.bold


def _spread_entry(chart: Chart) -> list[Entry]:
    names = {one.role: one.label or one.name for one in chart.series}
    return [("whisker", INK, f"fra {names['low']} til {names['high']}")] if {"low", "high"} <= names.keys() else []


def _span(chart: Chart, low: float | None, high: float | None) -> str:
    return NO_FIGURE if low is None or high is None else f"{label(chart, low, unit=False)} til {label(chart, high)}"


def _bar(canvas: Canvas, rows: Rows, index: int, ends: tuple[float, float], fill: str) -> None:
    corner, width = min(ends), abs(ends[1] - ends[0])
    if width:
        canvas.rect((corner, rows.middle(index) - rows.bar / 2), (width, rows.bar), fill)


def _whisker(canvas: Canvas, start: float, end: float, y: float) -> None:
    """Draw a span with its ends, on a white edge so that it shows on the bar too."""
    d = f"M{start:.1f} {y - 6:.1f}v12m0-6H{end:.1f}m0-6v12"
    canvas.add("path", d=d, fill="none", stroke=WHITE, stroke_width=5)
    canvas.add("path", d=d, fill="none", stroke=INK, stroke_width=1.6)


def _scale(chart: Chart, box: Box) -> Scale:
    """Return a scale from the lowest to the highest value and zero, with room for marks, and round ticks within."""
    values = figures(value for one in chart.series for value in one.values)
    low, high = min([*values, 0]), max([*values, 0])
    high = high if high - low > TINY else low + 1
    few = 5 if box.right - box.left > NARROW else 3
    ticks = tuple(tick for tick in rounded([low, high], from_zero=True, count=few).ticks if low <= tick <= high)
    return Scale(low, high, box.left + (8 if low < 0 else 0), box.right - 8, ticks)


def _ticks(canvas: Canvas, chart: Chart, scale: Scale, box: Box) -> None:
    """Draw upright lines, with numbers below where they have room."""
    if len(scale.ticks) < 2:
        return
    words = [with_suffix(text, short_unit(chart.suffix)) for text in tick_words(scale.ticks, signed=True)]
    xs = [scale(tick) for tick in scale.ticks]
    canvas.add("path", d="".join(f"M{short(x)} {short(box.top)}V{short(box.bottom)}" for x in xs), stroke=GRID)
    for index in thinned(words, centred(words, xs, TICK, canvas.width), TICK, gap=8):
        canvas.text((xs[index], box.bottom + 20), words[index], TICK.to("middle"))
