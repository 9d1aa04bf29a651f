"""The shapes of the catalogue's files. Strict: a key or type that is not known here is an error."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel, model_validator

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,62}$")]
Dimension = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,62}$")]
Codelist = Annotated[str, Field(pattern=r"^(agg|vs)_[A-Za-z0-9]+$")]
Alternative = Annotated[str, Field(pattern=r"^[A-Z0-9]{1,8}$")]
Unit = Literal[
    "persons", "percent", "per_1000", "ratio", "years", "kroner", "households", "class", "index",
    "dwellings", "buildings", "cases", "dekar", "square_metres", "kilometres", "per_km2",
    "per_100000", "micrograms_per_m3", "points", "hours", "months", "establishments",
    "square_kilometres", "kilowatt_hours", "gigawatt_hours",
]  # fmt: skip

SCALE: dict[str, int] = {"percent": 100, "per_1000": 1000, "per_100000": 100_000}
"""What numerator / denominator is multiplied with to be in the unit; 1 for every other unit."""

SUMMING = ("agg_KommSummer", "agg_KommFylker")
"""How the ids of StatBank codelists begin that add regions together."""


class Strict(BaseModel):
    """Frozen, no coercion, no unknown keys: `0301` unquoted is a number and is refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Text(Strict):
    """The same words in Norwegian (bokmål) and English."""

    nb: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Region(Strict):
    """Which dimension holds the regions and how the source groups them.

    `codelist` and `county_codelist` are the table's own, for series summed to today's borders; without `codelist` the
    raw codes are asked for, on the borders of each period. Where a codelist's id differs from table to table, its label
    begins with `codelist_labelled`. `country` is the raw code of the whole country.
    """

    dimension: Dimension
    codelist: Codelist | None = None
    codelist_labelled: str | None = Field(default=None, min_length=1)
    county_codelist: Codelist | None = None
    country: Annotated[str, Field(pattern=r"^[0-9A-Z]{1,8}$")] | None = None


class Contents(Strict):
    """One of a table's measures: a stock or a flow, whether it may be summed over regions, and the source's own unit.

    The unit is compared with the table's when it is given.
    """

    kind: Literal["stock", "flow"]
    additive: bool
    unit: str | None = None


class Releases(Strict):
    """A table that gets a new number with each release: found in the StatBank's index, and every release is kept.

    `title` must stand in its label, `variables` among the names of its variables; in Norwegian, as the index has them.
    Releases before `since`, their first period, are left out: the oldest ones are made in other ways.
    """

    title: str = Field(min_length=1)
    variables: list[str] = Field(min_length=1)
    since: str = Field(pattern=r"^[0-9]{4}$")


class Period(Strict):
    """The grain of the time dimension, and what day or span a period stands for."""

    grain: Literal["year", "years", "quarter"]
    refers_to: str


class Checks(Strict):
    """What must hold for a full load of this table before it is let in.

    `municipalities`: at least so many municipalities in the newest period. `yearly_change_pct`: no additive
    municipal total of over 1,000 moves more than this from one period to the next.
    """

    municipalities: int = Field(ge=1)
    yearly_change_pct: int | None = Field(default=None, ge=1)


