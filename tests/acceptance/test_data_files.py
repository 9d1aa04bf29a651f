"""The files of figures: random cells of CSV, JSON-stat and scripts equal the published file, and so do charts' files."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from math import prod
from pathlib import Path
from random import Random
from typing import Any

import pytest

from catalogue.load import load_catalogue
from publish.content.chart import Chart, Series
from publish.content.municipality import municipality_content
from publish.content.place import Place, read_base
from publish.data.figure_table import HEAD
from publish.data.files import write_chart, write_feed, write_indicator, write_municipality, write_script
from publish.data.pages import all_figures_page
from tests.acceptance.conftest import Ask
from tests.lib.few import few
from warehouse.home import DATABASE
from warehouse.read_content import ContentReader
from warehouse.read_data import DataReader

COUNTIES = ("40", "50")
"""The counties of the sample: the figures that have all of their groups."""
EACH = 200
CODE, INDICATOR, PERIOD = (HEAD.index(name) for name in ("kommunenummer", "indikator", "periode"))
Key = tuple[str, str, str]
Files = Callable[[str, str], Path]


@pytest.fixture(scope="module")
def files(published_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Files]:
    """A function that writes the files of a municipality or an indicator once, and returns their path without its end."""
    site = tmp_path_factory.mktemp("site")
    with DataReader(published_folder / DATABASE) as reader:

        @cache
        def written(kind: str, key: str) -> Path:
            write = {"kommune": write_municipality, "indikator": write_indicator}[kind]
            write(site, reader, key)
            return site / "data" / kind / key

        yield written


def cells_of_csv(path: Path) -> dict[Key, list[str]]:
    with path.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, delimiter=";")
        assert tuple(next(rows)) == HEAD
        return {(row[CODE], row[INDICATOR], row[PERIOD]): row for row in rows}


def cell_of(dataset: dict[str, Any], key: Key) -> tuple[float | None, str | None]:
    """Return the value and the status of a cell, from its position in row-major order."""
    dimensions = [dataset["dimension"][name]["category"]["index"] for name in ("kommune", "indikator", "periode")]
    places = [codes.index(code) for codes, code in zip(dimensions, key, strict=True)]
    cell = str(sum(place * prod(dataset["size"][1 + at :]) for at, place in enumerate(places)))
    return dataset["value"].get(cell), dataset["status"].get(cell)


def of_script(path: Path, kind: str, key: str) -> dict[str, Any]:
    text = path.with_suffix(".js").read_text(encoding="utf-8")
    before, after = f'grunnlag.data("{kind}","{key}",', ");\n"
    assert text.startswith(before)
    assert text.endswith(after)
    return dict(json.loads(text[len(before) : -len(after)]))


def number(text: str) -> float | None:
    return float(text.replace(",", ".")) if text else None


@cache
def read_files(path: Path, kind: str) -> tuple[dict[Key, list[str]], list[dict[str, Any]]]:
    return cells_of_csv(path), [json.loads(path.with_suffix(".json").read_bytes()), of_script(path, kind, path.stem)]


@pytest.mark.parametrize("seed", few(range(10), 1))
@pytest.mark.parametrize("kind", ["kommune", "indikator"])
def test_random_cells_equal_the_published_file(seed: int, kind: str, ask: Ask, files: Files) -> None:
    query = """select municipality_code, indicator_id, period, value, numerator, denominator, neighbours_value, county_value,
            country_value, symbol, reason from mart.figure
        where list_contains(?, county_code) order by municipality_code, indicator_id, period"""
    rows = Random(seed).sample(ask(query, list(COUNTIES)), EACH)
    for municipality, indicator, period, value, *numbers, symbol, reason in rows:
        key = (municipality, indicator, period)
        path = files(kind, municipality if kind == "kommune" else indicator)
        table, datasets = read_files(path, kind)
        row = dict(zip(HEAD, table[key], strict=True))
        assert [number(row[name]) for name in ("verdi", "teller", "nevner", "de ti", "fylket", "landet")] == [
            value,
            *numbers,
        ]
        assert reason is None or (row["merknad"].startswith(reason) and not row["verdi"])
        status = None if symbol in ("published", "derived") else symbol
        assert [cell_of(dataset, key) for dataset in datasets] == [(value, status)] * 2


@pytest.mark.parametrize("kind", ["kommune", "indikator"])
def test_the_files_have_every_figure_and_no_other(kind: str, ask: Ask, files: Files) -> None:
    column, key = {"kommune": ("municipality_code", "5055"), "indikator": ("indicator_id", "population")}[kind]
    table, datasets = read_files(files(kind, key), kind)
    keys = ask(f"select municipality_code, indicator_id, period from mart.figure where {column} = ?", key)
    assert sorted(table) == sorted(keys)
    with_value = ask(f"select count(value) from mart.figure where {column} = ?", key)
    assert [(len(dataset["value"]),) for dataset in datasets] == with_value * 2


def test_what_the_page_of_all_figures_links_to_is_there(published_folder: Path, tmp_path: Path) -> None:
    with DataReader(published_folder / DATABASE) as reader:
        municipalities = [each for each in reader.municipalities() if each.code == "5055"]
        indicators = [each for each in reader.indicators() if each.id == "population"]
        write_municipality(tmp_path / "site", reader, "5055")
        write_indicator(tmp_path / "site", reader, "population")
        write_script(tmp_path / "site")
        write_feed(tmp_path / "site", reader)
    page = all_figures_page(municipalities, indicators)
    linked = [address for address in re.findall(r'(?:href|src)="([^"]+)"', page) if ":" not in address]
    own = [address for address in linked if not address.startswith("../")]
    of_the_build = [address.removeprefix("../") for address in linked if address.startswith("../")]
    assert [address for address in own if not (tmp_path / "site" / address).is_file()] == []
    assert [address for address in of_the_build if not (published_folder / address).is_file()] == []
    assert (len(own), len(of_the_build)) == (4, 5)
    assert (tmp_path / "site/endringer.atom").is_file()


@pytest.mark.parametrize("code", few(["5055", "4003", "5052", "5001"], 2))
def test_a_charts_file_has_its_numbers_and_they_are_those_of_the_published_file(
    code: str, ask: Ask, published_folder: Path, tmp_path: Path
) -> None:
    with ContentReader(published_folder / DATABASE) as reader:
        (municipality,) = [each for each in reader.municipalities() if each.code == code]
        content = municipality_content(Place(reader, read_base(reader, load_catalogue()), municipality))
    charts = [chart for chapter in content.chapters for chart in chapter.charts]
    compared = 0
    for chart in charts:
        write_chart(tmp_path, code, chart)
        with (tmp_path / f"data/kommune/{code}/{chart.id}.csv").open(encoding="utf-8-sig", newline="") as file:
            _, *rows = csv.reader(file, delimiter=";")
        assert len(rows) == len(chart.keys)
        for place, series in enumerate(chart.series, start=1):
            assert [number(row[place]) for row in rows] == list(series.values)
            compared += _compare(chart, series, [number(row[place]) for row in rows], ask)
    assert len(charts) >= 9
    assert compared >= 50


def _compare(chart: Chart, series: Series, values: list[float | None], ask: Ask) -> int:
    """Compare values with the cells that they are from. Return how many were compared."""
    origin = series.origin
    if not origin or not origin.by or series.formula != "value":
        return 0
    assert re.fullmatch(r"mart\.\w+", origin.table)
    conditions = " and ".join(f"{column}::varchar = ?" for column, _ in origin.key)
    query = f"select {origin.by}::varchar, {origin.column} from {origin.table} where {conditions}"
    cells = dict(ask(query, *(text for _, text in origin.key)))
    known = [(key, value) for key, value in zip(chart.keys, values, strict=True) if value is not None]
    assert [(key, cells[key]) for key, _ in known] == known
    return len(known)
