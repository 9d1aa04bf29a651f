"""The units of indicators, from `units.yaml`: their names, and how their figures are written."""

from typing import Annotated

from pydantic import BeforeValidator, Field, RootModel, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from catalogue.strict import Identifier, Strict
from catalogue.words import did_you_mean, refuse_doubled

UNKNOWN_UNIT = "unknown_unit"
"""The type of pydantic's error for a unit that is not in `units.yaml`."""


class Unit(Strict):
    """A unit: its id, its Norwegian name, and the factor that numerator / denominator is multiplied by.

    `suffix` follows each figure. `beside_title`: whether the name is written next to an indicator's title; false if the
    figure or the title has it already. `counts`: whether a figure that is not divided says how much there is in all.
    """

    id: Identifier
    nb: str = Field(min_length=1)
    scale: int = Field(default=1, ge=1)
    suffix: str = ""
    beside_title: bool = True
    counts: bool = False


class Units(RootModel[Annotated[list[Unit], Field(min_length=1)]]):
    """The file `units.yaml`: each unit once."""

    @model_validator(mode="after")
    def _each_once(self) -> "Units":
        refuse_doubled([unit.id for unit in self.root])
        return self

    def by_id(self) -> dict[str, Unit]:
        """Return id -> unit: the context in which definitions are validated."""
        return {unit.id: unit for unit in self.root}


def _unit_of(given: object, info: ValidationInfo) -> object:
    """Return the unit with the id that a file gives; the context is id -> unit."""
    units = info.context or {}
    if isinstance(given, Unit):
        return given
    if not isinstance(given, str) or given not in units:
        ending = did_you_mean(str(given), units)
        raise PydanticCustomError(
            UNKNOWN_UNIT, "{message}", {"message": f"{given} is not a unit in units.yaml{ending}"}
        )
    return units[given]


UnitById = Annotated[Unit, BeforeValidator(_unit_of)]
"""A unit that a file gives by its id."""
