"""A workbook in memory: its styles, and sheets with Excel tables. Text from data is always written as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from math import ceil
from types import TracebackType

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from publish.drawing.text import printable
from publish.workbook.formats import BASE, STYLES, number_format

LONGEST_NAME = 31
"""The most characters that Excel allows in the name of a sheet."""
LONGEST_TEXT = 32_767
"""The most characters that Excel allows in a cell."""
HEAD_ROW = 3
"""The row of the heads of a sheet's table, counted from 0."""
DENSITY = 1.2
"""How many letters stand in a unit of a column's width."""
LINE_HEIGHT = 14
"""The height of a line of text, in points."""


@dataclass(frozen=True)
class Figure:
    """A number with the decimals it is shown with."""

    value: float
    decimals: int
    is_median: bool = False
    is_change: bool = False


@dataclass(frozen=True)
class Link:
    """A text that leads to an address, or to a sheet of the workbook (`internal:'Name'!A1`)."""

    address: str
    text: str


Value = str | int | Figure | Link | None
"""What a cell holds. An int is a year, which is written without a thousands separator. None is an empty cell."""


@dataclass(frozen=True)
class Column:
    """A column of a table: its head and its width in characters."""

    head: str
    width: float
    is_number: bool = False
    is_own: bool = False
    """Whether it is the municipality's own, which is emphasised."""


@dataclass(frozen=True)
class Placed:
    """Where a table stands: its sheet, and its first and last row of cells, counted from 0."""

    sheet: str
    first: int
    last: int


class Book:
    """A workbook that is written to memory. Use it in a `with`, and read `content` after it."""

    def __init__(self, title: str, made_at: datetime) -> None:
        self._file = BytesIO()
        self.file = Workbook(self._file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        self.file.set_properties({"title": printable(title), "author": "Grunnlag", "created": made_at})
        self.file.formats[0].set_font_name(BASE["font_name"])
        self.file.formats[0].set_font_size(BASE["font_size"])
        self._formats: dict[tuple[str, str], Format] = {}
        self.sheets: dict[str, Worksheet] = {}
        self._tables = 0

    def __enter__(self) -> "Book":
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        if kind is None:
            self.file.close()

    @property
    def content(self) -> bytes:
        """Return the bytes of the file."""
        return self._file.getvalue()

    def format(self, style: str, number: str = "") -> Format:
        """Return the format of a style, with a number format if one is given."""
        if (style, number) not in self._formats:
            self._formats[style, number] = self.file.add_format(BASE | STYLES[style] | {"num_format": number or "@"})
        return self._formats[style, number]

    def sheet(self, name: str, title: str, words: str = "") -> Worksheet:
        """Add a sheet with a title and a line below it. Its name is shortened to what Excel allows, and made unique."""
        name = self._unique("".join(letter for letter in name if letter not in "[]:*?/\\'")[:LONGEST_NAME])
        sheet = self.sheets[name] = self.file.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&8&A&R&8Side &P av &N")
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, printable(title), self.format("title"))
        sheet.write_string(1, 0, printable(words), self.format("words"))
        return sheet

    def table(
        self, sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Sequence[Value]], *, wraps: bool
    ) -> Placed:
        """Write rows as an Excel table with frozen heads; `rows` must not be empty. Long texts wrap, or are cut off."""
        at, style = HEAD_ROW, "wrapped" if wraps else "cell"
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
        self._tables += 1
        names = _different([printable(column.head) for column in columns])
        looks = [self.format("number head" if column.is_number else "head") for column in columns]
        heads = [{"header": name, "header_format": look} for name, look in zip(names, looks, strict=True)]
        area = (at, 0, at + len(rows), len(columns) - 1)
        sheet.add_table(*area, {"columns": heads, "style": None, "name": f"Tabell{self._tables}"})
        lines = max(ceil(len(column.head) / column.width) for column in columns)
        sheet.set_row(at, max(lines, 2) * LINE_HEIGHT)
        for line, row in enumerate(rows, start=at + 1):
            for place, (column, value) in enumerate(zip(columns, row, strict=True)):
                self.write(sheet, line, place, value, "own" if column.is_own else style)
            if wraps:
                self.fit(sheet, line, row, [column.width for column in columns])
        sheet.freeze_panes(at + 1, 1)
        sheet.repeat_rows(at)
        return Placed(sheet.name, at + 1, at + len(rows))

    def fit(self, sheet: Worksheet, line: int, values: Sequence[Value], widths: Sequence[float]) -> None:
        """Make a row high enough for its longest text. Excel does so itself when it opens a file, LibreOffice does not."""
        lengths = (
            len(value) / (DENSITY * width)
            for value, width in zip(values, widths, strict=True)
            if isinstance(value, str)
        )
        if (lines := ceil(max(lengths, default=1))) > 1:
            sheet.set_row(line, lines * LINE_HEIGHT)

    def write(self, sheet: Worksheet, row: int, column: int, value: Value, style: str = "cell") -> None:
        """Write a value with the format of its kind. Text is never read as a formula or an address."""
        match value:
            case Figure():
                sheet.write_number(row, column, value.value, self.format(style, number_format(value)))
            case int():
                sheet.write_number(row, column, value, self.format("year", "0"))
            case Link():
                sheet.write_url(row, column, value.address, self.format("link"), printable(value.text)[:LONGEST_TEXT])
            case str():
                sheet.write_string(row, column, printable(value)[:LONGEST_TEXT], self.format(style))
            case None:
                sheet.write_blank(row, column, None, self.format(style))

    def _unique(self, name: str) -> str:
        taken = {known.casefold() for known in self.sheets}
        names = [name, *(f"{name[: LONGEST_NAME - 3]} {number}" for number in range(2, 100))]
        return next(each for each in names if each.casefold() not in taken)


def _different(heads: list[str]) -> list[str]:
    """Return the heads of a table, which Excel wants to differ also in lower case, numbered where they do not."""
    folded = [head.casefold() for head in heads]
    before = [folded[:place].count(name) for place, name in enumerate(folded)]
    return [f"{head} ({count + 1})" if count else head for head, count in zip(heads, before, strict=True)]
