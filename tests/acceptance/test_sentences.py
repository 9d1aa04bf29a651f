"""Every number in a sentence is computed anew from the cells of the file that it names; and no sentence is a bad one."""

import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import duckdb
import pytest

from catalogue.load import load_catalogue
from publish.content.chart import Chart, Series
from publish.content.model import Cell, MunicipalityContent, Number, Sentence
from publish.content.municipality import municipality_content
from publish.content.place import Base, Place, read_base
from tests.acceptance.conftest import Ask
from tests.lib.few import few
from warehouse.home import DATABASE
from warehouse.read_content import ContentReader

SHOWN = ("4003", "5055", "5052", "5001", "5060")
"""Skien, Heim, Leka, Trondheim and Nærøysund: rich, divided, small, large, and with a shift of borders."""
COUNTIES = ("40", "50")
LONGEST = 25
"""The most words of a sentence."""
BAD = re.compile(
    r"\b\d+\. (høyeste|laveste)|(økte|gikk ned) fordi|på topp|0,0 prosentpoeng|−\d+ flere|[{}]| i forhold til |eldrebølge"
    r"|byrde|forsørg|dessverre|  |\bNone\b|filter \(where"
)
"""What no sentence may have: ranks in the middle, causes, praise, changes of nothing, doubled signs, unfilled fields."""


@pytest.fixture(scope="module")
def reader(published_folder: Path) -> Iterator[ContentReader]:
    reader = ContentReader(published_folder / DATABASE)
    with reader:
        yield reader


@pytest.fixture(scope="module")
def base(reader: ContentReader) -> Base:
    return read_base(reader, load_catalogue())


Contents = Callable[[str], list[MunicipalityContent]]


@pytest.fixture(scope="module")
def contents(reader: ContentReader, base: Base) -> Contents:
    """A function that returns the content of a municipality, or of all those of a county."""
    today = reader.municipalities()

    @cache
    def made(code: str) -> MunicipalityContent:
        return municipality_content(Place(reader, base, next(each for each in today if each.code == code)))

    return lambda code: [made(each.code) for each in today if code in (each.code, each.county_code)]


def sentences(content: MunicipalityContent) -> Iterator[Sentence]:
    for chapter in content.chapters:
        yield chapter.finding
        yield from chapter.sentences
    for group in content.highlights:
        yield from (finding.sentence for finding in group.findings)
        if group.none:
            yield group.none


@pytest.mark.parametrize("code", few([*SHOWN, *COUNTIES], len(SHOWN)))
def test_every_number_is_that_of_its_cells(code: str, ask: Ask, contents: Contents) -> None:
    for content in contents(code):
        numbers = [number for sentence in sentences(content) for number in sentence.numbers]
        numbers += [
            number for chapter in content.chapters for chart in chapter.charts for number in chart.title_numbers
        ]
        assert len(numbers) >= 10
        for number in numbers:
            assert number.text == _again(number, ask), number


@pytest.mark.parametrize("code", few([*SHOWN, *COUNTIES], len(SHOWN)))
def test_no_sentence_is_a_bad_one(code: str, contents: Contents) -> None:
    texts = [text for content in contents(code) for text in _texts(content)]
    assert [text for text in texts if BAD.search(text)] == []
    parts = [part for text in texts for part in re.split(r"(?<=[.?]) ", text)]
    assert [part for part in parts if len(part.split(" ")) > LONGEST] == []


@pytest.mark.parametrize("code", few([*SHOWN, *COUNTIES], len(SHOWN)))
def test_no_cell_that_the_file_can_fill_is_empty(code: str, ask: Ask, contents: Contents, base: Base) -> None:
    assert [empty for content in contents(code) for empty in _empty(content, ask, base)] == []


def _texts(content: MunicipalityContent) -> list[str]:
    texts = [sentence.text for sentence in sentences(content)]
    texts += [
        text for chapter in content.chapters for chart in chapter.charts for text in (chart.title, chart.subtitle)
    ]
    return texts + [text for chapter in content.chapters for text in (*chapter.meanings, *chapter.questions)]


