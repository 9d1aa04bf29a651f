"""The answers of a load become a table: of one update, with the load's regions only."""

from typing import Any

import orjson
import pandas as pd
import pytest

from catalogue.errors import UnexpectedShape
from catalogue.kinds import Source
from catalogue.load import load_catalogue
from tests.lib.jsonstat import dataset, encode
from tests.lib.klass import municipalities
from tests.lib.spec import source
from tests.lib.workbooks import book, built, homes, spreadsheet
from transform.load import read_load
from transform.tables import StoredAnswer

DIVIDED = municipalities(
    """
    1507 Ålesund 2020-01-01 2024-01-01
    1508 Ålesund 2024-01-01 -
    1580 Haram   2024-01-01 -
    """,
    """
    1507 Ålesund 1508 Ålesund 2024-01-01
    1507 Ålesund 1580 Haram   2024-01-01
    """,
)
SUMMED = source(region={"dimension": "Region", "codelist": "agg_KommSummer"}, select={"Tid": "all"})
TWO = source(
    select={"Tid": "all"},
    contents={"Births": {"kind": "flow", "additive": True}, "Deaths": {"kind": "flow", "additive": True}},
)


def _answer(
    codes: dict[str, list[str]], values: list[float | None], updated: str = "2026-02-24T07:00:00Z"
) -> StoredAnswer:
    entries: list[dict[str, Any]] = [{"variableCode": name, "valueCodes": of} for name, of in codes.items()]
    entries[0]["codelist"] = "agg_KommSummer" if codes["Region"][0].startswith("K-") else None
    request = {"path": "tables/07459/data", "body": {"selection": entries}}
    return StoredAnswer("f", request, "2026-03-01T00:00:00+00:00", encode(dataset(codes, values, updated=updated)))


def test_siblings_of_a_single_municipality_are_checked_but_not_loaded() -> None:
    codes = {"Region": ["K-1508", "K-1580"], "ContentsCode": ["Personer1"], "Tid": ["2023"]}
    tables = read_load(SUMMED, [_answer(codes, [67_520, 0])], DIVIDED, scope=["1507", "1508"])
    (frame,) = tables.frames.values()
    assert frame.region.tolist() == ["1508"]
    assert (frame.symbol.tolist(), frame.value.isna().tolist()) == (["not_existing"], [True])


def _of(contents: str, updated: str, region: str = "1508") -> StoredAnswer:
    return _answer({"Region": [region], "ContentsCode": [contents], "Tid": ["2025"]}, [1], updated)


def test_contents_may_have_different_update_times() -> None:
    answers = [_of("Births", "2026-02-24T07:00:00Z"), _of("Deaths", "2026-03-10T07:00:00Z")]
    tables = read_load(TWO, answers, DIVIDED)
    assert tables.updated == "2026-03-10T07:00:00Z"
    assert sum(len(frame) for frame in tables.frames.values()) == 2


def test_parts_of_the_same_contents_must_have_one_update_time() -> None:
    answers = [_of("Births", "2026-02-24T07:00:00Z"), _of("Births", "2026-03-10T07:00:00Z", region="1580")]
    with pytest.raises(UnexpectedShape, match="was updated while it was fetched; it is fetched again next time"):
        read_load(TWO, answers, DIVIDED)


def test_a_release_has_its_vintage_and_the_borders_of_its_first_year() -> None:
    releases = {"title": "Framskrevet", "variables": ["region"], "since": "2014"}
    projection = source(table="", releases=releases, select={"Tid": "all"})
    answer = _answer({"Region": ["1507"], "ContentsCode": ["Personer1"], "Tid": ["2022", "2040"]}, [1, 2])
    (frame,) = read_load(projection, [answer], DIVIDED).frames.values()
    assert isinstance(frame, pd.DataFrame)
    assert frame.vintage.tolist() == ["2022", "2022"]
    assert set(frame.borders) == {DIVIDED.editions[0]}


def test_a_code_that_began_after_the_release_has_no_figures_in_it() -> None:
    """A projection made before a code began has zeros for that code in all years."""
    releases = {"title": "Framskrevet", "variables": ["region"], "since": "2014"}
    projection = source(table="", releases=releases, select={"Tid": "all"})
    answer = _answer({"Region": ["1507", "1580"], "ContentsCode": ["Personer1"], "Tid": ["2022", "2040"]}, [1, 2, 0, 0])
    (frame,) = read_load(projection, [answer], DIVIDED).frames.values()
    assert frame.symbol.tolist() == ["published", "published", "not_existing", "not_existing"]


def test_a_release_summed_to_todays_borders_is_on_todays_borders() -> None:
    releases = {"title": "Framskrevet", "variables": ["region"], "since": "2005"}
    projection = source(table="", releases=releases, select={"Tid": "all"})
    sums = _answer({"Region": ["K-1508"], "ContentsCode": ["Personer1"], "Tid": ["2022", "2040"]}, [1, 2])
    country = _answer({"Region": ["0"], "ContentsCode": ["Personer1"], "Tid": ["2022", "2040"]}, [3, 4])
    (frame,) = read_load(projection, [sums, country], DIVIDED).frames.values()
    assert [*zip(frame.region, frame.vintage, frame.borders, strict=True)] == [
        (region, "2022", DIVIDED.editions[-1]) for region in ("1508", "1508", "0", "0")
    ]


def test_w3_a_row_that_comes_in_two_answers_is_refused() -> None:
    codes = {"Region": ["1508"], "ContentsCode": ["Births", "Deaths"], "Tid": ["2025"]}
    answers = [_answer(codes, [1, 2]), _answer(codes, [1, 2])]
    with pytest.raises(UnexpectedShape, match="SSB table 07459 has 4 rows whose key occurs more than once"):
        read_load(TWO, answers, DIVIDED)


def test_w3_a_region_under_two_codes_is_refused() -> None:
    codes = {"Region": ["K-1508", "1508"], "ContentsCode": ["Personer1"], "Tid": ["2025"]}
    with pytest.raises(UnexpectedShape, match="SSB table 07459 has one region or one of the contents under two codes"):
        read_load(SUMMED, [_answer(codes, [1, 2])], DIVIDED)


def test_w3_a_municipality_that_stands_twice_in_a_classification_is_refused() -> None:
    items = [
        {"code": "1508", "name": "Ålesund", "level": "2", "parentCode": rank, "notes": "850"} for rank in ("2", "3")
    ]
    body = orjson.dumps({"validFrom": "2024-01-01", "classificationItems": items})
    answers = [StoredAnswer("f", {"path": "versions/1"}, "2026-03-01T00:00:00+00:00", body)]
    with pytest.raises(UnexpectedShape, match="KLASS 128 has 4 rows whose key occurs more than once, contents class"):
        read_load(load_catalogue().sources["klass_128"], answers, DIVIDED)


def test_w3_a_row_that_stands_twice_in_a_workbook_is_refused() -> None:
    rows = book(homes("1508"), built("1508"), homes("1508"))
    answers = [StoredAnswer("f", {"path": "a.xlsx"}, "2026-03-01T00:00:00+00:00", rows)]
    workbook = Source.model_validate({"id": "ssb_areas", "spec": spreadsheet()})
    with pytest.raises(UnexpectedShape, match="SSB workbook has 2 rows whose key occurs more than once"):
        read_load(workbook, answers, DIVIDED)
