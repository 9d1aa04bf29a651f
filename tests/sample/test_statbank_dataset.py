"""2: JSON-stat2 as SSB sends it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import requests

from sample.statbank.cells import SYMBOLS, Cells

Ask = Callable[..., requests.Response]

PLACES: dict[str, Any] = {"Region": ["0", "5001", "5030", "5055"], "Kjonn": ["1"], "Tid": ["2025"]}


def extension(dataset: Any, variable: str) -> Any:
    return dataset["dimension"][variable]["extension"]


def test_the_keys_stand_in_ssbs_order(ask: Ask) -> None:
    dataset = ask("90001", **PLACES, ContentsCode=["*"]).json()
    keys = "version class label source updated note role id size dimension extension value status"
    assert list(dataset) == keys.split()
    assert list(dataset["dimension"]["Region"]) == ["label", "category", "extension", "link"]
    assert list(dataset["extension"]) == ["noteMandatory", "px", "discontinued", "contact"]


def test_whole_numbers_have_no_decimals_and_the_list_is_dense(ask: Ask) -> None:
    answer = ask("90001", **PLACES, ContentsCode=["*"])
    assert b'"value":[901,null,501,12.5,null,null,61,null]' in answer.content


def test_symbols_stand_in_status_by_flat_index_with_a_figure_or_without(ask: Ask) -> None:
    dataset = ask("90001", **PLACES, ContentsCode=["*"]).json()
    assert dataset["status"] == {"3": "*", "4": ".", "7": ".."}
    assert [dataset["value"][int(at)] for at in dataset["status"]] == [12.5, None, None]


def test_there_is_no_status_where_there_is_no_symbol(ask: Ask) -> None:
    assert "status" not in ask("90001", **{**PLACES, "Region": ["0"]}, ContentsCode=["Antall"]).json()


def test_true_symbols_of_ssb(post: Ask) -> None:
    dataset = post("01222", Region=["*"], ContentsCode=["*"], Tid=["2015K1"]).json()
    assert dataset["status"] == {"4245": ".", "4300": "."}
    assert [dataset["value"][4245], dataset["value"][4300]] == [None, None]


@pytest.mark.parametrize(
    ("symbols", "sum_has"), [(["."], "."), ([".", "."], "."), ([".", ":"], ".."), (["", ":"], ":"), (["-", ""], "-")]
)
def test_a_sum_over_cells_without_figures_bears_the_symbol_they_share(symbols: list[str], sum_has: str) -> None:
    places = [[at] for at in range(len(symbols))]
    cells = Cells(np.zeros(len(symbols)), np.zeros(len(symbols), np.uint8))
    for place, symbol in zip(places, symbols, strict=True):
        cells = cells.put(place, None if symbol else 1, symbol)
    summed = cells.take(0, [list(range(len(symbols)))])
    assert (np.isnan(summed.values[0]), SYMBOLS[summed.symbols[0]]) == (True, sum_has)


def test_cells_stand_row_by_row_in_the_order_of_id(post: Ask) -> None:
    asked = {"Region": ["0", "5001"], "Kjonn": ["1", "2"], "ContentsCode": ["*"], "Tid": ["2025", "2026"]}
    dataset = post("07459", **asked).json()
    alone = post("07459", **{**asked, "Region": ["5001"], "Kjonn": ["1"], "Tid": ["2026"]}).json()["value"]
    assert (dataset["id"], dataset["size"]) == (["Region", "Kjonn", "ContentsCode", "Tid"], [2, 2, 1, 2])
    assert dataset["value"][1 * 4 + 0 * 2 + 1] == alone[0]


def test_roles_name_period_place_and_contents(ask: Ask, post: Ask) -> None:
    placed = post("07459", Region=["0"], ContentsCode=["*"], Tid=["2026"]).json()["role"]
    assert placed == {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]}
    assert "geo" not in ask("90002", Odd=["ab"], ContentsCode=["*"], Tid=["2025"]).json()["role"]


def test_two_variables_can_be_places(post: Ask) -> None:
    asked = {"ArbstedKomm": ["1601"], "Bokommuen": ["1601"], "ContentsCode": ["*"], "Tid": ["2017"]}
    assert post("03321", **asked).json()["role"]["geo"] == ["ArbstedKomm", "Bokommuen"]


@pytest.mark.parametrize(
    ("changed", "variable", "said"),
    [
        ({"Region": ["0", "5001"]}, "Region", {"elimination": True, "eliminationValueCode": "0"}),
        ({"Region": ["5001"]}, "Region", {"elimination": False}),
        ({"Region": ("agg_KommSummer", ["*"])}, "Region", {"elimination": False}),
        ({"Kjonn": ["1", "2"]}, "Kjonn", {"elimination": True}),
        ({"Kjonn": ["1"]}, "Kjonn", {"elimination": False}),
    ],
)
def test_in_data_elimination_tells_of_the_extract_alone(ask: Ask, changed: Any, variable: str, said: Any) -> None:
    """1.4."""
    dataset = ask("90001", **{**PLACES, "ContentsCode": ["Antall"], **changed}).json()
    told = extension(dataset, variable)
    assert {key: told[key] for key in told if key.startswith("elimination")} == said


def test_contents_tell_what_they_measure(ask: Ask) -> None:
    contents = ask("90001", **PLACES, ContentsCode=["*"]).json()["dimension"]["ContentsCode"]
    assert contents["category"]["unit"] == {
        "Antall": {"base": "antall", "decimals": 0},
        "Andel": {"base": "prosent", "decimals": 1},
    }
    keys = "elimination refperiod show measuringType priceType adjustment basePeriod alternativeText"
    assert list(contents["extension"]) == keys.split()
    assert contents["extension"]["basePeriod"] == {"Andel": "2015=100"}
    assert contents["extension"]["measuringType"] == {"Antall": "Flow", "Andel": "Flow"}


def test_decimals_are_how_many_are_shown_of_what_was_selected(ask: Ask) -> None:
    assert ask("90001", **PLACES, ContentsCode=["Antall"]).json()["extension"]["px"]["decimals"] == 0
    assert ask("90001", **PLACES, ContentsCode=["*"]).json()["extension"]["px"]["decimals"] == 1


def test_updated_is_the_newest_of_the_selected_contents_in_utc(ask: Ask) -> None:
    """1.9: 08:00 in Oslo is 07:00 in winter and 06:00 in summer."""
    assert ask("90001", **PLACES, ContentsCode=["Antall"]).json()["updated"] == "2026-02-24T07:00:00Z"
    assert ask("90001", **PLACES, ContentsCode=["*"]).json()["updated"] == "2026-06-15T06:00:00Z"


def test_notes_and_which_of_them_must_be_shown(ask: Ask) -> None:
    dataset = ask("90001", **PLACES, ContentsCode=["*"]).json()
    assert (dataset["note"], dataset["extension"]["noteMandatory"]) == (["Note", "Viktig"], {"1": True})


def test_a_dimension_and_a_value_have_notes_of_their_own(ask: Ask) -> None:
    sex = ask("90001", **{**PLACES, "Kjonn": ["*"]}, ContentsCode=["*"]).json()["dimension"]["Kjonn"]
    assert (sex["note"], sex["extension"]["noteMandatory"]) == (["Note", "Viktig"], {"1": True})
    assert (sex["category"]["note"], sex["extension"]["categoryNoteMandatory"]) == (
        {"2": ["Viktig"]},
        {"2": {"0": True}},
    )


def test_the_table_names_itself_and_nobody(ask: Ask) -> None:
    root = ask("90001", **PLACES, ContentsCode=["*"]).json()["extension"]
    assert (root["px"]["tableid"], root["px"]["infofile"], root["discontinued"]) == ("90001", "None", None)
    assert root["contact"] == [{"name": "", "organization": "", "phone": "", "mail": "", "raw": ""}]


def test_dimensions_are_described_by_klass_and_have_no_page_in_data(ask: Ask) -> None:
    link = ask("90001", **PLACES, ContentsCode=["*"]).json()["dimension"]["Region"]["link"]
    urns = "urn:ssb:classification:klass:104 urn:ssb:classification:klass:131"
    assert link == {"describedby": [{"extension": {"Region": urns}}]}


@pytest.mark.parametrize("lang", ["no", "en"])
def test_words_change_with_the_language_and_codes_do_not(get: Ask, lang: str) -> None:
    """1.1; the letters in a period's code stay Norwegian too (1.5)."""
    query = {"valueCodes[Region]": "0301", "valueCodes[ContentsCode]": "Folketallet1", "valueCodes[Tid]": "2015K1"}
    dataset = get("/tables/01222/data", lang=lang, **query).json()
    words = {
        "no": ("Statistisk sentralbyrå", "etter region og kvartal"),
        "en": ("Statistics Norway", "by region and quarter"),
    }
    assert (dataset["source"], dataset["label"].partition(", ")[2]) == words[lang]
    assert list(dataset["dimension"]["Tid"]["category"]["index"]) == ["2015K1"]


def test_the_answer_is_json_in_utf_8_named_after_the_table(get: Ask) -> None:
    """1.1."""
    headers = get("/tables/07459/data").headers
    assert headers["content-type"] == "application/json; charset=UTF-8"
    assert headers["content-disposition"] == 'inline; filename="07459.json"'
