"""The models of KLASS's and FHI's sources, the list of all kinds, and a source of any kind."""

from collections.abc import Collection, Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, SerializeAsAny

from catalogue.codes import FHI_REGION
from catalogue.source_spec import Contents, FiguresSpec, SourceSpec, codes_within
from catalogue.spreadsheet import SpreadsheetSource
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
