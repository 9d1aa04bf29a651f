"""The shape of an indicator's file: its words, its definition, its checks."""

from typing import Literal

from pydantic import Field, model_validator

from catalogue.strict import Dimension, Identifier, Strict, Text

Unit = Literal[
    "persons", "percent", "per_1000", "ratio", "years", "kroner", "households", "class", "index",
    "dwellings", "buildings", "cases", "dekar", "square_metres", "kilometres", "per_km2",
    "per_100000", "micrograms_per_m3", "points", "hours", "months", "establishments",
    "square_kilometres", "kilowatt_hours", "gigawatt_hours",
]  # fmt: skip

SCALE: dict[str, int] = {"percent": 100, "per_1000": 1000, "per_100000": 100_000}
"""What numerator / denominator is multiplied with to be in the unit; 1 for every other unit."""


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

    What is counted because it `crosses_borders` is summed for groups, but not over municipalities that have merged.
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
    crosses_borders: bool = False
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
        if self.crosses_borders and not self.denominator:
            raise ValueError("'crosses_borders' needs a numerator and a denominator")
        if self.denominator_years_before and (self.by or not self.denominator):
            raise ValueError("'denominator_years_before' needs a denominator, and excludes 'by'")
        return self


class Indicator(Strict):
    """One indicator: its id (the file's stem), its theme (the file's folder) and its definition."""

    id: Identifier
    theme: Identifier
    definition: Definition
