"""The shapes of the catalogue's other files, and the catalogue as a whole. Strict: a key or type not known here is an error."""

from typing import Annotated

from pydantic import Field, RootModel, model_validator

from catalogue.definition import Indicator
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
    """Municipalities of today that somebody wants to be compared with, by their codes.

    At least two: the sum of one would be its own figures, those that are withheld too.
    """

    title: Text
    municipalities: list[Annotated[str, Field(pattern=r"^[0-9]{4}$")]] = Field(min_length=2)

    @model_validator(mode="after")
    def _each_once(self) -> "Group":
        refuse_doubled(self.municipalities, "municipalities: {} stands twice")
        return self


Groups = RootModel[dict[Identifier, Group]]
"""The file `groups.yaml`: groups by their id."""


class SmallNumbers(Strict):
    """For values in these units: the fewest to divide by, the fewest counted, and over how many years they are pooled.

    No more than five, so that values five years apart share no year.
    """

    units: list[UnitById] = Field(min_length=1)
    denominator: int = Field(ge=1)
    numerator: int = Field(default=0, ge=0)
    pooled_years: int = Field(default=1, ge=1, le=5)


class Limits(RootModel[list[SmallNumbers]]):
    """The file `small_numbers.yaml`: no unit stands in two of its limits."""

    @model_validator(mode="after")
    def _each_unit_once(self) -> "Limits":
        refuse_doubled([unit.id for limit in self.root for unit in limit.units])
        return self


_ANSWERS = ("indicators", "not_measured", "measured_elsewhere")


class Point(Strict):
    """One thing that a requirement asks for: the indicators that cover it, or why no indicator here does."""

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
        refuse_doubled(self.indicators, f"{self.id}: {{}} stands twice in indicators")
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
        refuse_doubled([point.id for point in self.points], "points: {} stands twice")
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
