"""Clients that others wrote get along with the sample, and their frames hold the figures of the files."""

from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
import requests
from pxweb import PxApi
from requests.exceptions import HTTPError

import sample

FIGURES = Path(sample.__file__).parent / "figures"
KOMM, FYLKE = "agg_KommSummer", "agg_KommFylker"
YEARS = [str(year) for year in range(2016, 2027)]


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long pxwebpy would have slept."""
    seconds: list[float] = []
    monkeypatch.setattr("pxweb._internal.client.time", SimpleNamespace(sleep=seconds.append))
    return seconds


@pytest.fixture
def api(server: sample.Addresses) -> PxApi:
    return PxApi(server.statbank_url, disable_cache=True)


def figures(table: str) -> pd.Series:
    """The figures there are in a table's file, by the codes of the dimensions that have more than one."""
    folder = FIGURES / table
    csv = folder / "figures.csv"
    frame = pd.read_csv(csv, dtype=str) if csv.exists() else pd.read_parquet(folder / "figures.parquet")
    return by_codes(frame.drop(columns="symbol", errors="ignore"))


def by_codes(frame: pd.DataFrame) -> pd.Series:
    """Values by codes, sorted; without those that are not known."""
    dimensions = [name for name in frame.columns if name != "value" and frame[name].nunique() > 1]
    values = frame.astype(dict.fromkeys(dimensions, str)).set_index(sorted(dimensions))["value"]
    return pd.to_numeric(values).dropna().astype(float).sort_index()


def fetched(api: PxApi, table: str, rows: list[dict[str, Any]]) -> pd.Series:
    """What pxwebpy gave, by codes rather than by the labels it calls the dimensions by."""
    labels = {each["label"]: code for code, each in api.get_table_variables(table).items()}
    return by_codes(pd.DataFrame(rows).rename(columns=labels))


def value_map(table: str, codelist: str) -> pd.DataFrame:
    """The codes that each code of a codelist sums."""
    maps = pd.read_csv(FIGURES / table / f"{codelist}.csv", dtype=str).set_index("code")["value_map"]
    return maps.str.split().explode().rename("Region").rename_axis("sum").reset_index()


def test_pxwebpy_reads_the_configuration(api: PxApi) -> None:
    """1.2."""
    assert api.get_config()["maxDataCells"] == 800_000
    assert (api.language, api.number_of_tables) == ("no", len(list(FIGURES.glob("*/table.yaml"))))


def test_pxwebpy_searches(api: PxApi) -> None:
    """1.3."""
    found = api.search(query="title:inntekt", page_size=5)
    assert [each["id"] for each in found["tables"]] == ["06944"]
    assert api.search(query="nonsense")["tables"] == []


def test_pxwebpy_finds_tables_by_subject(api: PxApi) -> None:
    """1.1: paths have taken the place of /navigation."""
    assert {"id": "be", "label": "Befolkning"}.items() <= api.get_paths("be")[0].items()
    assert "07459" in [each["id"] for each in api.tables_on_path("be")]


def test_pxwebpy_reads_metadata_in_both_languages(api: PxApi) -> None:
    """1.4."""
    norwegian = api.get_table_metadata("07459")
    api.language = "en"
    english = api.get_table_metadata("07459")
    assert norwegian["id"] == english["id"] == ["Region", "Kjonn", "Alder", "ContentsCode", "Tid"]
    assert [each["dimension"]["Kjonn"]["label"] for each in (norwegian, english)] == ["kjønn", "sex"]


def test_pxwebpy_reads_variables(api: PxApi) -> None:
    """1.4."""
    variables = api.get_table_variables("07459")
    assert [name for name, each in variables.items() if not each["elimination"]] == ["ContentsCode", "Tid"]
    assert variables["Kjonn"]["category"]["label"] == {"1": "Menn", "2": "Kvinner"}


def test_pxwebpy_reads_every_codelist_that_metadata_names(api: PxApi) -> None:
    """3."""
    named = api.get_table_metadata("07459")["dimension"]["Region"]["extension"]["codelists"]
    sizes = {each["id"]: len(api.get_code_list(each["id"])["values"]) for each in named}
    assert sizes == {KOMM: 357, FYLKE: 15}


@pytest.mark.parametrize("table", ["01222", "06913", "06944", "09429", "11168", "12005", "14746"])
def test_pxwebpy_fetches_whole_tables(api: PxApi, table: str) -> None:
    got = fetched(api, table, api.get_table_data_all(table, show="code"))
    pd.testing.assert_series_equal(got, figures(table), check_names=False)


def test_pxwebpy_gets_codes_and_labels_as_ssb_wants_them_shown(api: PxApi) -> None:
    """2: `extension.show`."""
    asked = {"Region": "5001", "HusholdType": "0000", "ContentsCode": "InntSkatt", "Tid": "2024"}
    assert list(api.get_table_data("06944", asked)[0].items())[:2] == [
        ("region", "5001: Trondheim - Tråante"),
        ("husholdningstype", "Alle husholdninger"),
    ]