def _empty(content: MunicipalityContent, ask: Ask, base: Base) -> list[tuple[str, str]]:
    """Return the cells (indicator, kind of group) that the file can fill, but the tables do not.

    Columns that are left out do not count, nor counts of the county and the country, but for sums of people.
    """
    tables = [chapter.table for chapter in content.chapters if chapter.table]
    fillable = ask(
        """select indicator_id, group_kind, group_value is not null from mart.comparison
        where municipality_code = ? and is_newest and group_kind in ('neighbours', 'county', 'country') and members > 1
            and (group_value is not null or (members_with_value >= case group_kind when 'neighbours' then 8 else members end
                and members_median is not null))""",
        content.code,
    )
    counts = {each.id: each.unit.id for each in base.indicators.values() if each.is_count}
    names = {"neighbours": "de ti", "county": "fylket", "country": "landet"}
    return [
        (row.indicator_id, kind)
        for table in tables
        for row in table.rows
        for name, kind, is_sum in fillable
        if name == row.indicator_id and kind not in row.groups and names[kind] not in table.left_out
        if kind == "neighbours" or name not in counts or (is_sum and counts[name] == "persons")
    ]


def _again(number: Number, ask: Ask) -> str:
    """Work a number out anew from the file, and write it without the project's own code."""
    now, then = sum(_cell(cell, ask) for cell in number.cells), sum(_cell(cell, ask) for cell in number.base)
    share = 100 * now / then if then else 0.0
    results = {
        "sum": now, "difference": now - then, "percent_change": share - 100, "percent_of": share,
        "count": len(number.cells),
    }  # fmt: skip
    value = results[number.formula]
    value = round(value / number.step) * number.step if number.step != 1 else value
    exact = Decimal(repr(float(abs(value) if number.is_absolute else value)))
    shown = exact.quantize(Decimal(10) ** -number.decimals, ROUND_HALF_UP)
    text = f"{abs(shown):,.{number.decimals}f}".replace(",", "\u00a0").replace(".", ",")
    plus = "+" if number.text.startswith("+") else ""
    return ("\u2212" if shown < 0 else plus) + text


def _cell(cell: Cell, ask: Ask) -> float:
    """Return the sum of a column over the rows with the cell's key: more than one row for both sexes alone."""
    conditions = " and ".join(f"{column}::varchar = ?" for column, _ in cell.key)
    rows = ask(f"select {cell.column} from {cell.table} where {conditions}", *(text for _, text in cell.key))
    assert len(rows) == (2 if cell.table == "mart.cohort_change" else 1), (cell, rows)
    return float(sum(value for (value,) in rows))


def test_a_number_with_a_wrong_cell_is_noticed(published: duckdb.DuckDBPyConnection, ask: Ask) -> None:
    key = (("indicator_id", "population"), ("municipality_code", "5055"), ("period", "2026"))
    cell = Cell("mart.figure", key, "value", 1.0)
    assert _again(Number("1", (cell,)), ask) != "1"


@pytest.mark.parametrize("code", few([*SHOWN, *COUNTIES], len(SHOWN)))
def test_every_figure_of_a_table_is_that_of_its_cell(code: str, ask: Ask, contents: Contents) -> None:
    rows = [row for content in contents(code) for each in content.chapters if each.table for row in each.table.rows]
    assert len(rows) > 30
    for row in rows:
        assert row.value == pytest.approx(_cell(row.cell, ask), abs=1e-9)
        for group in row.groups.values():
            assert group.value == pytest.approx(_cell(group.cell, ask), abs=1e-9)


@pytest.mark.parametrize("code", few([*SHOWN, *COUNTIES], len(SHOWN)))
def test_every_value_of_a_chart_is_that_of_its_cell(code: str, ask: Ask, contents: Contents) -> None:
    charts = [chart for content in contents(code) for each in content.chapters for chart in each.charts]
    checked = [_check(series, chart, ask) for chart in charts for series in chart.series]
    assert sum(checked) > 200


def _check(series: Series, chart: Chart, ask: Ask) -> int:
    """Compare each value of a series that has an origin with the file's, and return how many there were."""
    origin = series.origin
    if origin is None or not origin.by or series.formula != "value":
        return 0
    conditions = " and ".join(f"{column}::varchar = ?" for column, _ in origin.key)
    query = f"select {origin.by}::varchar, {origin.column} from {origin.table} where {conditions}"
    found: dict[str, float | None] = dict(ask(query, *(text for _, text in origin.key)))
    values = {key: value for key, value in zip(chart.keys, series.values, strict=True) if value is not None}
    assert {key: found[key] for key in values} == pytest.approx(values, abs=1e-9)
    return len(values)
