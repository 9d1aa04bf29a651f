"""The facts that sentences are made of: names such as `population.change_5y`, each with its value and its cells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from catalogue.units import Unit
from publish.content.model import Cell, Formula, Number
from publish.content.periods import as_date, in_words
from publish.numbers import number
from warehouse.read import IndicatorInfo
from warehouse.read_content import ComparisonRow, NewestFigure

FIGURE = "mart.figure"
COLUMNS = (
    *("numerator", "denominator", "change_1y", "change_5y", "change_10y"),
    *("neighbours_value", "county_value", "country_value"),
)
"""The columns of mart.figure that sentences use, besides the value."""


@dataclass(frozen=True)
class Known:
    """A value that a sentence may use, with the cells that it is computed from and the way it is written."""

    value: float
    cells: tuple[Cell, ...]
    base: tuple[Cell, ...] = ()
    formula: Formula = "sum"
    decimals: int = 0
    words: str = ""
    """What follows the number in a sentence: 'prosent', 'kroner'. Empty if the sentence says it."""
    step: int = 1

    def written(self, *, is_absolute: bool = False, signed: bool = False) -> Number:
        """Return the value as a number of a sentence."""
        shown = abs(self.value) if is_absolute else self.value
        text = number(shown, self.decimals, signed=signed)
        return Number(text, self.cells, self.base, self.formula, self.decimals, self.step, is_absolute)


Facts = Mapping[str, Known | str]
"""Name -> a value, or a text such as a period in words."""


def of_figures(
    figures: Mapping[str, NewestFigure], indicators: Mapping[str, IndicatorInfo], code: str
) -> dict[str, Known | str]:
    """Return the facts of a municipality's newest figures: `<indicator>`, `<indicator>.<column>` and its period in words."""
    facts: dict[str, Known | str] = {}
    for name, figure in figures.items():
        if figure.value is None or figure.period is None:
            continue
        value = of_value(indicators[name], code, figure.period, figure.value)
        facts[name] = value
        together = figure.pooled_periods and in_words(figure.pooled_periods)
        facts[f"{name}.period"] = together or in_words(figure.period)
        facts[f"{name}.date"] = together or as_date(figure.period, indicators[name].stands_on)
        for column in COLUMNS:
            if (found := getattr(figure, column)) is not None:
                facts[f"{name}.{column}"] = _column(value, column, found)
    return facts


def county_facts(
    rows: Mapping[str, list[ComparisonRow]], indicators: Mapping[str, IndicatorInfo], dominant: str | None
) -> dict[str, Known | str]:
    """Return `<indicator>.county_median` and how many municipalities it is of, where the county also has a figure of its own.

    `county.dominant` is the municipality that decides the county's figures, if there is one.
    """
    facts: dict[str, Known | str] = {"county.dominant": dominant} if dominant else {}
    for name, found in rows.items():
        row = next((each for each in found if each.group_kind == "county" and each.group_value is not None), None)
        if row is not None and row.members_median is not None:
            cell = comparison_cell(row, "members_median", row.members_median)
            count = comparison_cell(row, "members_with_value", row.members_with_value)
            indicator = indicators[name]
            facts[f"{name}.county_median"] = Known(
                row.members_median, (cell,), decimals=indicator.decimals, words=unit_words(indicator.unit)
            )
            facts[f"{name}.county_members"] = Known(row.members_with_value, (count,))
    return facts


def comparison_cell(row: ComparisonRow, column: str, value: float) -> Cell:
    """Return a cell of mart.comparison."""
    key = (
        ("indicator_id", row.indicator_id), ("municipality_code", row.municipality_code), ("period", row.period),
        ("group_kind", row.group_kind), ("group_code", row.group_code),
    )  # fmt: skip
    return Cell("mart.comparison", key, column, value)


def of_value(indicator: IndicatorInfo, code: str, period: str, value: float, column: str = "value") -> Known:
    """Return a cell of mart.figure as a fact, written with the indicator's decimals and unit."""
    cell = figure_cell(indicator.id, code, period, column, value)
    return Known(value, (cell,), decimals=indicator.decimals, words=unit_words(indicator.unit))


def figure_cell(indicator_id: str, code: str, period: str, column: str, value: float) -> Cell:
    """Return a cell of mart.figure."""
    key = (("indicator_id", indicator_id), ("municipality_code", code), ("period", period))
    return Cell(FIGURE, key, column, value)


def unit_words(unit: Unit) -> str:
    """Return what follows a number of this unit in a sentence; empty for counts and rates, which the sentence names."""
    return unit.nb if unit.suffix else ""


def computed(
    formula: Formula, cells: Iterable[Cell], base: Iterable[Cell] = (), *, decimals: int = 0, words: str = ""
) -> Known:
    """Return the result of a formula over cells. The sum of `base` must not be zero for a percentage."""
    now, then = tuple(cells), tuple(base)
    value = result(formula, sum(cell.value for cell in now), sum(cell.value for cell in then))
    return Known(value, now, then, formula, decimals, words)


def result(formula: Formula, now: float, then: float) -> float:
    """Return what a formula makes of the sums of its cells."""
    match formula:
        case "sum":
            return now
        case "difference":
            return now - then
        case "percent_change":
            return (now - then) / then * 100
        case "percent_of":
            return now / then * 100
        case "count":
            raise ValueError("a count has no sums")


def rounded(known: Known, step: int) -> Known:
    """Return the fact rounded to a step, as projections are written."""
    return replace(known, value=round(known.value / step) * step, step=step)


def _column(value: Known, column: str, found: float) -> Known:
    cell = replace(value.cells[0], column=column, value=found)
    is_share_point = column.startswith("change") and value.words == "prosent"
    words = "prosentpoeng" if is_share_point else value.words
    counted = column in ("numerator", "denominator")
    return Known(found, (cell,), decimals=0 if counted else value.decimals, words="" if counted else words)