def test_pxwebpy_fetches_by_codelist_and_wildcards(api: PxApi) -> None:
    """3: in 07459 SSB's sums for today's municipalities are as published, and 0 where there was none."""
    asked = {"Region": "K-50*", "Kjonn": "*", "Alder": "10*", "ContentsCode": "*", "Tid": ["202*", "2019"]}
    got = fetched(api, "07459", api.get_table_data("07459", asked, {"Region": KOMM}, show="code"))
    stored = figures("07459").reset_index()
    chosen = stored[stored.Region.str.startswith("K-50") & stored.Alder.str.startswith("10") & (stored.Tid >= "2019")]
    pd.testing.assert_series_equal(got[got > 0], by_codes(chosen[chosen.value > 0]), check_names=False)


def test_pxwebpy_gets_sums_of_the_codes_that_a_codelist_maps(api: PxApi) -> None:
    """3: `valueMap`; a sum with a part that is not known is not known."""
    sums = value_map("01222", KOMM)
    asked = {"Region": list(sums["sum"].unique()), "ContentsCode": ["Folketallet1", "Fodte2"], "Tid": "2015K1"}
    got = fetched(api, "01222", api.get_table_data("01222", asked, {"Region": KOMM}, show="code"))
    parts = figures("01222").rename("value").reset_index()
    parts = parts[parts.ContentsCode.isin(asked["ContentsCode"])].merge(sums)
    expected = parts.groupby(["ContentsCode", "sum"])["value"].sum()
    pd.testing.assert_series_equal(got, expected, check_names=False)


def test_pxwebpy_splits_what_is_above_the_cell_limit(api: PxApi, server: sample.Addresses) -> None:
    """1.8: 800,000 cells."""
    before = len(server.requests)
    asked = {"Region": "*", "Kjonn": "*", "Alder": "*", "ContentsCode": "Personer1", "Tid": YEARS}
    rows = api.get_table_data("07459", asked, {"Region": KOMM}, show="code")
    posts = [each["status"] for each in server.requests[before:] if each["method"] == "POST"]
    assert (len(rows), posts) == (357 * 2 * 106 * 11, [200, 200])
    stored = figures("07459").rename("value").reset_index()
    stored = stored[stored.Region.str.startswith("K-") & stored.Tid.isin(YEARS)]
    got = fetched(api, "07459", rows)
    pd.testing.assert_series_equal(got[got > 0], by_codes(stored[stored.value > 0]), check_names=False)


def test_pxwebpy_is_told_why_it_is_refused(api: PxApi) -> None:
    """1.8: HTTP 400 around a body that says 404."""
    with pytest.raises(HTTPError, match=r"Error 400: Bad Request\n.*\nTitle: Non-existent table\nStatus: 404"):
        api.get_table_data("00000", {"Tid": "2020"})


def test_pxwebpy_keeps_no_pace_since_the_configuration_says_0(slept: list[float]) -> None:
    """1.2: 0 calls in 0 seconds does not mean that there is no limit."""
    with sample.serve(calls_per_minute=3, clock=lambda: sum(slept)) as server:
        api = PxApi(server.statbank_url, disable_cache=True)
        api.get_table_metadata("06944")
        with pytest.raises(HTTPError, match="Error 429"):
            api.get_table_metadata("06913")
    assert [each["status"] for each in server.requests] == [200] * 3 + [429] * 4
    assert slept == [1, 1, 1]


def test_pxwebpy_heeds_retry_after(slept: list[float]) -> None:
    """1.10."""
    with sample.serve() as server:
        api = PxApi(server.statbank_url, disable_cache=True)
        server.faults.add("429-retry-after", times=1, seconds=7)
        assert api.get_table_metadata("06944")["extension"]["px"]["tableid"] == "06944"
    assert slept == [7]


@pytest.mark.filterwarnings("ignore:Shouldn't use this function")  # pyjstat's, of its own old interface
def test_pyjstat_reads_an_answer(server: sample.Addresses) -> None:
    """2."""
    pyjstat = pytest.importorskip("pyjstat.pyjstat", reason="pyjstat is not made for this Python")
    asked = {"Region": ["*"], "HusholdType": ["*"], "ContentsCode": ["*"], "Tid": ["*"]}
    body = {"selection": [{"variableCode": name, "valueCodes": codes} for name, codes in asked.items()]}
    answer = requests.post(f"{server.statbank_url}/tables/06944/data", json=body)
    frame = pyjstat.Dataset.read(StringIO(answer.text)).write("dataframe", naming="id")
    pd.testing.assert_series_equal(by_codes(frame), figures("06944"), check_names=False)
