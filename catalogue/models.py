"""The schemas of the catalogue's other files, and the catalogue as a whole. Unknown keys and wrong types are errors."""

from typing import Annotated

from pydantic import Field, RootModel, model_validator

from catalogue.chapters import ChapterSpec, CountyPage
from catalogue.definition import Indicator
from catalogue.findings import Findings
from catalogue.kinds import Source
from catalogue.strict import Identifier, Strict, Text, Translated
from catalogue.units import Unit, UnitById
from catalogue.words import refuse_doubled


class Theme(Strict):
    """A theme of planning; indicators are shown in the order of `themes.yaml`."""

    id: Identifier
    title: Text


class Themes(RootModel[list[Theme]]):
    """The file `themes.yaml`: each theme once."""

    @model_validator(mode="after")
    def _each_once(self) -> "Themes":
        refuse_doubled([theme.id for theme in self.root])
        return self


class Group(Strict):
    """A group of today's municipalities to compare with, by their codes.

    It has at least two: the sum of a single municipality would reveal its withheld figures.
    """

    title: Text
    municipalities: list[Annotated[str, Field(pattern=r"^[0-9]{4}$")]] = Field(min_length=2)

    @model_validator(mode="after")
    def _each_once(self) -> "Group":
        refuse_doubled(self.municipalities, "municipalities: {} is listed twice")
        return self


Groups = RootModel[dict[Identifier, Group]]
"""The file `groups.yaml`: groups by their id."""


class SmallNumbers(Strict):
    """For values in these units: the smallest denominator, the smallest numerator, and the number of years to pool.

    At most five years are pooled, so that values five years apart have no year in common.
    """

    units: list[UnitById] = Field(min_length=1)
    denominator: int = Field(ge=1)
    numerator: int = Field(default=0, ge=0)
    pooled_years: int = Field(default=1, ge=1, le=5)


class Limits(RootModel[list[SmallNumbers]]):
    """The file `small_numbers.yaml`: a unit has at most one limit."""

    @model_validator(mode="after")
    def _each_unit_once(self) -> "Limits":
        refuse_doubled([unit.id for limit in self.root for unit in limit.units])
        return self


_ANSWERS = ("indicators", "not_measured", "measured_elsewhere")


class Point(Strict):
    """A point of a requirement: the indicators that cover it, or why no indicator here does."""

    id: Identifier
    point: Translated
    indicators: list[Identifier] = []
    not_measured: Translated | None = None
    measured_elsewhere: Translated | None = None

    @model_validator(mode="after")
    def _covered_or_not(self) -> "Point":
        given = [key for key in _ANSWERS if getattr(self, key)]
        if len(given) != 1:
            raise ValueError(f"{self.id} needs one of {', '.join(_ANSWERS)}; has {' and '.join(given) or 'none'}")
        refuse_doubled(self.indicators, f"{self.id}: {{}} is listed twice in indicators")
        return self


class Document(Strict):
    """The name and address of a law or plan."""

    name: str = Field(min_length=1)
    url: str = Field(pattern=r"^https://")


class Requirement(Strict):
    """The file `requirements/<id>.yaml`: the knowledge that a law or plan requires of a municipality, point by point.

    `county` is the code of the county whose plan it is; only its municipalities are compared with it.
    """

    title: Text
    source: Document
    county: str | None = Field(default=None, pattern=r"^[0-9]{2}$")
    points: list[Point] = Field(min_length=1)

    @model_validator(mode="after")
    def _each_point_once(self) -> "Requirement":
        refuse_doubled([point.id for point in self.points], "points: {} is listed twice")
        return self


class Catalogue(Strict):
    """Everything that is measured, checked as a whole."""

    themes: list[Theme]
    units: list[Unit] = []
    sources: dict[str, Source]
    indicators: dict[str, Indicator]
    groups: dict[Identifier, Group] = {}
    small_numbers: list[SmallNumbers] = []
    requirements: dict[Identifier, Requirement] = {}
    findings: Findings | None = None
    chapters: list[ChapterSpec] = []
    county_page: CountyPage | None = None
    refused: dict[str, str] = {}
    """Id -> what is wrong, for the local files that were left out."""