class StatbankSource(Strict):
    """A table of SSB's StatBank, asked through PxWebApi 2; its number, or how its releases are found.

    Bands group the codes of a numbered dimension. `eliminate` are dimensions that the source itself is let sum over.
    `alternatives`: the contents are one measure under several assumptions, and what the source calls each, such as MMMM.
    `kostra`: figures that are published unrevised in March and revised in June.
    """

    kind: Literal["statbank"]
    table: str = Field(default="", pattern=r"^([0-9]{5})?$")
    releases: Releases | None = None
    title: Text
    region: Region
    select: dict[Dimension, Literal["all"] | list[str]]
    eliminate: list[Dimension] = []
    contents: dict[Dimension, Contents] = Field(min_length=1)
    alternatives: dict[Dimension, Alternative] = {}
    period: Period
    bands: dict[Dimension, list[int]] = {}
    checks: Checks
    kostra: bool = False
    licence: str

    @model_validator(mode="after")
    def _one_table(self) -> "StatbankSource":
        if bool(self.table) == bool(self.releases):
            raise ValueError("needs either table, or releases where its number changes; has both or none")
        return self

    @model_validator(mode="after")
    def _no_sums_of_what_cannot_be_summed(self) -> "StatbankSource":
        lasting = [code for code, contents in self.contents.items() if not contents.additive]
        for key in ("codelist", "county_codelist"):
            codelist = getattr(self.region, key) or ""
            if lasting and codelist.startswith(SUMMING):
                raise ValueError(f"region.{key} {codelist} sums, but contents {lasting[0]} is not additive")
        return self

    @model_validator(mode="after")
    def _alternatives_of_one_measure(self) -> "StatbankSource":
        if self.alternatives and self.alternatives.keys() != self.contents.keys():
            raise ValueError("alternatives must name each of the contents, and no other")
        if len(set(self.alternatives.values())) < len(self.alternatives):
            raise ValueError("alternatives: two contents are the same alternative")
        first, *others = self.contents.values()
        if self.alternatives and any(other != first for other in others):
            raise ValueError("alternatives are one measure: kind, additive and unit must be the same for all contents")
        return self

    @model_validator(mode="after")
    def _select_and_bands(self) -> "StatbankSource":
        if "Tid" not in self.select:
            raise ValueError("select must name Tid, the periods")
        if both := sorted(set(self.eliminate) & {*self.select, self.region.dimension, "ContentsCode"}):
            raise ValueError(f"eliminate.{both[0]} is selected too; leave it out of one of them")
        for dimension, starts in self.bands.items():
            if dimension not in self.select:
                raise ValueError(f"bands.{dimension} is not a dimension of select")
            if starts != sorted(set(starts)):
                raise ValueError(f"bands.{dimension} must rise from number to number")
        return self


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


class Change(Strict):
    """How many years back a change is measured from."""

    years: int = Field(ge=1, le=50)


class Plausible(Strict):
    """The smallest and largest value a municipality can have."""

    min: float
    max: float

    @model_validator(mode="after")
    def _in_order(self) -> "Plausible":
        if self.min >= self.max:
            raise ValueError(f"min {self.min:g} must be below max {self.max:g}")
        return self


class Definition(Strict):
    """What one indicator's file says, in exactly one of four ways.

    `numerator` [/ `denominator` or `per`]   summed over a group's members, then divided
    `value`                                  a published figure that cannot be summed
    `of` + `change`                          growth of another indicator over some years
    `function`                               a named function in `transform.functions`
    """

    title: Text
    why: Text
    source: Identifier | None = Field(default=None, alias="from")
    numerator: str | None = None
    denominator: str | None = None
    value: str | None = None
    per: Identifier | None = None
    of: Identifier | None = None
    change: Change | None = None
    function: Identifier | None = None
    by: list[Dimension] = []
    denominator_over: Literal["whole", "same"] = "same"
    denominator_years_before: int | None = Field(default=None, ge=1, le=50)
    unit: Unit
    kind: Literal["stock", "flow"]
    good: Literal["higher", "lower", "neither"]
    decimals: int = Field(ge=0, le=3)
    checks: Plausible

    @model_validator(mode="after")
    def _one_way(self) -> "Definition":
        ways = [way for way in ("numerator", "value", "of", "function") if getattr(self, way)]
        if len(ways) != 1:
            raise ValueError(f"needs exactly one of numerator, value, of, function; has {', '.join(ways) or 'none'}")
        if (self.of is None) != (self.source is not None):
            raise ValueError("'from' names the source table, except with 'of', which names an indicator")
        if bool(self.of) != bool(self.change):
            raise ValueError("'of' and 'change' go together")
        if (self.denominator or self.per) and not self.numerator:
            raise ValueError("a denominator needs a numerator")
        if self.denominator and self.per:
            raise ValueError("'denominator' and 'per' exclude each other")
        return self

    @model_validator(mode="after")
    def _that_means_something(self) -> "Definition":
        divided = self.denominator or self.per
        if self.of and self.unit != "percent":
            raise ValueError("growth is in percent: unit must be percent")
        if self.unit in {*SCALE, "ratio"} and not (divided or self.of or self.value):
            raise ValueError(f"unit {self.unit} needs a denominator")
        if self.by and not (self.numerator or self.value):
            raise ValueError("'by' needs a numerator or a value")
        if self.by and self.per and self.denominator_over == "same":
            raise ValueError("'by' with 'per' divides by the whole: say denominator_over: whole")
        if self.denominator_over == "whole" and not (self.by and divided):
            raise ValueError("'denominator_over: whole' needs 'by' and a denominator")
        if self.denominator_years_before and (self.by or not self.denominator):
            raise ValueError("'denominator_years_before' needs a denominator, and excludes 'by'")
        return self


