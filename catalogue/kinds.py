"""The models of the kinds of source except the StatBank's, the list of all kinds, and a source of any kind."""

from collections.abc import Collection, Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, SerializeAsAny

from catalogue.codes import FHI_REGION
from catalogue.source_spec import Contents, Day, FiguresSpec, SourceSpec, codes_within
from catalogue.statbank import StatbankSource
from catalogue.strict import NBSP, Dimension, Identifier, Strict


class ClassificationSource(SourceSpec):
    """A classification of SSB's KLASS.

    `index_years`: first valid day of a version -> year of its centrality index. An `optional` classification may be
    missing from KLASS's listing, as it is in the sample.
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
        """Empty: a classification has no table."""
        return []

    @property
    def holds_municipalities(self) -> bool:
        """Whether this is the list of municipalities."""
        return self.holds == "municipalities"


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


class Columns(Strict):
    """The column names in the first row of a sheet that has one row for each figure."""

    region: str
    contents: str
    period: str
    value: str


class SpreadsheetSource(FiguresSpec):
    """A workbook on the web. Only `sheet` is read, or the first sheet if none is named.

    `page` is the web page that links to it, also after its `url` has changed. `dimensions` are further columns that
    divide some of the figures. The regions are municipalities only, all on the borders of one day.
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
        """The columns of `dimensions`."""
        return self.dimensions

    @property
    def is_recounted(self) -> bool:
        """True: all its figures are on the borders of one day."""
        return True

    def of_todays_area(self, contents: set[str]) -> bool:
        """Return whether the catalogue marks all these contents with `of_todays_area`."""
        return all(self.contents[code].of_todays_area for code in contents)

    def years_of(self, contents: set[str]) -> int:
        """Return the largest number of years that a figure of these contents covers."""
        return max(self.contents[code].years for code in contents)

    def day_of(self, contents: set[str]) -> str | None:
        """Return the day of these contents, or the day of the workbook if they have none."""
        return max((self.contents[code].stands_on or "" for code in contents), default="") or self.stock_day


class FhiSource(FiguresSpec):
    """A table of FHI's open statistics API, identified by its bank and its number in that bank.

    `select` has the codes of every dimension except regions, periods and measures, which have the same names in all
    tables. The measures are the contents. All periods are fetched, for municipalities, counties and the country. FHI
    recalculates earlier years on today's borders, so a whole table is on the borders of one day.

    `dated_regions`: the dimension of the regions in a table whose regions are texts such as '5603 Hammerfest (2024->)'.
    Its figures are on the borders of their own time.
    """

    kind: Literal["fhi"]
    bank: Annotated[str, Field(pattern=r"^[a-z]+$")]
    table: str = Field(pattern=r"^[0-9]+$")
    select: dict[Dimension, Annotated[list[str], Field(min_length=1)]] = {}
    contents: dict[Dimension, Contents] = Field(min_length=1)
    dated_regions: Dimension | None = None

    @property
    def publisher(self) -> str:
        """FHI."""
        return "FHI"

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
        """Return the page of FHI's statistics; a table has no page of its own."""
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

    @property
    def is_recounted(self) -> bool:
        """Whether FHI recalculates earlier years on today's borders. It does so unless the regions are texts with years."""
        return self.dated_regions is None

    def within(self, codes: Mapping[str, Collection[str]]) -> Self:
        """Return the source with only these codes in `select`."""
        return self.model_copy(update={"select": codes_within(self.select, codes)})


KINDS: dict[str, type[SourceSpec]] = {
    "klass": ClassificationSource,
    "statbank": StatbankSource,
    "spreadsheet": SpreadsheetSource,
    "fhi": FhiSource,
}
"""Value of `kind` in a source's file -> model. `extract`, `transform` and `pipeline` each have a list of kinds too."""


class Source(Strict):
    """One source with its id: the folder and the file stem, joined (`ssb_07459`, `klass_131`)."""

    id: Identifier
    spec: SerializeAsAny[SourceSpec]

    @property
    def number(self) -> str:
        """The source's own number; empty if it has none, or one for each release."""
        return self.spec.number
