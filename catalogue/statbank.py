"""The shape of a source file for a table of SSB's StatBank."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, model_validator

from catalogue.codes import TIME
from catalogue.source_spec import Contents, FiguresSpec
from catalogue.strict import NBSP, Dimension, Strict

Codelist = Annotated[str, Field(pattern=r"^(agg|vs)_[A-Za-z0-9]+$")]
Words = Annotated[str, Field(min_length=4)]
Label = Words | Annotated[list[Words], Field(min_length=1)]
"""Words that stand in one text alone, or several of which one does: the source may call a thing by either."""

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


class TableContents(Contents):
    """The same in the StatBank. With `label`, its name is ours: it is the one of the table's whose text has those words.

    An empty label stands for the only contents of a table that has no others.
    """

    label: Label | Literal[""] | None = None


class LabelledCode(Strict):
    """A code of `select` that the catalogue knows by its text: the one whose text has the words of `label`."""

    label: Label


class Releases(Strict):
    """A table that gets a new number with each release: found in the StatBank's index, and every release is kept.

    `title` must stand in its label, `variables` among the names of its variables; in Norwegian, as the index has them.
    Releases before `since`, their first period, are left out: the oldest ones have a table for each alternative.
    """

    title: str = Field(min_length=1)
    variables: list[str] = Field(min_length=1)
    since: str = Field(pattern=r"^[0-9]{4}$")


class StatbankSource(FiguresSpec):
    """A table of SSB's StatBank, asked through PxWebApi 2; its number, or how its releases are found.

    `select` has the codes asked for: a list, all, all of one of the dimension's codelists, or of the periods the newest
    few; those loaded before then stay. Codes known by their text alone get names of ours: `{total: {label: I alt}}`.
    Bands group the codes of a numbered dimension. `eliminate` are dimensions that the source itself is let sum over.
    `alternatives`: the contents are one measure under several assumptions, each named as the source calls it, such as
    MMMM; some releases have them in the dimension of this name instead of among their contents.
    `kostra`: figures that are published unrevised in March and revised in June.
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
        """The table's number; empty where each release has its own."""
        return self.table

    @property
    def name(self) -> str:
        """The table's name in messages."""
        return f"SSB table {self.table or 'by releases'}"

    def page(self, number: str) -> str:
        """Return the table's page in the StatBank."""
        return f"https://www.ssb.no/statbank/table/{number}"

    def cited_as(self, number: str) -> str:
        """Return 'SSB, tabell 07459'; the title where no number is known."""
        return f"SSB, tabell{NBSP}{number}" if number else f"SSB, {self.title.nb}"

    @property
    def own_dimensions(self) -> list[str]:
        """The dimensions of `select` besides the periods."""
        return [name for name in self.select if name != TIME]

    def codes(self, dimension: str) -> list[str]:
        """Return the codes that `select` lists, or our names of them; none for 'all' and for a codelist."""
        asked = self.select[dimension]
        return [] if isinstance(asked, str) else list(asked)

    @property
    def labels(self) -> dict[str, dict[str, Label]]:
        """The words that `select` knows codes by: dimension -> our name of the code -> words."""
        return {
            dimension: {name: code.label for name, code in asked.items()}
            for dimension, asked in self.select.items()
            if isinstance(asked, dict)
        }

    @property
    def codelists(self) -> dict[str, str]:
        """The dimensions of `select` that are asked for through a codelist, and its id."""
        return {name: asked for name, asked in self.select.items() if isinstance(asked, str) and "_" in asked}

    @property
    def key(self) -> list[str]:
        """The columns that identify a cell, the release among them."""
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
        """Whether `select` asks for the newest periods alone."""
        return str(self.select[TIME]).startswith("newest")

    @property
    def country(self) -> str | None:
        """The raw code of the whole country."""
        return self.region.country

    @model_validator(mode="after")
    def _one_table(self) -> "StatbankSource":
        if bool(self.table) == bool(self.releases):
            raise ValueError("needs either table, or releases where its number changes; has both or none")
        return self

    @model_validator(mode="after")
    def _no_sums_of_what_cannot_be_summed(self) -> "StatbankSource":
        lasting = [code for code, contents in self.contents.items() if not contents.additive]
        codelists = {f"region.{key}": getattr(self.region, key) or "" for key in ("codelist", "county_codelist")}
        for key, codelist in (codelists | {f"select.{name}": each for name, each in self.codelists.items()}).items():
            if lasting and codelist.startswith(SUMMING):
                raise ValueError(f"{key} {codelist} sums, but contents {lasting[0]} is not additive")
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
            raise ValueError("select.Tid: list the periods, or say all or the newest few")
        if newest := [name for name, codes in self.select.items() if name != TIME and str(codes).startswith("newest")]:
            raise ValueError(f"select.{newest[0]}: only periods have a newest; list the codes, or say all")
        if both := sorted(set(self.eliminate) & {*self.select, self.region.dimension, "ContentsCode"}):
            raise ValueError(f"eliminate.{both[0]} is selected too; leave it out of one of them")
        for dimension, starts in self.bands.items():
            if dimension not in self.select:
                raise ValueError(f"bands.{dimension} is not a dimension of select")
            if starts != sorted(set(starts)):
                raise ValueError(f"bands.{dimension} must rise from number to number")
        return self
