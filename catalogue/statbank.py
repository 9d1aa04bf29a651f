"""The model of a source file for a table of SSB's StatBank."""

from collections.abc import Collection, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from catalogue.codes import CONTENTS, TIME
from catalogue.source_spec import Contents, FiguresSpec, codes_within
from catalogue.strict import NBSP, Dimension, Strict

Codelist = Annotated[str, Field(pattern=r"^(agg|vs)_[A-Za-z0-9]+$")]
Words = Annotated[str, Field(min_length=4)]
Label = Words | Annotated[list[Words], Field(min_length=1)]
"""Words that exactly one of the source's texts contains; a list of alternatives if it is unknown which the source uses."""

SUMMING = ("agg_KommSummer", "agg_KommFylker")
"""Prefixes of the StatBank codelists that sum regions."""


class Region(Strict):
    """The dimension that holds the regions, and the codelists to fetch them with.

    `codelist` and `county_codelist` are codelists of the table that sum to today's borders. Without `codelist` the raw
    codes are fetched, on the borders of each period. `codelist_labelled` is the beginning of the codelist's label, for
    tables whose codelist ids differ. `summed_otherwise` is a summing codelist for releases whose raw codes have no
    municipalities. `country` is the raw code of the whole country.
    """

    dimension: Dimension
    codelist: Codelist | None = None
    codelist_labelled: str | None = Field(default=None, min_length=1)
    county_codelist: Codelist | None = None
    summed_otherwise: Codelist | None = None
    country: Annotated[str, Field(pattern=r"^[0-9A-Z]{1,8}$")] | None = None

    @property
    def summed(self) -> bool:
        """Whether the codelist sums municipalities to today's borders."""
        return (self.codelist or "").startswith(SUMMING)


class TableContents(Contents):
    """A measure of a StatBank table. With `label`, its key is our name for the contents whose text has those words.

    An empty label is for a table that has only one contents.
    """

    label: Label | Literal[""] | None = None


class LabelledCode(Strict):
    """A code of `select` that the catalogue identifies by its text, which contains the words of `label`."""

    label: Label


class Releases(Strict):
    """How to find the releases of a table that gets a new number each time. Every release is kept.

    A table of the StatBank's index is a release if `title` is in its label and all `variables` are among its variables'
    names, both in Norwegian. Releases with a first period before `since` are left out, because the oldest releases have
    one table for each alternative.
    """

    title: str = Field(min_length=1)
    variables: list[str] = Field(min_length=1)
    since: str = Field(pattern=r"^[0-9]{4}$")


