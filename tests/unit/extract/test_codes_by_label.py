"""Codes that the catalogue knows by their text, and dimensions that it asks for through a codelist."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sample
from catalogue.errors import CodeGone
from catalogue.statbank import StatbankSource
from extract.drift import drifts
from tests.lib.klass import municipalities
from tests.lib.spec import source, statbank
from tests.sample.made_up import make_codelist, make_table, variable
from tests.unit.extract.test_drift import described
from tests.unit.extract.test_statbank import SourceApi
from transform.load import read_load
from transform.tables import StoredAnswer

HEIM = municipalities("5055 Heim 2020-01-01 -", "5011 Hemne 5055 Heim 2020-01-01")
CONTENTS = {"AntallHushold": {"kind": "stock", "additive": True}}
COUNTED = {"Antall": {"kind": "flow", "additive": True}}


def _selecting(**names: str) -> dict[str, Any]:
    """06944 with codes of HusholdType by our names of them and the words of their texts."""
    labelled = {name: {"label": label} for name, label in names.items()}
    return {"table": "06944", "select": {"HusholdType": labelled, "Tid": ["2024"]}, "contents": CONTENTS}


def test_the_code_of_the_text_is_asked_for(ssb: sample.Addresses, tmp_path: Path) -> None:
    asking = SourceApi(ssb, tmp_path)
    asking.fetch(statbank(**_selecting(everybody="ALLE  husholdninger")), "5055")
    (selection,) = asking.selections()
    assert selection["HusholdType"] == (None, ["0000"])


def test_the_figures_bear_our_name_and_the_source_s_text(ssb: sample.Addresses, tmp_path: Path) -> None:
    asking, of = SourceApi(ssb, tmp_path), source(**_selecting(everybody="alle husholdninger"))
    assert isinstance(of.spec, StatbankSource)
    (fetch,) = asking.fetch(of.spec, "5055")
    answer = StoredAnswer(fetch.fetch_id, fetch.request, fetch.fetched_at, asking.archive.read(fetch))
    tables = read_load(of, [answer], HEIM)
    assert set(tables.frames["ssb_06944"].husholdtype) == {"everybody"}
    labels = tables.labels.query("dimension == 'husholdtype'")
    assert labels[["code", "label"]].to_numpy().tolist() == [["everybody", "Alle husholdninger"]]


def test_an_indicator_may_name_the_code_by_our_name() -> None:
    spec = statbank(**_selecting(everybody="alle husholdninger", alone="aleneboende"))
    assert spec.codes("HusholdType") == ["everybody", "alone"]


def test_words_that_fit_no_text_stop_the_table_before_any_figure_is_asked_for(
    ssb: sample.Addresses, tmp_path: Path
) -> None:
    asking = SourceApi(ssb, tmp_path)
    with pytest.raises(CodeGone) as told:
        asking.fetch(statbank(**_selecting(boats="fiskebåter")), "5055")
    assert str(told.value) == (
        "SSB table 06944 has no codes in HusholdType with 'fiskebåter' in the text; correct the catalogue's label."
    )
    assert asking.selections() == []


GROUPS = {"0": "I alt", "1": "Husholdninger", "1.1": "Husholdninger, boliger", "2": "Primærnæringer"}


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("i alt", None),
        (["i alt", "sum av alle"], None),
        ("husholdninger", "2 codes in Gruppe with 'husholdninger' in the text"),
        (["sum av alle", "totalt"], "no codes in Gruppe with 'sum av alle' or 'totalt' in the text"),
        (["i alt", "primær"], "2 codes in Gruppe with 'i alt' or 'primær' in the text"),
    ],
)
def test_the_words_fit_exactly_one_text(label: str | list[str], found: str | None) -> None:
    spec = statbank(select={"Gruppe": {"total": {"label": label}}, "Tid": "all"})
    told = [drift.says for drift in drifts(spec, described({"Personer1": "Personer"}, Gruppe=GROUPS))]
    assert told == ([f"SSB table 07459 has {found}; correct the catalogue's label."] if found else [])


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ({"KOS1": "Flyttinger"}, []),
        (
            {"KOS1": "Flyttinger", "KOS2": "Personer"},
            ["SSB table 07459 has 2 contents, the catalogue expects only one; name it."],
        ),
    ],
)
def test_the_only_contents_of_a_table_need_no_words(texts: dict[str, str], says: list[str]) -> None:
    spec = statbank(select={"Tid": "all"}, contents={"moves": {"label": "", "kind": "flow", "additive": True}})
    assert [drift.says for drift in drifts(spec, described(texts))] == says


def test_contents_may_have_either_of_two_texts() -> None:
    contents = {"main_income": {"label": ["livsopphold", "hovedinntekt"], "kind": "flow", "additive": True}}
    spec = statbank(select={"Tid": "all"}, contents=contents)
    for text in ("Viktigste kilde til livsopphold", "Sosialhjelp som hovedinntekt"):
        assert list(drifts(spec, described({"KOS1": text, "KOS2": "Antall"}))) == []


@pytest.fixture
def moves(tmp_path: Path) -> Iterator[sample.Addresses]:
    """SYNTHETIC moves from places of which one is of long ago, and a codelist of those of today."""
    today = {"agg_Today": {"no": "i dag", "en": "today"}}
    dimensions = {"Region": variable("5001", "5055"), "From": variable("1601", "5001", "5055", codelists=today)}
    rows = [(to, of, "Antall", "2025", 1) for to in ("5001", "5055") for of in ("1601", "5001", "5055")]
    make_table(tmp_path / "tables", "99991", dimensions, rows)
    make_codelist(tmp_path / "tables", "99991", "agg_Today", {"5001": "5001", "5055": "5055"})
    with sample.serve(calls_per_minute=100_000, tables=[tmp_path / "tables"]) as addresses:
        yield addresses


def test_all_of_a_dimension_s_codelist_is_asked_for_through_it(moves: sample.Addresses, tmp_path: Path) -> None:
    asking = SourceApi(moves, tmp_path)
    of = source(table="99991", select={"From": "agg_Today", "Tid": ["2025"]}, contents=COUNTED)
    assert isinstance(of.spec, StatbankSource)
    (fetch,) = asking.fetch(of.spec, "5055")
    (selection,) = asking.selections()
    assert selection["From"] == ("agg_Today", ["5001", "5055"])
    assert selection["Region"] == (None, ["5055"])
    answer = StoredAnswer(fetch.fetch_id, fetch.request, fetch.fetched_at, asking.archive.read(fetch))
    assert sorted(read_load(of, [answer], HEIM).frames["ssb_99991"]["from"]) == ["5001", "5055"]


def test_a_codelist_that_a_dimension_does_not_offer_stops_the_table(moves: sample.Addresses, tmp_path: Path) -> None:
    spec = statbank(table="99991", select={"From": "agg_Gone", "Tid": "all"}, contents=COUNTED)
    with pytest.raises(CodeGone, match="SSB table 99991 no longer offers the codelist agg_Gone"):
        SourceApi(moves, tmp_path).fetch(spec, "5055")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"select": {"Tid": "agg_Years"}}, "list the periods, or write all or newest with a number"),
        ({"select": {"Tid": {"now": {"label": "2025"}}}}, "list the periods, or write all or newest with a number"),
        (
            {
                "select": {"From": "agg_KommSummer", "Tid": "all"},
                "contents": {"Share": {"kind": "flow", "additive": False}},
            },
            r"select\.From agg_KommSummer sums, but contents Share is not additive",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        statbank(**changes)
