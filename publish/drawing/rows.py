"""What horizontal bars share: a row for each category, with its label left or above, and columns of numbers."""

from dataclasses import dataclass
from itertools import pairwise

from publish.content.chart import Chart
from publish.drawing.axes import Box, is_wide, tooltips
from publish.drawing.marks import Entry, legend
from publish.drawing.svg import BODY, INK, MUTED, QUIET, Canvas, Type, short
from publish.drawing.text import wrap
from publish.drawing.words import NO_FIGURE

INLINE = 0.36
"""Labels stand left of the bars if they take at most this part of the width; they are wrapped on a wide drawing."""
HEAD, LINE = 26, 17
BETWEEN = 14
"""The distance between the plot and the columns of numbers."""


@dataclass(frozen=True)
class Column:
    """A column of numbers at the right: its head, its texts, and whether it is the main one."""

    head: str
    cells: list[str]
    bold: bool
    limit: float
    """The most that its head may widen it."""

    @property
    def kind(self) -> Type:
        """Return how it is set."""
        return Type(INK if self.bold else MUTED, bold=self.bold, anchor="end")

    @property
    def width(self) -> float:
        """Return its width: that of its widest number, or of its head up to the limit."""
        numbers = max(self.kind.width(cell) for cell in self.cells)
        return max(numbers, min(self.kind.width(self.head), self.limit)) + 1


@dataclass(frozen=True)
class Rows:
    """Where rows stand: the plot, the edges between them, the height of a bar, and whether labels are left of the bars."""

    box: Box
    edges: list[float]
    bar: float
    inline: bool

    def middle(self, index: int) -> float:
        """Return the height of the middle of a row's bar."""
        if self.inline:
            return (self.edges[index] + self.edges[index + 1]) / 2
        return self.edges[index + 1] - self.bar / 2 - 8

    def baseline(self, index: int) -> float:
        """Return the baseline of the numbers of a row, and of the first line of its label if that is above the bar."""
        return self.middle(index) + 5 if self.inline else self.edges[index] + 16


def frame(canvas: Canvas, chart: Chart, columns: list[Column], entries: list[Entry], height: float) -> Rows:
    """Draw the legend, the labels and the columns of numbers; return where the bars go."""
    widest = max(Type(bold=True).width(words) for words in chart.categories) + 1
    inline = is_wide(canvas) or widest <= INLINE * canvas.width
    numbers = sum(column.width + BETWEEN for column in columns)
    room = min(widest, INLINE * canvas.width) if inline else canvas.width - numbers
    labels = [
        wrap(words, room, BODY, bold=key in chart.bold) for key, words in zip(chart.keys, chart.categories, strict=True)
    ]
    top = legend(canvas, entries, 0, right=canvas.width - numbers if len(columns) > 1 else 0)
    edges = [max(top, HEAD if len(columns) > 1 else 0) + 4]
    for lines in labels:
        more = LINE * (len(lines) - 1)
        edges.append(edges[-1] + (max(height, more + 24) if inline else height + 18 + more))
    left, right = (room + 12, canvas.width - numbers) if inline else (1, canvas.width - 1)
    rows = Rows(Box(left, right, edges[0], edges[-1]), edges, 20 if is_wide(canvas) else 18, inline)
    canvas.height = edges[-1] + (26 if chart.kind == "cohorts" else 4)
    for index, lines in enumerate(labels):
        _label(canvas, lines, rows, index, bold=chart.keys[index] in chart.bold)
    _columns(canvas, columns, rows)
    return rows


def _label(canvas: Canvas, lines: list[str], rows: Rows, index: int, *, bold: bool) -> None:
    """Write a category left of its bar or above it."""
    kind, x = (Type(bold=bold, anchor="end"), rows.box.left - 10) if rows.inline else (Type(bold=bold), 0)
    first = rows.baseline(index) - (LINE * (len(lines) - 1) / 2 if rows.inline else 0)
    for row, line in enumerate(lines):
        canvas.text((x, first + LINE * row), line, kind)


def _columns(canvas: Canvas, columns: list[Column], rows: Rows) -> None:
    """Write the columns of numbers from the right edge; a single one needs no head."""
    edge = canvas.width
    for column in reversed(columns):
        if len(columns) > 1:
            canvas.text((edge, 17), column.head, column.kind, room=column.width)
        for index, cell in enumerate(column.cells):
            canvas.text((edge, rows.baseline(index)), cell, QUIET.to("end") if cell == NO_FIGURE else column.kind)
        edge -= column.width + BETWEEN


def zero_line(canvas: Canvas, rows: Rows, x: float, count: int) -> None:
    """Draw the upright line at zero: whole, or for each bar where labels stand between the bars."""
    if rows.inline:
        canvas.path([(x, rows.box.top), (x, rows.box.bottom)], INK)
    else:
        half = rows.bar / 2 + 2
        pieces = [f"M{short(x)} {short(rows.middle(index) - half)}v{short(2 * half)}" for index in range(count)]
        canvas.add("path", d="".join(pieces), stroke=INK)


def row_tooltips(canvas: Canvas, chart: Chart, rows: Rows) -> None:
    """Give each row its tooltip."""
    tooltips(canvas, chart, [((0, top), (canvas.width, bottom)) for top, bottom in pairwise(rows.edges)])
