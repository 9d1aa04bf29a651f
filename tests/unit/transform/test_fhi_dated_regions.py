"""FHI's regions that are texts with years: read strictly, each on the borders of its own time."""

from typing import Any

import orjson
import pytest

from catalogue.codes import DatedRegion, dated_region
from catalogue.errors import UnexpectedShape
from catalogue.kinds import FhiSource, Source
from tests.lib.klass import TWO_BECAME_ONE
from transform.fhi import read_fhi
from transform.load import read_load
from transform.tables import StoredAnswer

SPEC = FhiSource.model_validate(
    {
        "kind": "fhi",
        "bank": "kpr",
        "table": "634",
        "title": {"nb": "Mottakere", "en": "Recipients"},
        "dated_regions": "Sted",
        "contents": {"Antall_Brukere": {"kind": "flow", "additive": True}},
        "period": {"grain": "year", "refers_to": "the year"},
        "checks": {"municipalities": 1},
        "licence": "open",
    }
)
HEMNE, HEIM = "5011 Hemne (2018-2019)", "5055 Heim (2020->)"
PLACES = ["Landet", HEMNE, HEIM]
FETCHED = "2026-11-24T02:30:00+00:00"

Row = tuple[str, str, float | None, str, str]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("5603 Hammerfest (2024->)", DatedRegion("5603", 2024)),
        ("5406 Hammerfest (2020-2023)", DatedRegion("5406", 2020, 2023)),
        ("0301 Oslo (2008->)", DatedRegion("0301", 2008)),
        ("1818 Herøy (Nordland) (2008->)", DatedRegion("1818", 2008)),
        ("Landet", DatedRegion("0")),
        ("Helse Midt-Norge", None),
        ("50 Trøndelag", None),
    ],
)
def test_a_text_is_a_municipality_in_its_years_the_country_or_no_region_of_ours(
    text: str, region: DatedRegion | None
) -> None:
    assert dated_region(text) == region


@pytest.mark.parametrize(
    "text", ["5603 Hammerfest", "5603 Hammerfest (2024-)", "5603 (2024->)", "5603 Hammerfest (24->)", "5603"]
)
def test_a_municipality_in_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a municipality with its years"):
        dated_region(text)


def _codes(places: list[str], years: list[str]) -> dict[str, list[str]]:
    return {"Sted": places, "AAR": years, "MEASURE_TYPE": ["Antall_Brukere"]}


def _answer(places: list[str], years: list[str], values: list[Any]) -> tuple[bytes, dict[str, Any]]:
    """An answer in the form that FHI gives, and the request for it."""
    codes = _codes(places, years)
    dimension = {
        name: {"label": name, "category": {"index": of, "label": {code: code for code in of}}}
        for name, of in codes.items()
    }
    content = {
        "class": "dataset",
        "version": "2.0",
        "label": "Mottakere",
        "updated": "2026-06-01T05:00:00Z",
        "id": list(codes),
        "size": [len(of) for of in codes.values()],
        "dimension": dimension,
        "value": values,
        "status": "",
    }
    asked = [{"code": name, "filter": "item", "values": of} for name, of in codes.items()]
    return orjson.dumps(content), {"path": "kpr/Table/634/data", "body": {"dimensions": asked}}


def _read(places: list[str], years: list[str], values: list[Any]) -> list[Row]:
    body, request = _answer(places, years, values)
    frame, _ = read_fhi(body, request, SPEC, TWO_BECAME_ONE, fetched=FETCHED)
    shown = frame.astype({"value": object}).where(frame.notna(), None)
    return list(shown[["region", "period", "value", "symbol", "borders"]].itertuples(index=False, name=None))


def test_each_figure_is_on_the_borders_of_its_year_and_a_region_has_none_outside_its_own() -> None:
    assert _read(PLACES, ["2019", "2020"], [900, 950, 40, None, None, 41]) == [
        ("0", "2019", 900, "published", "2018-01-01"),
        ("0", "2020", 950, "published", "2020-01-01"),
        ("5011", "2019", 40, "published", "2018-01-01"),
        ("5055", "2020", 41, "published", "2020-01-01"),
    ]


def test_a_figure_that_is_hidden_stays_confidential_and_a_zero_outside_the_years_is_none() -> None:
    assert _read([HEIM, HEMNE], ["2020", "2021"], [":", 41, 0, 0]) == [
        ("5055", "2020", None, "confidential", "2020-01-01"),
        ("5055", "2021", 41, "published", "2020-01-01"),
    ]


def test_a_code_under_two_texts_is_one_region() -> None:
    places = ["5001 Trondheim (2018-2022)", "5001 Tråante (2023->)"]
    assert [row[:3] for row in _read(places, ["2022", "2023"], [7, None, None, 8])] == [
        ("5001", "2022", 7),
        ("5001", "2023", 8),
    ]


@pytest.mark.parametrize(
    ("places", "values", "says"),
    [
        ([HEMNE], [40], r"has a figure for '5011 Hemne \(2018-2019\)' in 2020; find out why"),
        (["5055 Heim"], [40], "has a region in an unexpected form"),
        (["5001 Trondheim (2018->)", "5001 Tråante (2020->)"], [7, 8], "has two figures for 5001 in one year"),
    ],
)
def test_what_the_years_do_not_explain_stops_the_table(places: list[str], values: list[Any], says: str) -> None:
    with pytest.raises(UnexpectedShape, match=f"^FHI table kpr 634 {says}"):
        _read(places, ["2020"], values)


def test_a_load_has_no_labels_of_its_regions() -> None:
    body, request = _answer([HEIM], ["2020"], [41])
    source = Source.model_validate({"id": "fhi_634", "spec": SPEC})
    tables = read_load(source, [StoredAnswer("first", request, FETCHED, body)], TWO_BECAME_ONE)
    assert tables.labels.dimension.tolist() == ["contents"]
