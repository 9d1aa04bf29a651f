"""What is asked of the StatBank, and what is noticed before anything is."""

from pathlib import Path
from typing import Any

import pytest

import sample
from catalogue.errors import CodeGone
from catalogue.models import StatbankSource
from extract.archive import Archive, Fetch
from extract.client import Client
from extract.statbank import Statbank
from tests.lib.spec import statbank

INCOME: dict[str, Any] = {
    "table": "06944",
    "select": {"HusholdType": ["0000"], "Tid": "all"},
    "contents": {"AntallHushold": {"kind": "stock", "additive": True}},
}
AGES: dict[str, Any] = {
    "region": {
        "dimension": "Region",
        "codelist": "agg_KommSummer",
        "county_codelist": "agg_KommFylker",
        "country": "0",
    },
    "select": {"Kjonn": "all", "Alder": ["080"], "Tid": ["2025", "2026"]},
}


class Asking:
    """A StatBank on this machine, and what it was asked."""

    def __init__(self, addresses: sample.Addresses, home: Path, **limit: int) -> None:
        self._requests, self._seen = addresses.requests, len(addresses.requests)
        self.archive = Archive(home)
        self._statbank = Statbank(Client(addresses.statbank_url, spacing=0), self.archive, "sample", **limit)
        self.told: list[tuple[int, int]] = []

    def fetch(self, spec: StatbankSource, *municipalities: str, whole: bool = False) -> list[Fetch]:
        return self._statbank.fetch(
            spec, set(municipalities), whole=whole, progress=lambda done, total: self.told.append((done, total))
        )

    def listing(self, past_days: int) -> dict[str, str]:
        return self._statbank.listing(past_days)

    def asked(self) -> list[dict[str, Any]]:
        return self._requests[self._seen :]

    def selections(self) -> list[dict[str, tuple[str | None, list[str]]]]:
        """What was posted: for each dimension its codelist and its codes."""
        bodies = [request["body"] for request in self.asked() if request["method"] == "POST"]
        return [
            {entry["variableCode"]: (entry.get("codelist"), entry["valueCodes"]) for entry in body["selection"]}
            for body in bodies
        ]


@pytest.fixture
def asking(ssb: sample.Addresses, tmp_path: Path) -> Asking:
    return Asking(ssb, tmp_path)


def test_one_listing_tells_when_every_table_was_updated(asking: Asking) -> None:
    listing = asking.listing(10_000)
    assert {"06913", "06944", "07459", "09429"} <= set(listing)
    assert all(updated.endswith("Z") for updated in listing.values())
    (request,) = asking.asked()
    assert request["query"]["pastDays"] == "10000"


def test_one_municipality_asks_for_its_region_and_predecessors_alone(asking: Asking) -> None:
    fetches = asking.fetch(statbank(**INCOME), "5055", "1612", "5011")
    (selection,) = asking.selections()
    assert selection["Region"] == (None, ["5011", "5055"])
    assert len(fetches) == 1


def test_one_municipality_of_a_summed_table_asks_for_neither_county_nor_country(asking: Asking) -> None:
    asking.fetch(statbank(**AGES), "5055")
    (selection,) = asking.selections()
    assert selection["Region"] == ("agg_KommSummer", ["K-5055"])


def test_a_whole_table_asks_for_municipalities_counties_and_country_each_by_its_own_codelist(asking: Asking) -> None:
    asking.fetch(statbank(**AGES), "5055", "5001", whole=True)
    regions = [selection["Region"] for selection in asking.selections()]
    assert [codelist for codelist, _ in regions] == ["agg_KommSummer", "agg_KommFylker", None]
    assert set(regions[0][1]) == {"K-5055", "K-5001"}
    assert len(regions[1][1]) == 15
    assert regions[2][1] == ["0"]


def test_every_dimension_is_spelt_out(asking: Asking) -> None:
    asking.fetch(statbank(**AGES), "5055")
    (selection,) = asking.selections()
    assert {name: codes for name, (_, codes) in selection.items() if name != "Region"} == {
        "Kjonn": ["1", "2"],
        "Alder": ["080"],
        "Tid": ["2025", "2026"],
        "ContentsCode": ["Personer1"],
    }


def test_a_municipality_the_table_does_not_know_asks_for_no_figure(asking: Asking) -> None:
    assert asking.fetch(statbank(**INCOME), "0301x") == []
    assert asking.selections() == []


def test_a_large_table_is_asked_for_in_parts_and_each_is_told(ssb: sample.Addresses, tmp_path: Path) -> None:
    asking = Asking(ssb, tmp_path, cell_limit=4)
    fetches = asking.fetch(statbank(**AGES), "5055", "5001")
    assert [len(selection["Tid"][1]) * len(selection["Region"][1]) * 2 for selection in asking.selections()] == [4, 4]
    assert asking.told == [(0, 2), (1, 2), (2, 2)]
    assert [fetch.request["body"] for fetch in fetches] == [r["body"] for r in asking.asked() if r["method"] == "POST"]


def test_every_answer_is_archived_metadata_too(asking: Asking) -> None:
    asking.fetch(statbank(**AGES), "5055")
    paths = [fetch.request["path"] for fetch in asking.archive.fetches().values()]
    assert paths == ["tables/07459/metadata", "codelists/agg_KommSummer", "tables/07459/data"]


GONE: dict[str, tuple[dict[str, Any], str]] = {
    "a table that is retired": ({"table": "99999"}, "99999 .+ may be retired"),
    "a code": (
        INCOME | {"select": {"HusholdType": ["9999"], "Tid": "all"}},
        "no longer has the code 9999 in HusholdType",
    ),
    "a period": (INCOME | {"select": {"HusholdType": "all", "Tid": ["1066"]}}, "no longer has the code 1066 in Tid"),
    "contents": (
        INCOME | {"contents": {"Formue": {"kind": "stock", "additive": False}}},
        "no longer has the code Formue in ContentsCode",
    ),
    "a codelist": (
        AGES | {"region": {"dimension": "Region", "codelist": "agg_KommGone"}},
        "offers the codelist agg_KommGone",
    ),
    "a country code": (
        INCOME | {"region": {"dimension": "Region", "country": "0"}},
        "no longer has the code 0 in Region",
    ),
    "a new dimension": (INCOME | {"select": {"Tid": "all"}}, "the catalogue and the table differ in HusholdType"),
    "a dimension that is gone": (
        INCOME | {"select": {"HusholdType": "all", "Boform": "all", "Tid": "all"}},
        "the catalogue and the table differ in Boform",
    ),
}


@pytest.mark.parametrize(("changes", "says"), GONE.values(), ids=GONE)
def test_what_is_gone_is_told_before_any_figure_is_asked_for(
    asking: Asking, changes: dict[str, Any], says: str
) -> None:
    with pytest.raises(CodeGone, match=says):
        asking.fetch(statbank(**changes), "5055", whole=True)
    assert asking.selections() == []
