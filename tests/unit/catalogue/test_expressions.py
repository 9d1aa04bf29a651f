"""A definition is one plain scalar expression. Anything that could read other data or miscount is refused."""

import pytest
from sqlglot import exp

from catalogue.expressions import adds_up, aggregates, contents_used, parse

COLUMNS = {"value", "contents", "alder", "alder_from", "kjonn"}
TWO = {"InntSkatt", "AntallHushold"}


def parsed(text: str) -> exp.Expr:
    return parse(text, COLUMNS)


@pytest.mark.parametrize(
    "text",
    [
        "sum(value)",
        "sum(value) filter (where alder_from >= 80)",
        "sum(value) filter (where kjonn = '2' and alder_from between 20 and 39)",
        "sum(value * alder_from)",
        "sum(case when kjonn in ('1', '2') then value end)",
        "sum(value) - coalesce(sum(value) filter (where alder = '000'), 0)",
        "max(value) filter (where alder is not null)",
    ],
)
def test_plain_definitions_are_parsed(text: str) -> None:
    assert aggregates(parsed(text))


def test_columns_inside_a_filter_need_no_aggregate_of_their_own() -> None:
    assert parsed("sum(value) filter (where alder_from >= 80)").find(exp.Where)


@pytest.mark.parametrize("text", ["", "sum(", "sum(value) sum(value)", "sum(value) filter where"])
def test_text_that_is_not_one_expression_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="SQL expression"):
        parsed(text)


@pytest.mark.parametrize(
    "text", ["sum(value); drop table x", "sum(value);", "sum(value) -- all", "sum(value) /* all */"]
)
def test_a_second_statement_and_a_comment_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="one SQL expression"):
        parsed(text)


@pytest.mark.parametrize(
    "text",
    [
        "(select max(value) from other)",
        "sum(value) filter (where kjonn in (select kjonn from other))",
        "sum(value) filter (where exists (select 1))",
        "from other",
    ],
)
def test_a_subquery_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="may not use"):
        parsed(text)


@pytest.mark.parametrize(
    "text",
    [
        "read_csv('/etc/passwd')",
        "sum(range(10))",
        "sum(getenv('HOME'))",
        "sum(random())",
        "string_agg(value)",
        "sum(value::double)",
        "sum(value) over ()",
        "sum(distinct value)",
        "count(*)",
        "sum(value) as total",
        "(sum(value), sum(value))",
        "sum(value) filter (where alder similar to '.*')",
        "sum(value) filter (where alder = $1)",
        "attach 'other.duckdb'",
    ],
)
def test_functions_and_operators_that_are_not_listed_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="may not use"):
        parsed(text)


def test_an_unknown_column_is_refused_with_those_that_exist() -> None:
    with pytest.raises(ValueError, match="names the column hour; there are alder, alder_from, contents"):
        parsed("sum(hour)")


@pytest.mark.parametrize("text", ["sum(other.value)", "sum(other.schema.value)"])
def test_a_column_of_another_table_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="names the column other"):
        parsed(text)


def test_a_column_outside_an_aggregate_is_refused() -> None:
    with pytest.raises(ValueError, match="must put value inside sum"):
        parsed("value")


def test_a_column_outside_an_aggregate_is_refused_next_to_a_sum() -> None:
    with pytest.raises(ValueError, match="must put alder_from inside sum"):
        parsed("sum(value) * alder_from")


@pytest.mark.parametrize("text", ["1", "'text'", "1 + 1", "null"])
def test_an_expression_that_sums_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="sums nothing"):
        parsed(text)


@pytest.mark.parametrize("text", ["sum(max(value))", "sum(value) filter (where sum(value) > 1)"])
def test_an_aggregate_inside_an_aggregate_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="inside another aggregate"):
        parsed(text)


def test_deeply_nested_expressions_are_refused() -> None:
    with pytest.raises(ValueError, match="SQL expression"):
        parsed("(" * 490 + "sum(value)" + ")" * 490)
    with pytest.raises(ValueError, match="has 40010 characters, more than 1000"):
        parsed("(" * 20_000 + "sum(value)" + ")" * 20_000)


@pytest.mark.parametrize("text", ["sum(value)", "count(value)", "sum(value) - sum(alder_from)", "-(sum(value) / 1000)"])
def test_sums_and_their_differences_add_up(text: str) -> None:
    assert adds_up(parsed(text))


@pytest.mark.parametrize(
    "text",
    [
        "max(value)",
        "avg(value)",
        "sum(value) / sum(alder_from)",
        "sum(value) + 1",
        "abs(sum(value))",
        "round(sum(value))",
    ],
)
def test_extremes_quotients_and_roundings_do_not_add_up(text: str) -> None:
    assert not adds_up(parsed(text))


def test_the_only_contents_of_a_table_need_not_be_named() -> None:
    assert contents_used(parsed("sum(value)"), {"Personer1"}) == {"Personer1"}


def test_an_aggregate_is_over_the_contents_its_filter_names() -> None:
    text = "sum(value) filter (where kjonn = '0' and contents = 'AntallHushold')"
    assert contents_used(parsed(text), TWO) == {"AntallHushold"}


def test_a_list_of_contents_is_over_each_of_them() -> None:
    assert contents_used(parsed("sum(value) filter (where contents in ('AntallHushold', 'InntSkatt'))"), TWO) == TWO


@pytest.mark.parametrize(
    "condition",
    [
        "kjonn = 'AntallHushold'",
        "contents <> 'AntallHushold'",
        "not contents = 'AntallHushold'",
        "contents not in ('AntallHushold')",
        "contents = 'AntallHushold' or kjonn = '0'",
        "(contents = 'AntallHushold') = false",
        "contents >= 'AntallHushold'",
    ],
)
def test_a_condition_that_lets_other_contents_through_names_none(condition: str) -> None:
    with pytest.raises(ValueError, match="must say which contents"):
        contents_used(parsed(f"sum(value) filter (where {condition})"), TWO)


def test_each_aggregate_must_name_its_contents() -> None:
    with pytest.raises(ValueError, match=r"'SUM\(value\)' must say which contents"):
        contents_used(parsed("sum(value) filter (where contents = 'AntallHushold') + sum(value)"), TWO)
