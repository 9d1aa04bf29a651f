"""The shape of a source file for a table of SSB's StatBank."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from catalogue.strict import Dimension, Strict, Text

Codelist = Annotated[str, Field(pattern=r"^(agg|vs)_[A-Za-z0-9]+$")]

SUMMING = ("agg_KommSummer", "agg_KommFylker")
"""How the ids of StatBank codelists begin that add regions together."""


class Region(Strict):
    """Which dimension holds the regions and how the source groups them.

    `codelist` and `county_codelist` are the table's own, for series summed to today's borders; without `codelist` the
    raw codes are asked for, on the borders of each period. Where a codelist's id differs from table to table, its label
    begins with `codelist_labelled`. `summed_otherwise` is a summing one for those releases whose own codes hold no
    municipality. `country` is the raw code of the whole country.
    """

    dimension: Dimension
    codelist: Codelist | None = None
    codelist_labelled: str | None = Field(default=None, min_length=1)
    county_codelist: Codelist | None = None
    summed_otherwise: Codelist | None = None
    country: Annotated[str, Field(pattern=r"^[0-9A-Z]{1,8}$")] | None = None

    @property
    def summed(self) -> bool:
        """True when the source itself sums its municipalities to today's borders."""
        return (self.codelist or "").startswith(SUMMING)


class Contents(Strict):
    """One of a table's measures: a stock or a flow, whether it may be summed over regions, and the source's own unit.

    The unit is compared with the table's when it is given.
    """

    kind: Literal["stock", "flow"]
    additive: bool
    unit: str | None = None


class TableContents(Contents):
    """The same in the StatBank. With `label`, its name is ours: it is the one of the table's whose text has those words."""

    label: str | None = Field(default=None, min_length=4)


class Releases(Strict):
    """A table that gets a new number with each release: found in the StatBank's index, and every release is kept.

    `title` must stand in its label, `variables` among the names of its variables; in Norwegian, as the index has them.
    Releases before `since`, their first period, are left out: the oldest ones have a table for each alternative.
    """

    title: str = Field(min_length=1)
    variables: list[str] = Field(min_length=1)
    since: str = Field(pattern=r"^[0-9]{4}$")


def _in_every_year(day: str) -> str:
    try:
        date.fromisoformat(f"2001-{day}")  # no leap year
    except ValueError as error:
        raise ValueError(f"{day} is not a day of every year; write month and day, such as 10-01") from error
    return day


Day = Annotated[str, Field(pattern=r"^[0-9]{2}-[0-9]{2}$"), AfterValidator(_in_every_year)]


class Period(Strict):
    """The grain of the time dimension, and what day or span a period stands for, in words.

    `stands_on`: the same for the stocks of a year as a day, month and day; the last one that they can be of, where
    `refers_to` is a span, so that no figure is taken for known before it was.
    """

    grain: Literal["year", "years", "quarter"]
    refers_to: str
    stands_on: Day = "01-01"

    @model_validator(mode="after")
    def _day_of_a_year(self) -> "Period":
        if "stands_on" in self.model_fields_set and self.grain != "year":
            raise ValueError(f"stands_on is a day of the year; the grain is {self.grain}")
        return self


class Checks(Strict):
    """What must hold for a full load of this table before it is let in.

    `municipalities`: at least so many municipalities in the newest period. `yearly_change_pct`: no additive
    municipal total of over 1,000 moves more than this from one period to the next.
    """

    municipalities: int = Field(ge=1)
    yearly_change_pct: int | None = Field(default=None, ge=1)


class StatbankSource(Strict):
    """A table of SSB's StatBank, asked through PxWebApi 2; its number, or how its releases are found.

    `select` has the codes asked for: a list, all, or of the periods the newest few; those loaded before then stay. Bands
    group the codes of a numbered dimension. `eliminate` are dimensions that the source itself is let sum over.
    `alternatives`: the contents are one measure under several assumptions, each named as the source calls it, such as
    MMMM; some releases have them in the dimension of this name instead of among their contents.
    `kostra`: figures that are published unrevised in March and revised in June.
    """

    kind: Literal["statbank"]
    table: str = Field(default="", pattern=r"^([0-9]{5})?$")
    releases: Releases | None = None
    title: Text
    region: Region
    select: dict[Dimension, Annotated[str, Field(pattern=r"^(all|newest [1-9][0-9]?)$")] | list[str]]
    eliminate: list[Dimension] = []
    contents: dict[Dimension, TableContents] = Field(min_length=1)
    alternatives: Dimension | None = None
    period: Period
    bands: dict[Dimension, list[int]] = {}
    checks: Checks
    kostra: bool = False
    licence: str

    @property
    def newest(self) -> bool:
        """True when the newest periods alone are asked for."""
        return str(self.select["Tid"]).startswith("newest")

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
        measures = {(contents.kind, contents.additive, contents.unit) for contents in self.contents.values()}
        if self.alternatives and len(measures) > 1:
            raise ValueError("alternatives are one measure: kind, additive and unit must be the same for all contents")
        return self

    @model_validator(mode="after")
    def _select_and_bands(self) -> "StatbankSource":
        if "Tid" not in self.select:
            raise ValueError("select must name Tid, the periods")
        if newest := [name for name, codes in self.select.items() if name != "Tid" and str(codes).startswith("newest")]:
            raise ValueError(f"select.{newest[0]}: only periods have a newest; list the codes, or say all")
        if both := sorted(set(self.eliminate) & {*self.select, self.region.dimension, "ContentsCode"}):
            raise ValueError(f"eliminate.{both[0]} is selected too; leave it out of one of them")
        for dimension, starts in self.bands.items():
            if dimension not in self.select:
                raise ValueError(f"bands.{dimension} is not a dimension of select")
            if starts != sorted(set(starts)):
                raise ValueError(f"bands.{dimension} must rise from number to number")
        return self
