"""The requests to the StatBank, and the checks before them."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

import sample
from catalogue.errors import Closed, CodeGone, UnexpectedShape
from catalogue.statbank import StatbankSource
from extract.answer import Answer
from extract.archive import Archive, Fetch
from extract.clock import Clock, Hours
from extract.statbank import Statbank
from tests.lib.apis import NIGHT, Time, client
from tests.lib.scripted import Says, scripted
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


class SourceApi:
    """An adapter for the sample's StatBank, with the requests that it sent."""

    def __init__(self, addresses: sample.Addresses, home: Path, **how: Any) -> None:
        self.home = home
        self._requests, self._seen = addresses.requests, len(addresses.requests)
        self.archive = Archive(home)
        self._statbank = Statbank(client(addresses.statbank_url), self.archive, "sample", **how)
        self.progress: list[tuple[int, int]] = []

    def fetch(
        self, spec: StatbankSource, *municipalities: str, whole: bool = False, known: str | None = None
    ) -> list[Fetch]:
        return self._statbank.fetch(
            spec,
            set(municipalities),
            whole=whole,
            progress=lambda done, total: self.progress.append((done, total)),
            known=known,
        )

    def listing(self, past_days: int) -> dict[str, str | None]:
        return {table.id: table.updated for table in self._statbank.index.changed(past_days)}

    def sent(self) -> list[dict[str, Any]]:
        return self._requests[self._seen :]

    def selections(self) -> list[dict[str, tuple[str | None, list[str]]]]:
        """Return the selection of each posted request: dimension -> (codelist, codes)."""
        bodies = [request["body"] for request in self.sent() if request["method"] == "POST"]
        return [
            {entry["variableCode"]: (entry.get("codelist"), entry["valueCodes"]) for entry in body["selection"]}
            for body in bodies
        ]


@pytest.fixture
def api(ssb: sample.Addresses, tmp_path: Path) -> SourceApi:
    return SourceApi(ssb, tmp_path)


def test_one_listing_has_the_update_time_of_every_table(api: SourceApi) -> None:
    listing = api.listing(10_000)
    assert {"06913", "06944", "07459", "09429"} <= set(listing)
    assert all(str(updated).endswith("Z") for updated in listing.values())
    (request,) = api.sent()
    assert request["query"]["pastDays"] == "10000"


def test_one_municipality_is_requested_with_its_predecessors_only(api: SourceApi) -> None:
    fetches = api.fetch(statbank(**INCOME), "5055", "1612", "5011")
    (selection,) = api.selections()
    assert selection["Region"] == (None, ["5011", "5055"])
    assert len(fetches) == 1


def test_one_municipality_of_a_summed_table_is_requested_without_county_and_country(api: SourceApi) -> None:
    api.fetch(statbank(**AGES), "5055")
    (selection,) = api.selections()
    assert selection["Region"] == ("agg_KommSummer", ["K-5055"])


def test_a_whole_table_is_requested_with_a_codelist_each_for_municipalities_counties_and_country(
    api: SourceApi,
) -> None:
    api.fetch(statbank(**AGES), "5055", "5001", whole=True)
    regions = [selection["Region"] for selection in api.selections()]
    assert [codelist for codelist, _ in regions] == ["agg_KommSummer", "agg_KommFylker", None]
    assert set(regions[0][1]) == {"K-5055", "K-5001"}
    assert len(regions[1][1]) == 15
    assert regions[2][1] == ["0"]


def test_every_dimension_is_listed_with_its_codes(api: SourceApi) -> None:
    api.fetch(statbank(**AGES), "5055")
    (selection,) = api.selections()
    assert {name: codes for name, (_, codes) in selection.items() if name != "Region"} == {
        "Kjonn": ["1", "2"],
        "Alder": ["080"],
        "Tid": ["2025", "2026"],
        "ContentsCode": ["Personer1"],
    }


def test_a_municipality_that_the_table_lacks_sends_no_request_for_figures(api: SourceApi) -> None:
    assert api.fetch(statbank(**INCOME), "0301x") == []
    assert api.selections() == []


def test_a_large_table_is_split_and_progress_is_reported(ssb: sample.Addresses, tmp_path: Path) -> None:
    api = SourceApi(ssb, tmp_path, cell_limit=4)
    fetches = api.fetch(statbank(**AGES), "5055", "5001")
    assert [len(selection["Tid"][1]) * len(selection["Region"][1]) * 2 for selection in api.selections()] == [4, 4]
    assert api.progress == [(0, 2), (1, 2), (2, 2)]
    assert [fetch.request["body"] for fetch in fetches] == [r["body"] for r in api.sent() if r["method"] == "POST"]


def test_a_table_that_cannot_be_split_below_the_limit_is_reported(ssb: sample.Addresses, tmp_path: Path) -> None:
    api = SourceApi(ssb, tmp_path, cell_limit=1)
    with pytest.raises(
        UnexpectedShape, match=r"^SSB table 07459 cannot be split into requests: no split of one dimension"
    ):
        api.fetch(statbank(**AGES), "5055", "5001")


def test_every_answer_is_archived_including_metadata(api: SourceApi) -> None:
    api.fetch(statbank(**AGES), "5055")
    paths = [fetch.request["path"] for fetch in api.archive.fetches().values()]
    assert paths == ["tables/07459/metadata", "tables/07459/metadata", "tables/07459/data"]


