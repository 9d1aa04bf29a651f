"""The shapes of the other kinds of source, the list of all kinds, and a source of any kind."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, SerializeAsAny

from catalogue.codes import FHI_REGION
from catalogue.source_spec import Contents, FiguresSpec, SourceSpec
from catalogue.statbank import StatbankSource
from catalogue.strict import NBSP, Dimension, Identifier, Strict


class ClassificationSource(SourceSpec):
    """A classification of SSB's KLASS. `index_years`: the first valid day of a version -> the year of its index.

    One that is `optional` is done without where KLASS does not list it, as in the sample.
    """

    kind: Literal["klass"]
    classification: str = Field(pattern=r"^[0-9]+$")
    holds: Literal["municipalities", "counties", "centrality", "kostra_groups", "economic_regions"]
    optional: bool = False
    contents: dict[Dimension, Contents] = {}
    index_years: dict[str, str] = {}

    is_classification: ClassVar[bool] = True

    @property
    def number(self) -> str:
        """The classification's number."""
        return self.classification

    @property
    def name(self) -> str:
        """The classification's name in messages."""
        return f"KLASS {self.classification}"

    def page(self, number: str) -> str:
        """Return the classification's page."""
        return f"https://www.ssb.no/klass/klassifikasjoner/{number}"

    def cited_as(self, number: str) -> str:
        """Return 'SSB, KLASS 131'."""
        return f"SSB, KLASS{NBSP}{number}"

    @property
    def own_dimensions(self) -> list[str]:
        """None: a classification has no table."""
        return []

    @property
    def holds_municipalities(self) -> bool:
        """Whether this is the list of municipalities."""
        return self.holds == "municipalities"


class LabelledContents(Contents):
    """A measure that the source knows by its text alone; it must stand there to the letter."""

    label: str = Field(min_length=1)


class Columns(Strict):
    """What the columns of a sheet with one row for each figure are called in its first row."""

    region: str
    contents: str
    period: str
    value: str


class SpreadsheetSource(FiguresSpec):
    """A workbook on the web, of which one sheet is read: the one named, else the first.

    `page` is where a person finds it, and its new address when `url` is gone. `dimensions` are further columns by which
    some figures are divided. The regions are municipalities alone, all of them on the borders of one day.
    """

    kind: Literal["spreadsheet"]
    page_url: str = Field(alias="page", pattern=r"^https://")
    url: str = Field(pattern=r"^https://[^/?#]+/[^?#]+$")
    sheet: str | None = None
    columns: Columns
    dimensions: list[Dimension] = []
    contents: dict[Dimension, LabelledContents] = Field(min_length=1)

    @property
    def number(self) -> str:
        """Empty: a workbook has no number."""
        return ""

    @property
    def name(self) -> str:
        """The workbook's name in messages."""
        return "SSB workbook"

    def page(self, number: str) -> str:
        """Return the page where the workbook is published."""
        return self.page_url

    def cited_as(self, number: str) -> str:
        """Return 'SSB, ' and the title."""
        return f"SSB, {self.title.nb}"

    @property
    def own_dimensions(self) -> list[str]:
        """The further columns that divide some figures."""
        return self.dimensions


class FhiSource(FiguresSpec):
    """A table of FHI's open statistics API: its number, within the bank it is in.

    `select` has the codes of every dimension besides regions, periods and measures, which are called the same in all
    tables; the measures are the contents. All periods are asked for, and the regions that are municipalities, counties or
    the country. FHI counts earlier years anew on the borders of today, so all of a table is on the borders of one day.

    `dated_regions`: in a table that has it instead of the regions' own dimension, the one whose codes are texts such as
    '5603 Hammerfest (2024->)'. Its figures are on the borders of their own time.
    """

    kind: Literal["fhi"]
    bank: Annotated[str, Field(pattern=r"^[a-z]+$")]
    table: str = Field(pattern=r"^[0-9]+$")
    select: dict[Dimension, Annotated[list[str], Field(min_length=1)]] = {}
    contents: dict[Dimension, Contents] = Field(min_length=1)
    dated_regions: Dimension | None = None

    publisher: ClassVar[str] = "FHI"

    @property
    def number(self) -> str:
        """The table's number within its bank."""
        return self.table

    @property
    def region_dimension(self) -> str:
        """The dimension that holds the regions."""
        return self.dated_regions or FHI_REGION

    @property
    def name(self) -> str:
        """The table's name in messages."""
        return f"FHI table {self.bank} {self.table}"

    def page(self, number: str) -> str:
        """Return the page of FHI's statistics; tables have none of their own."""
        return "https://statistikk.fhi.no"

    def cited_as(self, number: str) -> str:
        """Return 'FHI, tabell 362'."""
        return f"FHI, tabell{NBSP}{number}"

    @property
    def own_dimensions(self) -> list[str]:
        """The dimensions of `select`."""
        return list(self.select)

    def codes(self, dimension: str) -> list[str]:
        """Return the codes that `select` lists."""
        return self.select[dimension]


KINDS: dict[str, type[SourceSpec]] = {
    "klass": ClassificationSource,
    "statbank": StatbankSource,
    "spreadsheet": SpreadsheetSource,
    "fhi": FhiSource,
}
"""The kinds of source by the word for `kind` in a source's file. `extract`, `transform` and `pipeline` list them too."""


class Source(Strict):
    """One source with its id (`ssb_07459`, `klass_131`): folder and file stem joined."""

    id: Identifier
    spec: SerializeAsAny[SourceSpec]

    @property
    def number(self) -> str:
        """The source's own number; empty where it has none, or one for each release."""
        return self.spec.number
