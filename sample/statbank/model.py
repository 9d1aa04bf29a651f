"""What a StatBank table is made of, apart from its figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Text = Mapping[str, str]
"""A wording by language, `no` and `en`."""

ELIMINATION_BY_SUM = True
"""`Variable.elimination` of a variable that is summed over when it is left out."""

TIME_UNITS = {"K": "Quarterly", "M": "Monthly", "U": "Weekly"}
"""How often a table has a period, by the letter in its code: 2024K2, 2024M06, 2024U01; a plain year is annual."""


def time_unit(period: str) -> str:
    """SSB's word for how often there is a period, read off a period's code."""
    return "Annual" if len(period) == len("2024") else TIME_UNITS.get(period[4:5], "Other")


@dataclass(frozen=True)
class Note:
    """A footnote. A mandatory one must be shown with the figures."""

    text: Text
    mandatory: bool = False


@dataclass(frozen=True)
class Follows:
    """How a municipality code's own series is read off the series on current borders.

    The code's figure is `code`'s from the year `since`, and 0 before the year `zero_before`, where SSB serves 0 because
    the code did not exist. Between the two, the same code stood for other borders.
    """

    code: str
    zero_before: int
    since: int


@dataclass(frozen=True)
class Value:
    """One value of a variable; in a codelist `value_map` holds the codes that it stands for."""

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
        """SSB's word for what the list is."""
        return "Aggregation" if self.id.startswith("agg_") else "Valueset"


@dataclass(frozen=True)
class Contents:
    """What one contents code measures; `updated` is its own, and a table's is the newest of them."""

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
    """One dimension of a table. `elimination` is False, `ELIMINATION_BY_SUM` or the code that stands for all."""

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
    """The subject area a table hangs under."""

    code: str
    label: Text


@dataclass(frozen=True)
class Table:
    """One StatBank table: its words and its variables in metadata order, ContentsCode and Tid last.

    `default` is the selection the agency has stored for those who select nothing (variable -> codes), if any;
    `shortname` is that of the statistics' page; `aggregation` says whether figures may sensibly be summed;
    `zeros_left_out`, that a cell is 0 where the file has no row for it, but some for each of its codes in that period.
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
        """The label of the search index, which ends with the periods; `/metadata` shows it, `/data` does not."""
        return f"{self.id}: {self.label[lang]} {self.periods[0]}-{self.periods[-1]}"

    def variable(self, name: str) -> Variable | None:
        """The variable of that code in any case; `time` is an alias of the time variable."""
        wanted = name.lower()
        return next(
            (v for v in self.variables if wanted == v.code.lower() or (wanted == "time" and v.role == "time")), None
        )
