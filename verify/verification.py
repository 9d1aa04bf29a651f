"""The result of `grunnlag verify`."""

from dataclasses import dataclass, field

from catalogue.errors import StopTable

SHOWN = 20
"""The most differences to keep."""


@dataclass(frozen=True)
class Difference:
    """A cell that is published otherwise than recomputed; None is no figure."""

    indicator: str
    municipality: str
    period: str
    measure: str
    published: float | None
    recomputed: float | None


@dataclass
class Verification:
    """How many indicators, figures (rows) and values were compared; the first differences and their number.

    `skipped`: indicator -> why it could not be recomputed.
    """

    indicators: int = 0
    figures: int = 0
    values: int = 0
    different: int = 0
    differences: list[Difference] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """The exit code of `grunnlag verify`."""
        return StopTable.exit_code if self.different or self.skipped else 0
