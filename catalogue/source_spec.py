"""What every kind of source has in common, and what the rest of Grunnlag may ask of a source."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator

from catalogue.strict import Strict, Text


class Contents(Strict):
    """One of a table's measures: a stock or a flow, whether it may be summed over regions, and the source's own unit.

    The unit is compared with the table's when it is given.
    """

    kind: Literal["stock", "flow"]
    additive: bool
    unit: str | None = None


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


class Levels(Strict):
    """Above `look` a load is published and the run says so; above `stop` it is refused. Null: never."""

    look: float | None = Field(default=None, ge=0)
    stop: float | None = Field(default=None, ge=0)


class Revision(Strict):
    """How much a load may differ from the one before it, in percent.

    `municipalities_gone`, `periods_gone`, `figures_gone`: what is no longer there, municipalities that KLASS has ended
    aside. `newest_gone`: how many fewer municipalities the newest period has than the newest had before, for any contents.
    `revised`: of the figures of one of the contents that both loads have, those that changed; it counts when the middle
    one of these changed by more than `revised_by`. `year_revised`: the same within one period.
    """

    municipalities_gone: Levels = Levels(look=0, stop=2)
    periods_gone: Levels = Levels(look=0, stop=5)
    figures_gone: Levels = Levels(look=0.2, stop=1)
    newest_gone: Levels = Levels(look=10, stop=40)
    revised: Levels = Levels(look=20, stop=20)
    revised_by: Levels = Levels(look=1, stop=10)
    year_revised: Levels = Levels(look=50)
    year_revised_by: Levels = Levels(look=10)


class Checks(Strict):
    """What must hold for a full load of this table before it is let in.

    `municipalities`: at least so many municipalities in the newest period. `yearly_change_pct`: no additive
    municipal total of over 1,000 moves more than this from one period to the next. `revision`: how much the load may
    differ from the one before it.
    """

    municipalities: int = Field(ge=1)
    yearly_change_pct: int | None = Field(default=None, ge=1)
    revision: Revision = Revision()


class SourceSpec(Strict, ABC):
    """What a source's file says, and the answers that each kind of source gives for itself.

    An answer has a default only where it is safe for a kind that does not know of it.
    """

    title: Text
    checks: Checks
    licence: str
    if TYPE_CHECKING:  # fields of every kind; declared here they would come first in the text that `asked` hashes
        kind: str
        contents: Mapping[str, Contents]

    publisher: ClassVar[str] = "SSB"
    is_classification: ClassVar[bool] = False

    @property
    @abstractmethod
    def number(self) -> str:
        """The source's own number; empty where it has none, or one for each release."""

    @property
    @abstractmethod
    def name(self) -> str:
        """The source's name in messages and comments, such as 'SSB table 07459'."""

    @abstractmethod
    def page(self, number: str) -> str:
        """Return the address where a person can see the source; `number` is that of the newest release."""

    @abstractmethod
    def cited_as(self, number: str) -> str:
        """Return the source's name in Norwegian, as it stands under a figure."""

    @property
    @abstractmethod
    def own_dimensions(self) -> list[str]:
        """The dimensions besides region, contents and period."""

    def codes(self, dimension: str) -> list[str]:
        """Return the codes asked for in one of its own dimensions; none where all are."""
        return []

    @property
    def key(self) -> list[str]:
        """The columns that identify a cell, sorted; none for a source without figures."""
        return sorted(["region", *map(str.lower, self.own_dimensions), "contents", "period"]) if self.contents else []

    @property
    def bounds(self) -> list[str]:
        """The columns with the lowest and highest number that a code stands for."""
        return [f"{name.lower()}_{bound}" for name in self.numbered for bound in ("from", "to")]

    @property
    def numbered(self) -> Mapping[str, list[int]]:
        """The dimensions whose codes are numbers, and where their bands begin."""
        return {}

    @property
    def period_words(self) -> str:
        """What a period stands for, in words."""
        return ""

    @property
    def stock_day(self) -> str | None:
        """The month and day that a yearly stock is counted on; None where periods are not years."""
        return None

    @property
    def holds_municipalities(self) -> bool:
        """Whether this source says which municipalities there are."""
        return False

    @property
    def has_releases(self) -> bool:
        """Whether each release is a table of its own, told apart by `vintage`."""
        return False

    @property
    def has_alternatives(self) -> bool:
        """Whether the contents are one measure under several assumptions."""
        return False

    @property
    def is_summed(self) -> bool:
        """Whether the source itself sums its municipalities to today's borders."""
        return False

    @property
    def is_revised_in_june(self) -> bool:
        """Whether figures are provisional until June, and those of groups are estimates (KOSTRA)."""
        return False

    @property
    def only_newest(self) -> bool:
        """Whether only the newest periods are asked for, so that earlier ones stay."""
        return False

    @property
    def country(self) -> str | None:
        """The source's code for the whole country, where it has a figure of its own."""
        return None

    @property
    def measures(self) -> set[str]:
        """The contents that an expression chooses among; alternatives of one measure count as one."""
        return {next(iter(self.contents))} if self.has_alternatives else set(self.contents)

    @property
    def expression_columns(self) -> set[str]:
        """The columns that a definition may use."""
        contents = set() if self.has_alternatives else {"contents"}
        return {"value", "symbol", "region", *contents, *map(str.lower, self.own_dimensions), *self.bounds}


class FiguresSpec(SourceSpec):
    """A source of figures over periods."""

    period: Period

    @property
    def period_words(self) -> str:
        """What a period stands for, in words."""
        return self.period.refers_to

    @property
    def stock_day(self) -> str | None:
        """The month and day that a yearly stock is counted on."""
        return self.period.stands_on if self.period.grain == "year" else None
