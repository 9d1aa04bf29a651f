"""What a StatBank table is made of, apart from its figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Text = Mapping[str, str]
"""A wording by language, `no` and `en`."""

ELIMINATION_BY_SUM = True
"""`Variable.elimination` of a variable that is summed over when it is left out."""


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
    """One value of a variable; in a codelist `value_map` holds the codes that are summed."""

    code: str
    label: Text
    value_map: tuple[str, ...] = ()
    follows: Follows | None = None


@dataclass(frozen=True)
class Codelist:
    """An aggregation (`agg_`) of a variable's values."""

    id: str
    label: Text
    values: tuple[Value, ...]
    type: str = "Aggregation"


@dataclass(frozen=True)
class Contents:
    """What one contents code measures; `updated` is its own, and a table's is the newest of them."""

    unit: Text
    refperiod: Text
    measuring: str
    updated: str
    decimals: int = 0


@dataclass(frozen=True)
class Variable:
    """One dimension of a table. `elimination` is False, `ELIMINATION_BY_SUM` or the code that stands for all."""

    code: str
    label: Text
    values: tuple[Value, ...]
    elimination: bool | str = False
    role: Literal["geo", "time", "metric"] | None = None
    show: str = "value"
    klass: tuple[int, ...] = ()
    codelists: tuple[Codelist, ...] = ()

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
    """One StatBank table: its words and its variables in metadata order, ContentsCode and Tid last."""

    id: str
    label: Text
    contents_label: Text
    subject: Subject
    variables: tuple[Variable, ...]
    contents: Mapping[str, Contents] = field(default_factory=dict)

    @property
    def periods(self) -> list[str]:
        """The period codes, oldest first."""
        return next(v.codes for v in self.variables if v.role == "time")

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
