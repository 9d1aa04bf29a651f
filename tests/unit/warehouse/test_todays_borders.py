"""Figures of earlier municipalities summed to one of today's, over rows small enough to work out by hand."""

from typing import Any

import duckdb
import pytest

from warehouse.sql import TEMPLATES

TABLES = """
create schema core;
create table core.regrouping as from (values
    ('5004', date '2018-01-01', '5006', 2), ('5039', date '2018-01-01', '5006', 2), ('5006', date '2024-01-01', '5006', 1),
    ('5012', date '2018-01-01', '5055', 1), ('5012', date '2018-01-01', '5056', 1), ('5055', date '2024-01-01', '5055', 1),
    ('3007', date '2018-01-01', '3305', 1), ('5053', date '2018-01-01', '5053', 1)
) as t(region, borders, today_code, parts);
create table core.series_break as from (values
    ('5055', true, date '2020-01-01', 'delt'), ('5056', true, date '2020-01-01', 'delt'),
    ('5006', false, date '2020-01-01', 'slått sammen')
) as t(municipality_code, additive, break_on, break_reason);
"""
ON_TODAYS_BORDERS = """{% from "templates/todays_borders.sql" import on_todays_borders %}
with {% call on_todays_borders("tried", additive) %}{{ published }}{% endcall %} from tried"""
PUBLISHED = """select split_part(row, ' ', 1) as region, date '2018-01-01' as borders, '2018' as period,
    try_cast(split_part(row, ' ', 2) as double) as {}, null::double as {}, null::double as denominator,
    case when split_part(row, ' ', 2) = '-' then split_part(row, ' ', 3) end as why,
    (split_part(row, ' ', 3) = 'provisional')::int as provisional, 'f' as fetch_id
    from (select unnest([{}]) as row)"""


def _regrouped(rows: list[str], *, additive: bool = True) -> list[tuple[Any, ...]]:
    """Lines of 'region figure symbol' -> region, figure, why, provisional, is_regrouped of those on today's borders."""
    columns = ("numerator", "value") if additive else ("value", "numerator")
    published = PUBLISHED.format(*columns, ", ".join(f"'{row}'" for row in rows))
    regrouped = TEMPLATES.from_string(ON_TODAYS_BORDERS).render(published=published, additive=additive)
    with duckdb.connect() as con:
        con.execute(TABLES)
        return con.execute(
            f"""select region, {columns[0]}, why, provisional > 0, is_regrouped
            from ({regrouped}) where borders = '2024-01-01' order by region"""
        ).fetchall()


@pytest.mark.parametrize(
    ("verran", "expected"),
    [
        ("5039 30 published", ("5006", 130, None, False, True)),
        ("5039 30 provisional", ("5006", 130, None, True, True)),
        ("5039 0 published", ("5006", 100, None, False, True)),
        ("5039 - confidential", ("5006", None, "confidential", False, True)),
        (None, ("5006", None, "not_delivered", False, True)),
    ],
    ids=["both", "provisional", "zero", "confidential", "not delivered"],
)
def test_a_sum_needs_a_figure_of_every_part(verran: str | None, expected: tuple[Any, ...]) -> None:
    assert _regrouped(["5004 100 published", *([verran] if verran else [])]) == [expected]


def test_a_divided_municipality_is_counted_in_none_of_its_heirs() -> None:
    assert [row[:3] for row in _regrouped(["5012 100 published"])] == [
        ("5055", None, "not_existing"),
        ("5056", None, "not_existing"),
    ]


def test_a_figure_of_a_new_code_is_regrouped_and_one_of_the_same_code_is_not() -> None:
    assert _regrouped(["3007 5 published", "5053 7 published"]) == [
        ("3305", 5, None, False, True),
        ("5053", 7, None, False, False),
    ]


def test_what_cannot_be_summed_is_carried_over_a_new_code_and_no_merger() -> None:
    rows = ["3007 5 published", "5004 8 published", "5039 9 published"]
    assert [row[:3] for row in _regrouped(rows, additive=False)] == [("3305", 5, None), ("5006", None, "not_existing")]


def test_a_municipality_none_of_whose_parts_were_delivered_has_no_row() -> None:
    assert _regrouped(["5053 7 published"]) == [("5053", 7, None, False, False)]
