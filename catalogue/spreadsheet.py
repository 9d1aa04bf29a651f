"""The model of a workbook or a CSV on the web."""

import codecs
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from catalogue.source_spec import Contents, Day, FiguresSpec
from catalogue.strict import Dimension, Strict


class LabelledContents(Contents):
    """A measure that the source identifies by its text only. `label` must be exactly that text.

    `of_todays_area`: the series shows that figures from before a municipality was divided are of today's area. Without
    it, such figures are left out. `years`: how many years a figure covers; the last year is its period. `stands_on`: the
    day of the year that it is counted on, if it differs from that of the source.
    """

    label: str = Field(min_length=1)
    of_todays_area: bool = False
    years: int = Field(default=1, ge=1, le=10)
    stands_on: Day | None = None


CONTENTS = "contents"
"""The column of the contents in a table that is made of several sheets."""


class Columns(Strict):
    """The column names in the first row of a sheet that has one row for each figure.

    Without `contents`, all figures are of the source's only contents.
    """

    region: str
    contents: str | None = None
    period: str
    value: str

    @property
    def names(self) -> list[str]:
        """The names of the columns that the file must have."""
        return [name for name in self.model_dump().values() if name]


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"it is not a regular expression: {error}") from error
    return text


def _encoding(name: str) -> str:
    try:
        codecs.lookup(name)
    except LookupError as error:
        raise ValueError(f"{name} is not an encoding") from error
    return name


class SpreadsheetSource(FiguresSpec):
    """A workbook on the web. Only `sheet` is read, or the first sheet if none is named.

    `page` is the web page that links to it. The workbook is at `url`, or behind the one link on the page that matches the
    regular expression `link`. `dimensions` are further columns that divide some of the figures, or our names of them
    -> the columns. The regions are municipalities only. With `encoding`, the file is a CSV with semicolons.

    `layout: months`: each contents has a sheet, which is its label, with a row for each municipality and a column for each
    month of one year. `symbols`: what the source writes instead of a figure -> why there is none. `recounted: false`: the
    figures of a period are on its own borders, not all on the borders of one day. `only_newest: true`: the workbook has the
    newest periods only, and earlier ones are kept. `times_larger`: how many times the usual limits its size may be.
    """

    kind: Literal["spreadsheet"]
    published_by: str = Field(default="SSB", alias="publisher", min_length=1)
    page_url: str = Field(alias="page", pattern=r"^https://")
    url: str | None = Field(default=None, pattern=r"^https://[^/?#]+/[^?#]+$")
    link: Annotated[str, Field(min_length=1), AfterValidator(_pattern)] | None = None
    sheet: str | None = None
    layout: Literal["rows", "months"] = "rows"
    columns: Columns = Columns(region="region", period="period", value="value")
    dimensions: list[Dimension] | dict[Dimension, str] = []
    encoding: Annotated[str, AfterValidator(_encoding)] | None = None
    symbols: dict[str, Literal["missing", "not_applicable", "confidential"]] = {}
    recounted: bool = True
    times_larger: int = Field(default=1, ge=1, le=10)
    has_only_newest: bool = Field(default=False, alias="only_newest")
    contents: dict[Dimension, LabelledContents] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_address(self) -> "SpreadsheetSource":
        if (self.url is None) == (self.link is None):
            raise ValueError(
                "name either url, the address of the file, or link, what its address on the page looks like"
            )
        return self

    @model_validator(mode="after")
    def _its_columns(self) -> "SpreadsheetSource":
        if self.layout == "months":
            if self.model_fields_set & {"sheet", "columns", "dimensions"}:
                raise ValueError("with layout months, leave out sheet, columns and dimensions")
        elif "columns" not in self.model_fields_set:
            raise ValueError("columns is missing")
        elif not self.columns.contents and len(self.contents) > 1:
            raise ValueError("name the column of the contents in columns, or have only one of the contents")
        return self

    @property
    def contents_column(self) -> str | None:
        """The column of the contents; None if there is only one of them."""
        return CONTENTS if self.layout == "months" else self.columns.contents

    @property
    def publisher(self) -> str:
        """Who publishes it."""
        return self.published_by

    @property
    def number(self) -> str:
        """Empty: a workbook has no number."""
        return ""

    @property
    def name(self) -> str:
        """The workbook's name in messages."""
        return f"{self.publisher} {'CSV' if self.encoding else 'workbook'}"

    def page(self, number: str) -> str:
        """Return the page where the workbook is published."""
        return self.page_url

    def cited_as(self, number: str) -> str:
        """Return the publisher and the title."""
        return f"{self.publisher}, {self.title.nb}"

    @property
    def own_dimensions(self) -> list[str]:
        """The names in `dimensions`."""
        return list(self.dimensions)

    @property
    def dimension_columns(self) -> dict[str, str]:
        """Name of a dimension -> its column in the file."""
        return dict(self.dimensions) if isinstance(self.dimensions, dict) else {name: name for name in self.dimensions}

    @property
    def is_recounted(self) -> bool:
        """Whether all its figures are on the borders of one day."""
        return self.recounted

    @property
    def only_newest(self) -> bool:
        """Whether the workbook has the newest periods only, and earlier ones are kept."""
        return self.has_only_newest

    def of_todays_area(self, contents: set[str]) -> bool:
        """Return whether the catalogue marks all these contents with `of_todays_area`."""
        return all(self.contents[code].of_todays_area for code in contents)

    def years_of(self, contents: set[str]) -> int:
        """Return the largest number of years that a figure of these contents covers."""
        return max(self.contents[code].years for code in contents)

    def day_of(self, contents: set[str]) -> str | None:
        """Return the day of these contents, or the day of the workbook if they have none."""
        return max((self.contents[code].stands_on or "" for code in contents), default="") or self.stock_day
