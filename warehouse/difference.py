"""A difference between a load and what was expected of it, and the levels it is above."""

from dataclasses import dataclass
from typing import Self

from catalogue.source_spec import Levels


@dataclass(frozen=True)
class Difference:
    """A difference: its key in the catalogue's `checks`, its sentence, and whether it is above the levels `stop` and `look`."""

    key: str
    says: str
    stops: bool
    shows: bool

    @classmethod
    def of(cls, key: str, says: str, measured: list[tuple[float, Levels]]) -> Self:
        """Return the difference; it is above a level if each of its measures is."""
        stops = all(levels.stop is not None and amount > levels.stop for amount, levels in measured)
        shows = all(levels.look is not None and amount > levels.look for amount, levels in measured)
        return cls(key, says, stops, shows)