GONE: dict[str, tuple[dict[str, Any], str]] = {
    "a table that is retired": ({"table": "99999"}, "99999 .+ is retired; no other table has a similar title"),
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
def test_what_is_gone_is_reported_before_any_figure_is_requested(
    api: SourceApi, changes: dict[str, Any], says: str
) -> None:
    with pytest.raises(CodeGone, match=says):
        api.fetch(statbank(**changes), "5055", whole=True)
    assert api.selections() == []


def test_a_retired_table_is_reported_with_its_likely_successor(api: SourceApi) -> None:
    with pytest.raises(CodeGone, match=r"table 99999 .+ is retired; its successor may be 06944: Inntekt for hush"):
        api.fetch(statbank(table="99999", title={"nb": "Inntekt for husholdninger (K)", "en": "Income"}))


METADATA_404 = Says(b'{"type": "Parameter error", "title": "Non-existent table", "status": 404}', status=404)
LISTED = Says(b'{"id": "07459", "label": "07459: Befolkning 1986-2026"}')


def test_missing_metadata_is_requested_again_if_the_index_has_the_table(tmp_path: Path) -> None:
    metadata = Says(b'{"extension": {"px": {"tableid": "07459"}}}')
    with scripted(METADATA_404, LISTED, METADATA_404, METADATA_404, metadata) as server:
        Statbank(client(server.url), Archive(tmp_path), "sample").metadata(statbank())
    assert [path.split("?")[0] for _, path, _ in server.asked] == [
        "/tables/07459/metadata",
        "/tables/07459",
        *["/tables/07459/metadata"] * 3,
    ]


def test_metadata_of_another_table_is_refused(tmp_path: Path) -> None:
    says = "a request for the metadata of 07459 with those of 06913"
    other = Says(b'{"extension": {"px": {"tableid": "06913"}}}')
    with scripted(other) as server, pytest.raises(UnexpectedShape, match=says):
        Statbank(client(server.url), Archive(tmp_path), "sample").metadata(statbank())


def test_an_interrupted_fetch_is_resumed(api: SourceApi, ssb: sample.Addresses) -> None:
    whole = api.fetch(statbank(**AGES), "5055", "5001", whole=True)
    elsewhere = Archive(api.home / "broken")
    kept = [elsewhere.keep(_answer(api.archive, fetch), "sample") for fetch in whole[:2]]
    resumed = SourceApi(ssb, api.home / "broken")
    fetches = resumed.fetch(statbank(**AGES), "5055", "5001", whole=True)
    assert fetches[:2] == kept
    assert len(resumed.selections()) == len(whole) - 2
    assert [fetch.sha256 for fetch in fetches] == [fetch.sha256 for fetch in whole]


def test_a_complete_fetch_is_not_reused(api: SourceApi) -> None:
    api.fetch(statbank(**AGES), "5055")
    api.fetch(statbank(**AGES), "5055")
    assert len(api.selections()) == 2


def _before(archive: Archive, fetch: Fetch, home: Path, when: str) -> Archive:
    """Return an archive in which this fetch's answer was stored at this time."""
    earlier = Archive(home, Clock(now=lambda: datetime.fromisoformat(when)))
    earlier.keep(_answer(archive, fetch), "sample")
    return earlier


@pytest.mark.parametrize(
    ("when", "live", "reused"),
    [
        ("2026-11-24T02:00:00+00:00", True, 1),
        ("2026-11-22T02:00:00+00:00", True, 0),  # before the table was updated
        ("2026-11-24T05:00:00+00:00", True, 0),  # while SSB showed zeros
        ("2026-11-24T05:00:00+00:00", False, 1),
    ],
)
def test_only_answers_of_this_update_outside_closed_hours_are_reused(
    api: SourceApi, ssb: sample.Addresses, when: str, live: bool, reused: int
) -> None:
    first, *_ = api.fetch(statbank(**AGES), "5055", "5001", whole=True)
    home = api.home / "before"
    _before(api.archive, first, home, when)
    again = SourceApi(ssb, home, hours=Hours(Time().clock, live=live))
    assert len(again.fetch(statbank(**AGES), "5055", "5001", whole=True)) == 3
    assert len(again.selections()) == 3 - reused


def test_figures_of_a_known_update_are_not_fetched(api: SourceApi) -> None:
    (fetch,) = api.fetch(statbank(**INCOME), "5055")
    updated = orjson.loads(api.archive.read(fetch))["updated"]
    assert api.fetch(statbank(**INCOME), "5055", whole=True, known=updated) == []
    assert len(api.fetch(statbank(**INCOME), "5055", whole=True, known="2020-01-01T07:00:00Z")) == 1


def test_no_figure_is_fetched_while_ssb_shows_zeros(ssb: sample.Addresses, tmp_path: Path) -> None:
    api = SourceApi(ssb, tmp_path, hours=Hours(Time(at=NIGHT + timedelta(hours=3)).clock, live=True))
    with pytest.raises(Closed):
        api.fetch(statbank(**AGES), "5055")
    assert api.sent() == []


def _answer(archive: Archive, fetch: Fetch) -> Answer:
    return Answer(fetch.request, 200, fetch.headers, archive.read(fetch))
