"""FHI's answers become observations: a hidden figure is confidential, never zero."""

from typing import Any

import orjson
import pytest

from catalogue.errors import UnexpectedShape
from catalogue.kinds import FhiSource, Source
from tests.lib.klass import TWO_BECAME_ONE, municipalities
from transform.fhi import period, read_fhi
from transform.load import read_load
from transform.tables import StoredAnswer

SPEC = FhiSource.model_validate(
    {
        "kind": "fhi",
        "bank": "nokkel",
        "table": "806",
        "title": {"nb": "Mobbing", "en": "Bullying"},
        "select": {"TRINN": ["7"]},
        "contents": {"MEIS": {"kind": "stock", "additive": False}},
        "period": {"grain": "years", "refers_to": "three school years"},
        "checks": {"municipalities": 1},
        "licence": "open",
    }
)
CODES = {"GEO": ["0", "50", "5001", "5055"], "AAR": ["2022_2024"], "TRINN": ["7"], "MEASURE_TYPE": ["MEIS"]}
VALUES: list[Any] = [10.1, 11.2, ":", 0]
FETCHED = "2026-11-24T02:30:00+00:00"


def request(codes: dict[str, list[str]] = CODES) -> dict[str, Any]:
    dimensions = [{"code": name, "filter": "item", "values": values} for name, values in codes.items()]
    return {"method": "POST", "path": "nokkel/Table/806/data", "query": {}, "body": {"dimensions": dimensions}}


def answer(codes: dict[str, list[str]] = CODES, values: list[Any] = VALUES, **other: Any) -> bytes:
    """Return an answer in FHI's format."""
    dimension = {
        name: {"label": name, "category": {"index": of, "label": {code: f"label of {code}" for code in of}}}
        for name, of in codes.items()
    }
    content = {
        "class": "dataset",
        "version": "2.0",
        "href": None,
        "label": "Mobbing",
        "updated": "2026-06-01T05:00:00.7706326+00:00",
        "source": None,
        "id": list(codes),
        "size": [len(of) for of in codes.values()],
        "role": {"time": None, "geo": ["GEO"], "metric": ["MEASURE_TYPE"]},
        "dimension": dimension,
        "value": values,
        "status": "",
        "extension": {"flags": {"index": [":"], "label": {":": "Anonymisert", "*": "Usikkert"}}},
    }
    return orjson.dumps(content | other)