class Indicator(Strict):
    """One indicator: its id (the file's stem), its theme (the file's folder) and its definition."""

    id: Identifier
    theme: Identifier
    definition: Definition


class Theme(Strict):
    """A theme of planning; indicators are shown in the order of `themes.yaml`."""

    id: Identifier
    title: Text


class Group(Strict):
    """Municipalities of today that somebody wants to be compared with, by their codes."""

    title: Text
    municipalities: list[Annotated[str, Field(pattern=r"^[0-9]{4}$")]] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_once(self) -> "Group":
        doubled = next((code for code in self.municipalities if self.municipalities.count(code) > 1), None)
        if doubled:
            raise ValueError(f"municipalities: {doubled} stands twice")
        return self


Groups = RootModel[dict[Identifier, Group]]
"""The file `groups.yaml`: groups by their id."""


class SmallNumbers(Strict):
    """For values in these units: the fewest to divide by, the fewest counted, and over how many years they are pooled.

    No more than five, so that values five years apart share no year.
    """

    units: list[Unit] = Field(min_length=1)
    denominator: int = Field(ge=1)
    numerator: int = Field(default=0, ge=0)
    pooled_years: int = Field(default=1, ge=1, le=5)


class Limits(RootModel[list[SmallNumbers]]):
    """The file `small_numbers.yaml`: no unit stands in two of its limits."""

    @model_validator(mode="after")
    def _each_unit_once(self) -> "Limits":
        units = [unit for limit in self.root for unit in limit.units]
        doubled = next((unit for unit in units if units.count(unit) > 1), None)
        if doubled:
            raise ValueError(f"{doubled} stands twice")
        return self


class Point(Strict):
    """One thing that a requirement asks for: the indicators that cover it, or why no indicator does."""

    id: Identifier
    point: Text
    indicators: list[Identifier] = []
    not_measured: Text | None = None

    @model_validator(mode="after")
    def _covered_or_not(self) -> "Point":
        if bool(self.indicators) == bool(self.not_measured):
            raise ValueError(
                f"{self.id} needs either indicators or not_measured; has {'both' if self.indicators else 'none'}"
            )
        if doubled := _doubled(self.indicators):
            raise ValueError(f"{self.id}: {doubled} stands twice in indicators")
        return self


class Document(Strict):
    """A law or plan, and where it can be read."""

    name: str = Field(min_length=1)
    url: str = Field(pattern=r"^https://")


class Requirement(Strict):
    """The file `requirements/<id>.yaml`: what a law or plan asks a municipality to know, point by point."""

    title: Text
    source: Document
    points: list[Point] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_point_once(self) -> "Requirement":
        if doubled := _doubled([point.id for point in self.points]):
            raise ValueError(f"points: {doubled} stands twice")
        return self


def _doubled(ids: list[str]) -> str | None:
    return next((one for one in ids if ids.count(one) > 1), None)


class Catalogue(Strict):
    """Everything that is measured, checked as a whole."""

    themes: list[Theme]
    sources: dict[str, Source]
    indicators: dict[str, Indicator]
    groups: dict[Identifier, Group] = {}
    small_numbers: list[SmallNumbers] = []
    requirements: dict[Identifier, Requirement] = {}
