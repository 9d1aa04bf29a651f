"""The shapes of the other kinds of source, and a source whichever it is."""

from typing import Annotated, Literal

from pydantic import Field

from catalogue.statbank import Checks, Contents, Period, StatbankSource
from catalogue.strict import Dimension, Identifier, Strict, Text


class ClassificationSource(Strict):
    """A classification of SSB's KLASS. `index_years`: the first valid day of a version -> the year of its index.

    One that is `optional` is done without where KLASS does not list it, as in the sample.
    """

    kind: Literal["klass"]
    classification: str = Field(pattern=r"^[0-9]+$")
    title: Text
    holds: Literal["municipalities", "counties", "centrality", "kostra_groups", "economic_regions"]
    optional: bool = False
    contents: dict[Dimension, Contents] = {}
    index_years: dict[str, str] = {}
    checks: Checks
    licence: str


class LabelledContents(Contents):
    """A measure that the source knows by its text alone; it must stand there to the letter."""

    label: str = Field(min_length=1)


class Columns(Strict):
    """What the columns of a sheet with one row for each figure are called in its first row."""

    region: str
    contents: str
    period: str
    value: str


class SpreadsheetSource(Strict):
    """A workbook on the web, of which one sheet is read: the one named, else the first.

    `page` is where a person finds it, and its new address when `url` is gone. `dimensions` are further columns by which
    some figures are divided. The regions are municipalities alone, all of them on the borders of one day.
    """

    kind: Literal["spreadsheet"]
    title: Text
    page: str = Field(pattern=r"^https://")
    url: str = Field(pattern=r"^https://[^/?#]+/[^?#]+$")
    sheet: str | None = None
    columns: Columns
    dimensions: list[Dimension] = []
    contents: dict[Dimension, LabelledContents] = Field(min_length=1)
    period: Period
    checks: Checks
    licence: str


class FhiSource(Strict):
    """A table of FHI's open statistics API: its number, within the bank it is in.

    `select` has the codes of every dimension besides regions, periods and measures, which are called the same in all
    tables; the measures are the contents. All periods are asked for, and the regions that are municipalities, counties or
    the country. FHI counts earlier years anew on the borders of today, so all of a table is on the borders of one day.
    """

    kind: Literal["fhi"]
    bank: Annotated[str, Field(pattern=r"^[a-z]+$")]
    table: str = Field(pattern=r"^[0-9]+$")
    title: Text
    select: dict[Dimension, Annotated[list[str], Field(min_length=1)]] = {}
    contents: dict[Dimension, Contents] = Field(min_length=1)
    period: Period
    checks: Checks
    licence: str

    @property
    def name(self) -> str:
        """What a message calls it."""
        return f"FHI table {self.bank} {self.table}"


Spec = StatbankSource | ClassificationSource | SpreadsheetSource | FhiSource
"""What a source's file says."""


class Source(Strict):
    """One source with its id (`ssb_07459`, `klass_131`): folder and file stem joined."""

    id: Identifier
    spec: Annotated[Spec, Field(discriminator="kind")]

    @property
    def number(self) -> str:
        """What the source itself calls it: the table's or classification's number; empty where it has none or many."""
        if isinstance(self.spec, SpreadsheetSource):
            return ""
        return self.spec.classification if isinstance(self.spec, ClassificationSource) else self.spec.table