def read(body: bytes, asked: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    frame, _ = read_fhi(body, asked or request(), SPEC, TWO_BECAME_ONE, fetched=FETCHED)
    shown = frame.astype({"value": object}).where(frame.notna(), None)
    return list(shown[["region", "period", "value", "symbol"]].itertuples(index=False, name=None))


def test_a_hidden_figure_is_confidential_and_a_zero_stays_a_zero() -> None:
    assert read(answer())[2:] == [("5001", "2022-2024", None, "confidential"), ("5055", "2022-2024", 0.0, "published")]


def test_country_and_counties_are_read() -> None:
    assert [row[:3] for row in read(answer())[:2]] == [("0", "2022-2024", 10.1), ("50", "2022-2024", 11.2)]


@pytest.mark.parametrize(
    ("value", "symbol"),
    [("..", "missing"), (".", "not_applicable"), (":", "confidential"), ("k", "confidential"), ("-", "not_applicable")],
)
def test_a_flag_in_place_of_a_figure_becomes_a_symbol(value: str | None, symbol: str) -> None:
    assert read(answer(values=[10.1, 11.2, value, 1]))[2][2:] == (None, symbol)


def test_a_cell_with_neither_figure_nor_flag_was_not_delivered() -> None:
    assert [row[0] for row in read(answer(values=[10.1, 11.2, None, 1]))] == ["0", "50", "5055"]


def test_an_unknown_flag_stops_the_table_and_is_reported_with_its_meaning() -> None:
    with pytest.raises(UnexpectedShape, match=r"FHI table nokkel 806 has the flag '\*', which means 'Usikkert'"):
        read(answer(values=["*", 1, 1, 1]))
    with pytest.raises(UnexpectedShape, match="has the flag '~', which it does not explain"):
        read(answer(values=["~", 1, 1, 1], extension=None))


@pytest.mark.parametrize(
    ("code", "read_as"),
    [("2024", "2024"), ("2024_2024", "2024"), ("2022_2024", "2022-2024"), ("2022/23-2024/25", "2022-2025")],
)
def test_a_period_is_a_year_a_span_of_years_or_of_school_years(code: str, read_as: str) -> None:
    assert period(code) == read_as


@pytest.mark.parametrize("code", ["2024-2025", "2022/23", "2022_24", "202"])
def test_any_other_period_is_refused(code: str) -> None:
    with pytest.raises(UnexpectedShape, match=f"'{code}' is not a period as FHI writes them"):
        period(code)


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


@pytest.mark.parametrize("haram", [0, ".", ".."])
def test_w1_before_a_division_neither_part_has_a_figure_when_one_of_them_has_none(haram: Any) -> None:
    codes = CODES | {"GEO": ["1508", "1580"], "AAR": ["2022_2022", "2024_2024"]}
    body = answer(codes, [9.5, 9.6, haram, 9.7])
    frame, _ = read_fhi(body, request(codes), SPEC, DIVIDED, fetched=FETCHED)
    assert list(zip(frame.region, frame.period, frame.symbol, strict=True)) == [
        ("1508", "2022", "not_existing"), ("1508", "2024", "published"),
        ("1580", "2022", "not_existing"), ("1580", "2024", "published"),
    ]  # fmt: skip


def test_w2_figures_and_flags_are_read_by_their_positions() -> None:
    assert read(answer(values={"3": 0, "2": ":", "1": 11.2, "0": 10.1})) == read(answer())
    assert read(answer(values={"1": 11.2})) == [("50", "2022-2024", 11.2, "published")]


@pytest.mark.parametrize("values", [[1, 2, True, 4], [1, 2, [3], 4], {"4": 1}, {"first": 1}, "1234"])
def test_w2_what_is_no_figure_is_refused(values: Any) -> None:
    with pytest.raises(UnexpectedShape):
        read(answer(values=values))


def test_w8_a_figure_with_a_symbol_for_none_is_refused() -> None:
    with pytest.raises(
        UnexpectedShape, match=r"Table 806 has both the figure 11\.2 and the symbol ':' in 50, 2022_2024, 7, MEIS"
    ):
        read(answer(status={"1": ":"}))


def test_w8_an_unknown_symbol_of_a_figure_is_reported() -> None:
    _, decoded = read_fhi(answer(status={"1": "*", "3": "u"}), request(), SPEC, TWO_BECAME_ONE, fetched=FETCHED)
    (notice,) = decoded.notices
    assert notice.startswith("the symbol 'u' is unknown. 1 cells have it, first 5055, 2022_2024")


@pytest.mark.parametrize("code", ["2024_2024\n", "0000_0000", "2024_2022"])
def test_w9_what_is_nearly_a_period_is_refused(code: str) -> None:
    codes = CODES | {"AAR": [code]}
    answers = [StoredAnswer("f", request(codes), FETCHED, answer(codes))]
    with pytest.raises(UnexpectedShape, match="is not a period"):
        read_load(Source.model_validate({"id": "fhi_806", "spec": SPEC}), answers, TWO_BECAME_ONE)


def test_w11_a_byte_order_mark_is_read() -> None:
    assert read(b"\xef\xbb\xbf" + answer()) == read(answer())


@pytest.mark.parametrize(
    ("code", "period"), [("2024_2024", "2024"), ("2022_2024", "2022-2024"), ("2016_2025", "2016-2025")]
)
def test_a_period_is_a_year_or_a_span_of_years(code: str, period: str) -> None:
    codes = CODES | {"AAR": [code]}
    assert {row[1] for row in read(answer(codes), request(codes))} == {period}


def test_a_period_of_another_kind_is_refused() -> None:
    codes = CODES | {"AAR": ["2024W07"]}
    with pytest.raises(UnexpectedShape, match="'2024W07' is not a period as FHI writes them"):
        read(answer(codes), request(codes))


def test_a_table_is_on_the_newest_borders_that_have_all_its_municipalities() -> None:
    borders = {codes: _borders(list(codes)) for codes in (("5001", "5055"), ("5001", "5030"))}
    assert borders == {("5001", "5055"): "2020-01-01", ("5001", "5030"): "2018-01-01"}


def _borders(municipalities: list[str]) -> str:
    codes = CODES | {"GEO": municipalities}
    frame, _ = read_fhi(answer(codes, [1, 2]), request(codes), SPEC, TWO_BECAME_ONE, fetched=FETCHED)
    (edition,) = set(frame.borders)
    return str(edition)


def test_municipalities_that_never_existed_together_are_refused() -> None:
    with pytest.raises(UnexpectedShape, match="and later municipalities"):
        _borders(["5055", "5030"])


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (CODES | {"KJONN": ["0"]}, "other dimensions than were asked for: KJONN"),
        (CODES | {"TRINN": ["10"]}, "other codes in TRINN than were asked for, 10 among them"),
    ],
)
def test_an_answer_that_differs_from_the_request_is_refused(asked: dict[str, list[str]], says: str) -> None:
    with pytest.raises(UnexpectedShape, match=says):
        read(answer(), request(asked))


@pytest.mark.parametrize("body", [b"{}", b"[]", answer(values=[1, 2]), answer(dimension={})])
def test_an_incomplete_answer_is_refused(body: bytes) -> None:
    with pytest.raises(UnexpectedShape, match="FHI table nokkel 806 did not answer with a whole JSON-stat2 dataset"):
        read(body)


def test_a_load_has_the_texts_of_its_codes_and_its_update_time() -> None:
    source = Source.model_validate({"id": "fhi_806", "spec": SPEC})
    tables = read_load(source, [StoredAnswer("first", request(), FETCHED, answer())], TWO_BECAME_ONE)
    assert tables.updated == "2026-06-01T05:00:00.7706326+00:00"
    assert tables.labels.to_numpy().tolist() == [["trinn", "7", "label of 7"], ["contents", "MEIS", "label of MEIS"]]
    assert set(tables.frames["fhi_806"].fetch_id) == {"first"}