class StatbankSource(FiguresSpec):
    """A table of SSB's StatBank, fetched through PxWebApi 2 by its number or through its `releases`.

    `select`: the codes to fetch for each dimension: a list, `all`, all codes of one of the dimension's codelists, or
    for the periods `newest 3`; periods loaded earlier stay. A code that is identified by its text gets our own name:
    `{total: {label: I alt}}`. `bands`: the first number of each band, for dimensions whose codes are numbers.
    `eliminate`: dimensions left out of the request, so that SSB sums over them. `alternatives`: the contents are one
    measure under several assumptions, with the source's names for them, such as MMMM; in some releases they are codes
    of the dimension with this name instead of contents. `kostra`: figures that are published unrevised in March and
    revised in June.
    """

    kind: Literal["statbank"]
    table: str = Field(default="", pattern=r"^([0-9]{5})?$")
    releases: Releases | None = None
    region: Region
    select: dict[
        Dimension,
        Annotated[str, Field(pattern=r"^(all|newest [1-9][0-9]?|(agg|vs)_[A-Za-z0-9]+)$")]
        | list[str]
        | dict[Dimension, LabelledCode],
    ]
    eliminate: list[Dimension] = []
    contents: dict[Dimension, TableContents] = Field(min_length=1)
    alternatives: Dimension | None = None
    bands: dict[Dimension, list[int]] = {}
    kostra: bool = False

    @property
    def number(self) -> str:
        """The table's number; empty if each release has its own."""
        return self.table

    @property
    def name(self) -> str:
        """The table's name in messages."""
        return f"SSB table {self.table or 'by releases'}"

    def page(self, number: str) -> str:
        """Return the table's page in the StatBank."""
        return f"https://www.ssb.no/statbank/table/{number}"

    def cited_as(self, number: str) -> str:
        """Return 'SSB, tabell 07459', or the title if no number is known."""
        return f"SSB, tabell{NBSP}{number}" if number else f"SSB, {self.title.nb}"

    @property
    def own_dimensions(self) -> list[str]:
        """The dimensions of `select` except the periods."""
        return [name for name in self.select if name != TIME]

    def codes(self, dimension: str) -> list[str]:
        """Return the codes that `select` lists, or our names for them; empty for 'all' and for a codelist."""
        codes = self.select[dimension]
        return [] if isinstance(codes, str) else list(codes)

    @property
    def labels(self) -> dict[str, dict[str, Label]]:
        """Return dimension -> our name for each code that `select` identifies by its text -> the words."""
        return {
            dimension: {name: code.label for name, code in codes.items()}
            for dimension, codes in self.select.items()
            if isinstance(codes, dict)
        }

    @property
    def codelists(self) -> dict[str, str]:
        """Return dimension -> the id of the codelist that `select` names for it."""
        return {name: codes for name, codes in self.select.items() if isinstance(codes, str) and "_" in codes}

    @property
    def key(self) -> list[str]:
        """The columns that identify a cell, with `vintage` if the table has releases."""
        return sorted([*super().key, *(["vintage"] if self.has_releases else [])])

    @property
    def numbered(self) -> Mapping[str, list[int]]:
        """The dimensions with bands."""
        return self.bands

    @property
    def has_releases(self) -> bool:
        """Whether the table's number changes with each release."""
        return self.releases is not None

    @property
    def has_alternatives(self) -> bool:
        """Whether the contents are one measure under several assumptions."""
        return self.alternatives is not None

    @property
    def is_summed(self) -> bool:
        """Whether the codelist sums municipalities to today's borders."""
        return self.region.summed

    @property
    def is_revised_in_june(self) -> bool:
        """Whether this is a KOSTRA table."""
        return self.kostra

    @property
    def only_newest(self) -> bool:
        """Whether `select` has the newest periods only."""
        return str(self.select[TIME]).startswith("newest")

    @property
    def country(self) -> str | None:
        """The raw code of the whole country."""
        return self.region.country

    def within(self, codes: Mapping[str, Collection[str]]) -> Self:
        """Return the source with only these codes; contents that are identified by their text stay."""
        held, country = codes.get(CONTENTS, self.contents), self.region.country
        there = country in codes.get(self.region.dimension, [country])
        region = self.region if there else self.region.model_copy(update={"country": None})
        contents = {code: each for code, each in self.contents.items() if each.label is not None or code in held}
        select = codes_within(self.select, codes)
        return self.model_copy(update={"region": region, "select": select, "contents": contents or self.contents})

    @model_validator(mode="after")
    def _one_table(self) -> "StatbankSource":
        if bool(self.table) == bool(self.releases):
            raise ValueError("needs either table, or releases if its number changes; has both or none")
        return self

    @model_validator(mode="after")
    def _no_sums_of_what_cannot_be_summed(self) -> "StatbankSource":
        not_additive = [code for code, contents in self.contents.items() if not contents.additive]
        codelists = {f"region.{key}": getattr(self.region, key) or "" for key in ("codelist", "county_codelist")}
        for key, codelist in (codelists | {f"select.{name}": each for name, each in self.codelists.items()}).items():
            if not_additive and codelist.startswith(SUMMING):
                raise ValueError(f"{key} {codelist} sums, but contents {not_additive[0]} is not additive")
        return self

    @model_validator(mode="after")
    def _alternatives_of_one_measure(self) -> "StatbankSource":
        measures = {(contents.kind, contents.additive, contents.unit) for contents in self.contents.values()}
        if self.alternatives and len(measures) > 1:
            raise ValueError("alternatives are one measure: kind, additive and unit must be the same for all contents")
        return self

    @model_validator(mode="after")
    def _select_and_bands(self) -> "StatbankSource":
        if TIME not in self.select:
            raise ValueError("select must name Tid, the periods")
        if TIME in self.codelists or TIME in self.labels:
            raise ValueError("select.Tid: list the periods, or write all or newest with a number")
        if newest := [name for name, codes in self.select.items() if name != TIME and str(codes).startswith("newest")]:
            raise ValueError(f"select.{newest[0]}: 'newest' is for periods only; list the codes, or write all")
        if both := sorted(set(self.eliminate) & {*self.select, self.region.dimension, "ContentsCode"}):
            raise ValueError(f"eliminate.{both[0]} is selected too; remove it from one of the two")
        for dimension, starts in self.bands.items():
            if dimension not in self.select:
                raise ValueError(f"bands.{dimension} is not a dimension of select")
            if starts != sorted(set(starts)):
                raise ValueError(f"bands.{dimension} must be in ascending order without repeats")
        return self
