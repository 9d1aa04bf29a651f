"""The base class of the kinds of source, with the properties that the rest of Grunnlag uses."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from catalogue.strict import Strict, Text


class Contents(Strict):
    """One of a table's measures: stock or flow, whether it may be summed over regions, and the source's unit.

    If `unit` is given, it is compared with the unit in the table's metadata.
    """

    kind: Literal["stock", "flow"]
    additive: bool
    unit: str | None = None


def _in_every_year(day: str) -> str:
    try:
        date.fromisoformat(f"2001-{day}")  # not a leap year
    except ValueError as error:
        raise ValueError(f"{day} is not a day that every year has; write month and day, such as 10-01") from error
    return day


Day = Annotated[str, Field(pattern=r"^[0-9]{2}-[0-9]{2}$"), AfterValidator(_in_every_year)]


class Period(Strict):
    """The grain of the time dimension, and in words the day or span that a period stands for.

    `stands_on` is the month and day on which the stocks of a year are counted. If `refers_to` is a span, `stands_on` is
    the last day of the span, so that a figure never counts as known too early.
    `borders` are those in force when the period begins, or those of the next year: a council is elected for the
    municipality as it will be in the year after the election.
    """

    grain: Literal["year", "years", "quarter", "month"]
    refers_to: str
    stands_on: Day = "01-01"
    borders: Literal["own", "next_year"] = "own"

    @model_validator(mode="after")
    def _day_of_a_year(self) -> "Period":
        if "stands_on" in self.model_fields_set and self.grain != "year":
            raise ValueError(f"stands_on is a day of the year; the grain is {self.grain}")
        return self


class Levels(Strict):
    """Above `look` a load is published and the run reports it; above `stop` the load is refused. Null: never."""

    look: float | None = Field(default=None, ge=0)
    stop: float | None = Field(default=None, ge=0)


class Revision(Strict):
    """How much a load may differ from the one before it, in percent.

    `municipalities_gone`, `periods_gone`, `figures_gone`: the share that is no longer there, except municipalities that
    KLASS has ended. `newest_gone`: how many fewer municipalities the newest period has than the newest period of the
    load before, for any contents. `revised`: of the figures of a contents code that both loads have, the share that
    changed; it counts if their median change is above `revised_by`. `year_revised`: the same within one period.
    `old_revised`: the share within a period before the newest three that changed by any amount.
    """

    municipalities_gone: Levels = Levels(look=0, stop=2)
    periods_gone: Levels = Levels(look=0, stop=5)
    figures_gone: Levels = Levels(look=0.2, stop=1)
    newest_gone: Levels = Levels(look=10, stop=40)
    revised: Levels = Levels(look=20, stop=20)
    revised_by: Levels = Levels(look=1, stop=10)
    year_revised: Levels = Levels(look=50)
    year_revised_by: Levels = Levels(look=10)
    old_revised: Levels = Levels(look=20)


class Step(Strict):
    """How much the newest period may differ from the one before it, beyond what is usual in its table.

    As a factor of the most in any step before: `moved`, of the median municipality; `shifted`, of the median change, with
    its sign; `jumped`, of one municipality, if it is also above `jumped_by` percent. In percentage points above the most
    before: `lost` figures; `zeros`; `zeros_for_none`, where there was no figure; whole `tens`; `integers`; `unlike`, 100
    times the correlation below the least before; `copied` from another period. In percent: `summed`, how far the
    municipalities' sum moves against the figure of a county or the country; `followed`, how much nearer a code is to
    another code's figures than to its own. `twins`: how many different figures two municipalities share.
    """

    moved: Levels = Levels(look=2)
    shifted: Levels = Levels(look=4, stop=20)
    jumped: Levels = Levels(look=3)
    jumped_by: Levels = Levels(look=10)
    unlike: Levels = Levels(look=40)
    lost: Levels = Levels(look=10)
    zeros: Levels = Levels(look=15)
    zeros_for_none: Levels = Levels(look=2)
    tens: Levels = Levels(look=40)
    integers: Levels = Levels(look=40)
    copied: Levels = Levels(look=30)
    summed: Levels = Levels(look=1)
    twins: Levels = Levels(look=3)
    followed: Levels = Levels(look=40)


class Checks(Strict):
    """Limits that a complete load of this table must meet to be accepted.

    `municipalities`: the smallest number of municipalities in the newest period. `yearly_change_pct`: the largest
    change, in percent, of an additive municipal total above 1,000 from one period to the next. `revision`: how much the
    load may differ from the one before it. `step`: how much its newest period may.
    """

    municipalities: int = Field(ge=1)
    yearly_change_pct: int | None = Field(default=None, ge=1)
    revision: Revision = Revision()
    step: Step = Step()


Known = Literal["seen_live", "recorded", "assumed", "own"]


class SourceSpec(Strict, ABC):
    """The content of a source's file. Each kind of source overrides the properties that differ for it.

    A property has a default only if the default is safe for a kind that does not override it.
    `known`: how it is known that the source has what the file asks for. `seen_live`: the file was compared with the
    source itself; `recorded`: every code and text in it is on public record; `assumed`: at least one of them is not;
    `own`: local figures, which their owner made.
    `recorded_in`: where the record is; for `seen_live` also the date.
    `off_because`: why the source is fetched only if the setting `enable` names it.
    """

    title: Text
    checks: Checks
    licence: str
    known: Known = "assumed"
    recorded_in: str | None = Field(default=None, min_length=1)
    off_because: Text | None = None
    if TYPE_CHECKING:  # for mypy only: at run time they would come first in the text that `extract.freshness` hashes
        kind: str
        contents: Mapping[str, Contents]

    is_classification: ClassVar[bool] = False
    is_local: ClassVar[bool] = False

    @model_validator(mode="after")
    def _known_from_somewhere(self) -> "SourceSpec":
        if self.known != "assumed" and not self.recorded_in:
            raise ValueError(f"known is {self.known}; say where in recorded_in")
        return self

    @property
    def publisher(self) -> str:
        """Who publishes the figures."""
        return "SSB"

    @property
    @abstractmethod
    def number(self) -> str:
        """The source's own number; empty if it has none, or a new number for each release."""

    @property
    @abstractmethod
    def name(self) -> str:
        """The source's name in messages and comments, such as 'SSB table 07459'."""

    @abstractmethod
    def page(self, number: str) -> str:
        """Return the address of the source's page for people. `number` is the number of the newest release."""

    @abstractmethod
    def cited_as(self, number: str) -> str:
        """Return the source's name in Norwegian, as it is cited under a figure."""

    @property
    @abstractmethod
    def own_dimensions(self) -> list[str]:
        """The dimensions except region, contents and period."""

    def codes(self, dimension: str) -> list[str]:
        """Return the codes to fetch of one of its own dimensions; empty for all codes."""
        return []

    @property
    def key(self) -> list[str]:
        """The columns that identify a cell, sorted; empty for a source without figures."""
        return sorted(["region", *map(str.lower, self.own_dimensions), "contents", "period"]) if self.contents else []

    @property
    def bounds(self) -> list[str]:
        """The columns with the lowest and the highest number that a code covers."""
        return [f"{name.lower()}_{bound}" for name in self.numbered for bound in ("from", "to")]

    @property
    def numbered(self) -> Mapping[str, list[int]]:
        """Dimension with numbers as codes -> the first number of each band."""
        return {}

    @property
    def period_words(self) -> str:
        """What a period stands for, in words."""
        return ""

    @property
    def stock_day(self) -> str | None:
        """The month and day that a yearly stock is counted on; None if periods are not years."""
        return None

    @property
    def holds_municipalities(self) -> bool:
        """Whether this source is the list of municipalities."""
        return False

    @property
    def has_releases(self) -> bool:
        """Whether each release is a separate table, identified by `vintage`."""
        return False

    @property
    def has_alternatives(self) -> bool:
        """Whether the contents are one measure under several assumptions."""
        return False

    @property
    def is_summed(self) -> bool:
        """Whether the source itself sums its municipalities to today's borders."""
        return False

    def years_of(self, contents: set[str]) -> int:
        """Return how many years a figure of these contents covers; the last year is its period."""
        return 1

    def day_of(self, contents: set[str]) -> str | None:
        """Return the month and day that a yearly stock of these contents is counted on; None if periods are not years."""
        return self.stock_day

    @property
    def is_recounted(self) -> bool:
        """Whether the source itself recalculates earlier periods on the newest borders."""
        return False

    def of_todays_area(self, contents: set[str]) -> bool:
        """Return whether recalculated figures of these contents are of today's area also where a municipality was divided."""
        return False

    @property
    def is_revised_in_june(self) -> bool:
        """Whether figures are provisional until June, and group figures are estimates (KOSTRA)."""
        return False

    @property
    def only_newest(self) -> bool:
        """Whether only the newest periods are fetched, and earlier ones are kept."""
        return False

    @property
    def country(self) -> str | None:
        """The source's code for the whole country, if it publishes figures for it."""
        return None

    def within(self, codes: Mapping[str, Collection[str]]) -> Self:
        """Return the source with only the codes that a server has, by dimension; a workbook is always fetched whole."""
        return self

    @property
    def measures(self) -> set[str]:
        """The contents that an expression must choose from; alternatives of one measure count as a single measure."""
        return {next(iter(self.contents))} if self.has_alternatives else set(self.contents)

    @property
    def expression_columns(self) -> set[str]:
        """The columns that an indicator's definition may use."""
        contents = set() if self.has_alternatives else {"contents"}
        return {"value", "symbol", "region", "period", *contents, *map(str.lower, self.own_dimensions), *self.bounds}


def codes_within(select: Mapping[str, Any], codes: Mapping[str, Collection[str]]) -> dict[str, Any]:
    """Return `select` without the codes that the server lacks. If it lacks all, they stay, and are reported as missing."""
    return {
        name: [code for code in asked if code in codes.get(name, asked)] or asked if isinstance(asked, list) else asked
        for name, asked in select.items()
    }


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
