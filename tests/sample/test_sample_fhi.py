"""FHI's tables in the sample are FHI's own figures and flags, and what is not known is null."""

import csv
from codecs import BOM_UTF8
from pathlib import Path
from typing import Any

import orjson
import pandas as pd
import pytest
import requests

import sample
from sample.fhi.figures import own_tables
from sample.statbank.tables import FIGURES

TABLES = sorted(number for _, number in own_tables())


def whole(server: sample.Addresses, number: int) -> pd.DataFrame:
    """The whole table over HTTP: a row for each cell with a figure or a flag."""
    path = f"{server.fhi_url}/nokkel/Table/{number}"
    query = requests.get(f"{path}/query", timeout=10).json()
    answer = requests.post(f"{path}/data", json=query, timeout=10).content.removeprefix(BOM_UTF8)
    dataset = orjson.loads(answer)
    codes = [dataset["dimension"][name]["category"]["index"] for name in dataset["id"]]
    cells = pd.MultiIndex.from_product(codes, names=dataset["id"]).to_frame(index=False)
    cells = cells.assign(cell=pd.Series(dataset["value"], dtype=object))
    return cells[cells.cell.notna()].reset_index(drop=True)


def stored(number: int) -> pd.DataFrame:
    """The rows of the table's file, with `cell` for figure or flag."""
    folder = FIGURES / "fhi" / "nokkel" / str(number)
    file = folder / "figures.csv"
    frame = pd.read_csv(file, dtype=str) if file.exists() else pd.read_parquet(folder / "figures.parquet")
    frame = frame.astype({"value": float}).astype(object)
    flags = frame.pop("symbol") if "symbol" in frame else pd.Series("", index=frame.index)
    return frame.assign(cell=frame.pop("value").where(flags.fillna("") == "", flags))


@pytest.mark.parametrize("number", TABLES)
def test_a_table_is_served_as_its_file_has_it(server: sample.Addresses, number: int) -> None:
    served, expected = whole(server, number), stored(number)
    dimensions = [name for name in expected if name != "cell"]
    alike = [name for name in served if name not in expected]
    assert (served[alike].nunique() == 1).all()
    both = served.merge(expected, on=dimensions, how="outer", suffixes=("", "_stored"), indicator=True)
    assert set(both["_merge"]) == {"both"}
    assert (both.cell == both.cell_stored).all()


@pytest.mark.parametrize("number", TABLES)
def test_every_code_of_a_table_has_a_figure_or_a_flag(number: int) -> None:
    table = own_tables()["nokkel", number]
    there = table.values != None  # noqa: E711  (cell by cell)
    for axis, dimension in enumerate(table.dimensions):
        others = tuple(each for each in range(there.ndim) if each != axis)
        assert there.any(axis=others).all(), dimension.code


def test_regions_lie_within_their_county_and_that_within_the_country(server: sample.Addresses) -> None:
    path = f"{server.fhi_url}/nokkel/Table/341/dimension"
    (country,) = requests.get(path, timeout=10).json()["dimensions"][0]["categories"]
    (county,) = country["children"]
    assert (country["value"], county["value"], len(county["children"])) == ("0", "40", 17)
    assert {each["label"] for each in county["children"]} >= {"Skien", "Bamble", "Tinn"}


def test_school_years_are_known_by_their_text_and_other_periods_by_their_code() -> None:
    labels = {
        number: next(iter(own_tables()["nokkel", number].dimensions[1].labels.items())) for number in (670, 341, 342)
    }
    assert labels == {
        670: ("2022/23-2024/25", "2022/23-2024/25"),
        341: ("2015_2015", "2015"),
        342: ("2001_2010", "2001-2010"),
    }


def test_coverage_names_the_tables_in_which_cells_are_absent() -> None:
    with Path(FIGURES / "coverage.csv").open(encoding="utf-8", newline="") as file:
        named = {row["table"] for row in csv.DictReader(file) if row["table"].startswith("fhi/")}
    lacking = {key for key, table in own_tables().items() if any(cell is None for cell in table.values.ravel())}
    assert named == {f"fhi/{bank}/{number}" for bank, number in lacking}


def test_what_is_hidden_is_a_flag_and_never_a_zero() -> None:
    cells: dict[int, list[Any]] = {
        number: own_tables()["nokkel", number].values.ravel().tolist() for number in (699, 795)
    }
    assert cells[699].count(":") > cells[699].count(0.0)
    assert (cells[795].count(".."), cells[795].count(0.0)) == (2, 0)
