"""The shapes of the catalogue's other files, and the catalogue as a whole. Strict: a key or type not known here is an error."""

from typing import Annotated

from pydantic import Field, RootModel, model_validator

from catalogue.definition import Indicator, Unit
from catalogue.kinds import Source
from catalogue.strict import Identifier, Strict, Text


class Theme(Strict):
    """A theme of planning; indicators are shown in the order of `themes.yaml`."""

    id: Identifier
    title: Text


class Group(Strict):
    """Municipalities of today that somebody wants to be compared with, by their codes.

    At least two: the sum of one would be its own figures, those that are withheld too.
    """

    title: Text
    municipalities: list[Annotated[str, Field(pattern=r"^[0-9]{4}$")]] = Field(min_length=2)

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


_ANSWERS = ("indicators", "not_measured", "measured_elsewhere")


class Point(Strict):
    """One thing that a requirement asks for: the indicators that cover it, or why no indicator here does."""

    id: Identifier
    point: Text
    indicators: list[Identifier] = []
    not_measured: Text | None = None
    measured_elsewhere: Text | None = None

    @model_validator(mode="after")
    def _covered_or_not(self) -> "Point":
        given = [key for key in _ANSWERS if getattr(self, key)]
        if len(given) != 1:
            raise ValueError(f"{self.id} needs one of {', '.join(_ANSWERS)}; has {' and '.join(given) or 'none'}")
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
