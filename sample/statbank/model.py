"""The parts of a StatBank table, except its figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Text = Mapping[str, str]
"""Language (`no` or `en`) -> text."""

ELIMINATION_BY_SUM = True
"""`Variable.elimination` of a variable that SSB sums over when a request leaves it out."""

TIME_UNITS = {"K": "Quarterly", "M": "Monthly", "U": "Weekly"}
"""How often a table has a period, by the letter in its code: 2024K2, 2024M06, 2024U01; a plain year is annual."""


def time_unit(period: str) -> str:
    """Return SSB's word for how often there is a period, from the code of a period."""
    return "Annual" if len(period) == len("2024") else TIME_UNITS.get(period[4:5], "Other")


@dataclass(frozen=True)
class Note:
    """A footnote. A mandatory one must be shown with the figures."""

    text: Text
    mandatory: bool = False


@dataclass(frozen=True)
class Follows:
    """How the series of a municipality code follows from a series on current borders.

    From the year `since` its figures are those of `code`. Before the year `zero_before` they are 0, as SSB serves them for
    a code that did not exist. Between the two years, the code had other borders.
    """

    code: str
    zero_before: int
    since: int


@dataclass(frozen=True)
class Value:
    """A value of a variable. In a codelist, `value_map` has the codes that it sums or selects."""

    code: str
    label: Text
    value_map: tuple[str, ...] = ()
    follows: Follows | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Codelist:
    """Another set of values for a variable: an aggregation (`agg_`), which may sum, or a value set (`vs_`)."""

    id: str
    label: Text
    values: tuple[Value, ...]

    @property
    def type(self) -> str:
        """SSB's word for the type of the list."""
        return "Aggregation" if self.id.startswith("agg_") else "Valueset"


@dataclass(frozen=True)
class Contents:
    """What a contents code measures. Each has its own `updated`; a table's is the newest of these."""

    unit: Text
    refperiod: Text
    measuring: str
    updated: str
    decimals: int = 0
    price: str = "NotApplicable"
    adjustment: str = "None"
    base: Text | None = None
    alternative: Text | None = None
    urn: str = ""


@dataclass(frozen=True)
class Variable:
    """A dimension of a table. `elimination` is False, `ELIMINATION_BY_SUM` or the code of the total."""

    code: str
    label: Text
    values: tuple[Value, ...]
    elimination: bool | str = False
    role: Literal["geo", "time", "metric"] | None = None
    show: str = "value"
    urns: tuple[str, ...] = ()
    codelists: tuple[Codelist, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def mandatory(self) -> bool:
        """Whether a selection must name this variable."""
        return self.elimination is False

    @property
    def codes(self) -> list[str]:
        """The codes the metadata lists, in the table's order."""
        return [value.code for value in self.values]


@dataclass(frozen=True)
class Subject:
    """The subject area that a table belongs to."""

    code: str
    label: Text


@dataclass(frozen=True)
class Table:
    """A StatBank table: its texts and its variables in metadata order, ContentsCode and Tid last.

    `default` is the selection (variable -> codes) that SSB has stored for requests that select nothing, if any;
    `shortname` is that of the statistics' page; `aggregation` says whether it makes sense to sum figures;
    `zeros_left_out` says that a cell without a row is 0 if each of its codes has a row in the same period.
    """

    id: str
    label: Text
    contents_label: Text
    subject: Subject
    variables: tuple[Variable, ...]
    contents: Mapping[str, Contents] = field(default_factory=dict)
    discontinued: bool = False
    aggregation: bool = True
    shortname: str = ""
    notes: tuple[Note, ...] = ()
    default: Mapping[str, list[str]] | None = None
    zeros_left_out: bool = False

    @property
    def periods(self) -> list[str]:
        """The period codes, oldest first."""
        return next(v.codes for v in self.variables if v.role == "time")

    @property
    def time_unit(self) -> str:
        """SSB's word for how often the table has a period."""
        return time_unit(self.periods[-1])

    @property
    def updated(self) -> str:
        """When the newest of the contents was updated."""
        return max(contents.updated for contents in self.contents.values())

    def listing_label(self, lang: str) -> str:
        """Return the label of the search index, which ends with the periods. `/metadata` shows it; `/data` does not."""
        return f"{self.id}: {self.label[lang]} {self.periods[0]}-{self.periods[-1]}"

    def variable(self, name: str) -> Variable | None:
        """Return the variable with that code, in upper or lower case. `time` is an alias of the time variable."""
        wanted = name.lower()
        return next(
            (v for v in self.variables if wanted == v.code.lower() or (wanted == "time" and v.role == "time")), None
        )
