"""The figures are SSB's, and what is not known is null."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import requests

from sample.statbank.cube import cube
from sample.statbank.tables import FIGURES, all_tables

Ask = Callable[..., requests.Response]

KOMM, FYLKE = "agg_KommSummer", "agg_KommFylker"
PAIRS = {"03321", "13864"}
"""Tables of pairs of municipalities, of which `coverage.csv` says in words what is absent."""
TABLES = sorted({*all_tables()} - PAIRS)


def population(post: Ask, region: Any, year: str) -> list[Any]:
    """The population of regions, sex and age eliminated."""
    dataset = post("07459", Region=region, ContentsCode=["Personer1"], Tid=[year]).json()
    assert "status" not in dataset
    values: list[Any] = dataset["value"]
    return values


@pytest.mark.parametrize(
    ("region", "year", "persons"),
    [
        (["0"], "2020", 5_367_580),
        (["0"], "2026", 5_627_400),
        ((FYLKE, ["F-50"]), "2026", 489_166),
        ((FYLKE, ["F-50"]), "2020", 468_702),
        ((KOMM, ["K-5001"]), "2020", 205_163),
        (["5001"], "2020", 205_163),
        (["5001"], "2017", 0),
        (["5001"], "2019", None),
        ((KOMM, ["K-1508"]), "2020", None),
        ((KOMM, ["K-1580"]), "2020", 0),
        ((FYLKE, ["F-11"]), "2005", None),
    ],
)
def test_population_is_what_ssb_published(post: Ask, region: Any, year: str, persons: int | None) -> None:
    assert population(post, region, year) == [persons]


def test_all_municipalities_sum_to_the_country(post: Ask) -> None:
    persons = population(post, (KOMM, ["*"]), "2026")
    assert (len(persons), sum(persons)) == (357, 5_627_400)


def test_a_municipality_made_by_a_split_is_zero_in_every_cell_before(post: Ask) -> None:
    asked = {"Region": (KOMM, ["K-5055"]), "Kjonn": ["*"], "Alder": ["*"], "ContentsCode": ["*"], "Tid": ["2019"]}
    values = post("07459", **asked).json()["value"]
    assert values == [0] * 212


def test_counties_are_the_sum_of_their_municipalities() -> None:
    figures, municipalities = cube("07459"), all_tables()["07459"].variables[0].codelists[0]
    for code in [each for each in figures.axes[0].positions if each.startswith("F-")]:
        members = [each.code for each in municipalities.values if each.code[2:4] == code[2:]]
        at = [figures.axes[0].positions[each] for each in members]
        county, summed = figures.cells.values[figures.axes[0].positions[code]], figures.cells.values[at].sum(axis=0)
        known = ~np.isnan(county)
        assert np.array_equal(county[known], summed[known])


def test_06913_agrees_with_07459_from_2020(post: Ask) -> None:
    asked = post("06913", Region=["50*"], ContentsCode=["Folkemengde"], Tid=["from(2020)"]).json()
    ours = dict(
        zip(
            asked["dimension"]["Region"]["category"]["index"],
            zip(*[iter(asked["value"])] * 7, strict=True),
            strict=True,
        )
    )
    other = post("07459", Region=["50*"], ContentsCode=["Personer1"], Tid=["from(2020)"]).json()
    theirs = dict(
        zip(
            other["dimension"]["Region"]["category"]["index"],
            zip(*[iter(other["value"])] * 7, strict=True),
            strict=True,
        )
    )
    assert theirs
    assert all(ours[code] == row for code, row in theirs.items())


@pytest.mark.parametrize("table", TABLES)
def test_coverage_lists_exactly_the_absent_cells(table: str) -> None:
    figures = cube(table)
    absent = np.zeros(figures.cells.values.shape, dtype=bool)
    for row in coverage(table):
        absent[np.ix_(*places(table, row))] = True
    assert np.array_equal(absent, np.isnan(figures.cells.values) & (figures.cells.symbols == 0))


@pytest.mark.parametrize("table", TABLES)
def test_every_code_that_metadata_lists_has_a_figure_or_a_symbol(table: str) -> None:
    figures, variables = cube(table), all_tables()[table].variables
    there = ~np.isnan(figures.cells.values) | (figures.cells.symbols > 0)
    for axis, variable in enumerate(variables):
        others = tuple(each for each in range(there.ndim) if each != axis)
        lacking = [
            code for code, some in zip(figures.axes[axis].positions, there.any(axis=others), strict=True) if not some
        ]
        assert not lacking, f"{variable.code} {lacking[:3]}"


def places(table: str, row: dict[str, str]) -> list[list[int]]:
    """Where the codes of a row of `coverage.csv` stand, for each variable; all where it names none."""
    variables, axes = all_tables()[table].variables, [axis.positions for axis in cube(table).axes]
    named = dict(each.split("=", 1) for each in row["codes"].split(";") if each)
    named |= {variables[0].code: row["regions"], "ContentsCode": row["contents"]}
    codes = {name: text.split() for name, text in named.items()} | {"Tid": periods(table, row["periods"])}
    return [[at[code] for code in codes.get(variable.code, at)] for variable, at in zip(variables, axes, strict=True)]


def periods(table: str, text: str) -> list[str]:
    """The table's periods in '2005-2019 2022'."""
    there = all_tables()[table].periods
    spans = [each.split("-") for each in text.split()]
    return [
        period for first, *last in spans for period in there[there.index(first) : there.index((last or [first])[0]) + 1]
    ]


def coverage(table: str) -> list[dict[str, str]]:
    """The rows of `coverage.csv` about absent cells of a table."""
    with Path(FIGURES / "coverage.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["table"] == table and row["what"] == "absent"]
