"""What SSB does to its tables in time: each change on request, seen by a client, and undone."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

import sample

Ask = Callable[..., requests.Response]

PLACES: dict[str, Any] = {"Region": ["0", "5001"], "Kjonn": ["1"], "ContentsCode": ["Antall"], "Tid": ["2025"]}


@pytest.fixture
def metadata(read: Ask) -> Callable[[], Any]:
    """The dimensions of 90001 as its metadata has them now."""
    return lambda: read("/tables/90001/metadata").json()["dimension"]


def title(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["title"]


@pytest.mark.parametrize(
    ("variable", "code"), [("Region", "5001"), ("ContentsCode", "Antall"), ("Tid", "2025"), ("Region", "K-5001")]
)
def test_a_code_is_gone(made: sample.Addresses, ask: Ask, variable: str, code: str) -> None:
    asked = {**PLACES, variable: ("agg_KommSummer", [code]) if "-" in code else [code]}
    assert ask("90001", **asked).status_code == 200
    with made.statbank.without_code("90001", variable, code):
        assert title(ask("90001", **asked)) == (400, "Non-existent value")
    assert ask("90001", **asked).status_code == 200


def test_what_is_summed_is_the_codes_that_are_left(made: sample.Addresses, ask: Ask) -> None:
    asked = {"Region": ["0"], "ContentsCode": ["Antall"], "Tid": ["2025"]}
    with made.statbank.without_code("90001", "Kjonn", "2"):
        assert ask("90001", **asked).json()["value"] == [901]
    assert ask("90001", **asked).json()["value"] == [901 + 902]


def test_a_table_is_retired(made: sample.Addresses, read: Ask, ask: Ask) -> None:
    with made.statbank.without_table("90001"):
        assert [read(f"/tables/90001{path}").status_code for path in ("", "/metadata", "/defaultselection")] == [
            404
        ] * 3
        answer = ask("90001", **PLACES)
        assert (*title(answer), answer.json()["status"]) == (400, "Non-existent table", 404)
        assert read("/tables", query="90001", includeDiscontinued="true").json()["tables"] == []
        assert read("/codelists/agg_KommSummerHist").status_code == 404
    assert read("/tables/90001").status_code == 200


def test_a_table_is_discontinued(made: sample.Addresses, read: Ask, ask: Ask) -> None:
    with made.statbank.discontinued("90001"):
        assert read("/tables", query="90001").json()["tables"] == []
        assert read("/tables/90001").json()["discontinued"] is True
        assert ask("90001", **PLACES).status_code == 200
    assert "discontinued" not in read("/tables/90001").json()


def test_a_dimension_is_renamed(made: sample.Addresses, metadata: Callable[[], Any], ask: Ask) -> None:
    with made.statbank.with_variable_renamed("90001", "Kjonn", "Sex"):
        assert list(metadata()) == ["Region", "Sex", "ContentsCode", "Tid"]
        assert title(ask("90001", **PLACES)) == (400, "Non-existent variable")
        renamed = {"Sex" if name == "Kjonn" else name: codes for name, codes in PLACES.items()}
        assert ask("90001", **renamed).json()["value"] == [901, 501]
    assert list(metadata())[1] == "Kjonn"


def test_a_codelist_is_gone(made: sample.Addresses, metadata: Callable[[], Any], ask: Ask) -> None:
    asked = {**PLACES, "Region": ("agg_KommSummer", ["*"])}
    with made.statbank.without_codelist("90001", "Region", "agg_KommSummer"):
        assert "agg_KommSummer" not in [each["id"] for each in metadata()["Region"]["extension"]["codelists"]]
        assert title(ask("90001", **asked)) == (400, "Non-existent codelist")
    assert ask("90001", **asked).status_code == 200


def test_a_unit_is_another(made: sample.Addresses, metadata: Callable[[], Any]) -> None:
    with made.statbank.with_unit("90001", "Andel", {"no": "promille", "en": "per mille"}):
        units = metadata()["ContentsCode"]["category"]["unit"]
        assert {code: unit["base"] for code, unit in units.items()} == {"Antall": "antall", "Andel": "promille"}
    assert metadata()["ContentsCode"]["category"]["unit"]["Andel"]["base"] == "prosent"


def test_figures_are_revised_and_announced(made: sample.Addresses, read: Ask, ask: Ask) -> None:
    later = "2026-12-01T07:00:00Z"
    with made.statbank.with_figure("90001", 7, Region="5001", Tid="2025", ContentsCode="Antall"):
        assert ask("90001", **PLACES).json()["value"] == [901, 7]
        assert ask("90001", **{**PLACES, "Region": ["5001"], "Kjonn": []}).json()["value"] == [14]
        assert read("/tables/90001").json()["updated"] < later
        with made.statbank.with_updated("90001", later, "Antall"):
            assert read("/tables/90001").json()["updated"] == later
            assert ask("90001", **PLACES).json()["updated"] == later
            assert ask("90001", **{**PLACES, "ContentsCode": ["Andel"]}).json()["updated"] < later
    assert ask("90001", **PLACES).json()["value"] == [901, 501]


def test_a_figure_becomes_a_symbol(made: sample.Addresses, ask: Ask) -> None:
    with made.statbank.with_figure("90001", None, ":", Region="5001", Tid="2025"):
        dataset = ask("90001", **PLACES).json()
        assert (dataset["value"], dataset["status"]) == ([901, None], {"1": ":"})


@pytest.mark.parametrize(("shown", "values", "status"), [(0, [0, 0], None), (".", [None, None], {"0": ".", "1": "."})])
def test_before_eight_figures_due_that_day_are_zero_or_a_dot(
    made: sample.Addresses, ask: Ask, shown: float | str, values: list[Any], status: Any
) -> None:
    """1.9."""
    with made.statbank.before_publication("90001", "2025", shown):
        dataset = ask("90001", **PLACES).json()
        assert (dataset["value"], dataset.get("status")) == (values, status)
        assert ask("90001", **{**PLACES, "Region": ["5001"], "Tid": ["2019"]}).json()["value"] == [400]
    assert ask("90001", **PLACES).json()["value"] == [901, 501]


def test_changes_end_in_any_order(made: sample.Addresses, ask: Ask) -> None:
    first = made.statbank.with_figure("90001", 1, Region="0")
    second = made.statbank.with_figure("90001", 2, Region="5001")
    with first:
        pass
    assert ask("90001", **PLACES).json()["value"] == [901, 2]
    with second:
        pass
    assert ask("90001", **PLACES).json()["value"] == [901, 501]


def test_clear_undoes_everything(made: sample.Addresses, ask: Ask) -> None:
    made.statbank.with_figure("90001", 1, Region="0")
    made.statbank.without_table("90002")
    made.statbank.clear()
    assert ask("90001", **PLACES).json()["value"] == [901, 501]
    assert ask("90002", Odd=["ab"], ContentsCode=["*"], Tid=["2025"]).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        lambda statbank: statbank.without_table("nonsense"),
        lambda statbank: statbank.without_code("90001", "Region", "nonsense"),
        lambda statbank: statbank.without_code("90001", "nonsense", "0"),
        lambda statbank: statbank.without_codelist("90001", "Region", "nonsense"),
        lambda statbank: statbank.with_unit("90001", "nonsense", {"no": "", "en": ""}),
        lambda statbank: statbank.with_figure("90001", 1, nonsense="0"),
        lambda statbank: statbank.with_figure("90001", 1, Region="nonsense"),
    ],
)
def test_what_is_not_there_cannot_change(made: sample.Addresses, change: Callable[[Any], Any]) -> None:
    with pytest.raises(KeyError):
        change(made.statbank)


def test_two_servers_in_one_process_share_no_change(made: sample.Addresses, get: Ask, read: Ask) -> None:
    with made.statbank.without_table("06944"), made.statbank.with_figure("06913", 1, Region="5001", Tid="2026"):
        assert (read("/tables/06944").status_code, get("/tables/06944").status_code) == (404, 200)
        query = {"valueCodes[Region]": "5001", "valueCodes[ContentsCode]": "Folkemengde", "valueCodes[Tid]": "2026"}
        assert read("/tables/06913/data", **query).json()["value"] == [1]
        assert get("/tables/06913/data", **query).json()["value"] == [218_460]


def test_further_folders_stand_beside_the_samples_own_tables(get: Ask, read: Ask) -> None:
    assert (read("/tables/90001").status_code, get("/tables/90001").status_code) == (200, 404)
    assert read("/tables/07459").status_code == 200
