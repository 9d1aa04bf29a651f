"""3: what codelists do to an answer, and what they are made of."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

Ask = Callable[..., requests.Response]


def column(dataset: Any, variable: str = "Region") -> dict[str, Any]:
    """The values by the code of one variable, where every other one has a single code."""
    return dict(zip(dataset["dimension"][variable]["category"]["index"], dataset["value"], strict=True))


def counts(ask: Ask, codelist: str, codes: list[str], year: str, sex: str = "1") -> dict[str, Any]:
    asked = {"Region": (codelist, codes), "Kjonn": [sex], "ContentsCode": ["Antall"], "Tid": [year]}
    return column(ask("90001", **asked).json())


def test_an_aggregation_sums_the_codes_its_values_stand_for(ask: Ask) -> None:
    assert counts(ask, "agg_KommSummer", ["K-5001", "K-5055"], "2019") == {"K-5001": 400 + 40, "K-5055": 0}
    assert counts(ask, "agg_KommFylker", ["*"], "2019") == {"F-50": 440}


def test_prefixes_differ_between_codelists(ask: Ask) -> None:
    assert counts(ask, "agg_KommSummerHist", ["k_5001"], "2019") == {"K_5001": 440}


def test_a_star_stands_for_all_of_the_codelist_and_not_of_the_variable(ask: Ask) -> None:
    assert list(counts(ask, "agg_KommGjeldende", ["*"], "2025")) == ["5001", "5055"]
    assert list(counts(ask, "vs_Kommun", ["*"], "2025")) == ["5001", "5030", "5055"]


def test_an_aggregation_of_single_codes_lists_and_does_not_sum(ask: Ask) -> None:
    assert counts(ask, "agg_KommGjeldende", ["5001"], "2019") == {"5001": 400}


def test_a_value_whose_codes_the_table_lacks_has_no_figure(ask: Ask) -> None:
    assert counts(ask, "agg_KommSummer", ["K-9999"], "2025") == {"K-9999": None}


def test_a_sum_over_a_cell_without_a_figure_is_none(ask: Ask) -> None:
    dataset = ask("90001", Region=("agg_KommSummer", ["K-5001"]), ContentsCode=["Antall"], Tid=["2019"]).json()
    assert (dataset["value"], dataset["status"]) == ([None], {"0": ":"})


def test_elimination_goes_on_top_of_a_codelist(ask: Ask) -> None:
    dataset = ask("90001", Region=("agg_KommGjeldende", ["*"]), ContentsCode=["Antall"], Tid=["2025"]).json()
    assert column(dataset) == {"5001": 501 + 502, "5055": 61 + 62}


def test_the_answer_does_not_say_which_codelist_made_it(post: Ask) -> None:
    """2."""
    dataset = post("07459", Region=("agg_KommSummer", ["K-5001"]), ContentsCode=["*"], Tid=["2020"]).json()
    assert "agg_" not in str(dataset)
    assert dataset["dimension"]["Region"]["extension"] == {"elimination": False, "show": "code_value"}


def test_where_the_table_lacks_the_codes_the_published_sum_is_served(post: Ask) -> None:
    dataset = post("07459", Region=("agg_KommSummer", ["K-5001", "K-1508", "K-1580"]), ContentsCode=["*"], Tid=["2020"])
    assert column(dataset.json()) == {"K-1508": None, "K-1580": 0, "K-5001": 205_163}


def test_a_quarter_of_2015_is_summed_to_the_municipalities_of_today(post: Ask) -> None:
    asked = {"ContentsCode": ["Folketallet1"], "Tid": ["2015K1"]}
    parts = post("01222", Region=["1601", "1662"], **asked).json()["value"]
    assert column(post("01222", Region=("agg_KommSummer", ["K-5001"]), **asked).json()) == {"K-5001": sum(parts)}


def test_a_codelist_maps_to_the_codes_it_sums(get: Ask) -> None:
    codelist = get("/CodeLists/agg_KommSummer").json()
    values = {each["code"]: each for each in codelist["values"]}
    assert (codelist["type"], codelist["elimination"], len(values)) == ("Aggregation", False, 357)
    assert {"5001", "5030", "1601"} <= set(values["K-5001"]["valueMap"])
    assert values["K-5055"]["valueMap"] == ["5055"]


def test_a_value_set_maps_each_code_to_itself_and_is_eliminated_as_its_variable(read: Ask) -> None:
    codelist = read("/codelists/vs_Kommun", lang="en").json()
    assert (codelist["type"], codelist["elimination"], codelist["eliminationValueCode"]) == ("Valueset", True, "0")
    assert [each["valueMap"] for each in codelist["values"]] == [["5001"], ["5030"], ["5055"]]


def test_a_value_set_that_finds_nothing_is_eliminated(ask: Ask) -> None:
    """1.5 trap A."""
    asked = {"Kjonn": ["1"], "ContentsCode": ["Antall"], "Tid": ["2025"]}
    assert ask("90001", Region=("vs_Kommun", ["99*"]), **asked).json()["value"] == [901]


@pytest.mark.parametrize("codelist_id", ["agg_kommsummer", "KommSummer", "AGG_KommSummer"])
def test_codelist_ids_are_case_sensitive(get: Ask, codelist_id: str) -> None:
    """1.5, and the statuses of 1.8."""
    answer = get(f"/codelists/{codelist_id}")
    assert (answer.status_code, answer.json()["title"], answer.json()["status"]) == (404, "Non-existent codelist", 400)
