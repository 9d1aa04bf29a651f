"""KLASS's answers, as frames."""

from typing import Any

import orjson
import pytest

from catalogue.errors import UnexpectedShape
from catalogue.kinds import ClassificationSource
from sample.klass import documents
from sample.klass.holdings import codes as sample_codes
from sample.klass.register import Register
from sample.klass.window import FOREVER, Window
from tests.lib.spec import shipped_catalogue
from transform.borders import validities
from transform.klass import read_centrality, read_counties, read_municipalities, vanished
from transform.municipalities import Municipalities

Item = dict[str, Any]


def _code(code: str, name: str, first: str, last: str | None = None) -> Item:
    """Return a code as KLASS writes it, without the last day if there is none."""
    item = {"code": code, "name": name, "validFromInRequestedRange": first}
    return item | ({"validToInRequestedRange": last} if last else {})


def _change(old: str | None, new: str | None, day: str) -> Item:
    return {"oldCode": old, "oldName": old, "newCode": new, "newName": new, "changeOccurred": day}


CODES = [_code("5055", "Heim", "2020-01-01"), _code("5011", "Hemne", "2018-01-01", "2020-01-01")]
CHANGES = [_change("5011", "5055", "2020-01-01")]
ALWAYS = Window("1838-01-01", None, FOREVER)


def _bytes(key: str, items: list[Item]) -> bytes:
    return orjson.dumps({key: items})


def test_municipalities_are_sorted_and_have_the_day_since_which_their_area_is_the_same() -> None:
    read = read_municipalities(_bytes("codes", CODES), _bytes("codeChanges", CHANGES))
    assert read.codes.to_dict("split")["data"] == [
        ["5011", "Hemne", "2018-01-01", "2020-01-01", "2018-01-01"],
        ["5055", "Heim", "2020-01-01", None, "2018-01-01"],
    ]


@pytest.mark.parametrize("last", ["9999-12-31", "10000-01-01", "+10000-01-01", "2999-12-31"])
def test_w10_an_end_far_in_the_future_is_no_end(last: str) -> None:
    codes = [_code("5055", "Heim", "2020-01-01", last), CODES[1]]
    read = read_municipalities(_bytes("codes", codes), _bytes("codeChanges", CHANGES))
    assert list(read.today.code) == ["5055"]
    assert read_counties(_bytes("codes", [_code("50", "Trøndelag", "2018-01-01", last)])).valid_to.tolist() == [None]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2020-01-01", "2019-12-31"),
        ("2020-01-01", "2020-13-01"),
        ("2020-01-01", "2021"),
        ("2020-01-01", ""),
        ("0000-00-00", None),
        ("2020-01-01T00:00:00", None),
        ("2020-01-01\n", None),
    ],
)
def test_w10_what_is_no_day_is_refused(first: str, last: str | None) -> None:
    codes = [{"code": "5055", "name": "Heim", "validFromInRequestedRange": first, "validToInRequestedRange": last}]
    with pytest.raises(UnexpectedShape, match="KLASS's codes lack something we need"):
        read_municipalities(_bytes("codes", codes), _bytes("codeChanges", CHANGES))


def test_w10_a_change_on_no_day_is_refused() -> None:
    with pytest.raises(UnexpectedShape, match="KLASS's codeChanges lack something we need"):
        read_municipalities(_bytes("codes", CODES), _bytes("codeChanges", [_change("5011", "5055", "2020-02-30")]))


def _list(codes: list[Item], changes: list[Item] = CHANGES) -> Municipalities:
    return read_municipalities(_bytes("codes", codes), _bytes("codeChanges", changes))


def test_w10_who_vanishes_without_a_change_is_found() -> None:
    before = _list([*CODES, _code("0301", "Oslo", "1838-01-01")])
    ended = [*CODES, _code("0301", "Oslo", "1838-01-01", "2026-01-01")]
    assert vanished(before, before) == []
    assert vanished(before, _list(CODES)) == ["0301"]
    assert vanished(before, _list(ended)) == ["0301"]
    assert vanished(before, _list(ended, [*CHANGES, _change("0301", "0302", "2026-01-01")])) == []
    assert vanished(before, _list([CODES[0], _code("0301", "Oslo", "1838-01-01")])) == ["5011"], "a code of the past"


def test_w11_a_byte_order_mark_is_read_in_every_answer() -> None:
    mark = b"\xef\xbb\xbf"
    codes, changes = _bytes("codes", CODES), _bytes("codeChanges", CHANGES)
    assert read_municipalities(mark + codes, mark + changes).codes.equals(read_municipalities(codes, changes).codes)
    assert len(read_counties(mark + codes)) == 2


@pytest.mark.parametrize("body", [b"[]", b'{"codes": {"0301": "Oslo"}}', b'{"codes": "0301"}', b"<html>", b"null"])
def test_w2_w11_an_answer_of_another_form_is_refused(body: bytes) -> None:
    with pytest.raises(UnexpectedShape, match=r"KLASS's codes have an unexpected form|without any codes"):
        read_counties(body)


def test_w3_a_county_that_stands_twice_is_refused() -> None:
    twice = [_code("50", "Trøndelag", "2018-01-01")] * 2
    with pytest.raises(UnexpectedShape, match="KLASS has two rows valid on the same day for 50"):
        read_counties(_bytes("codes", twice))


def test_uoppgitt_is_no_municipality_and_no_county() -> None:
    unknown = [_code("9999", "Uoppgitt", "1838-01-01"), _code("99", "Uoppgitt", "1838-01-01")]
    read = read_municipalities(_bytes("codes", CODES + unknown[:1]), _bytes("codeChanges", CHANGES))
    counties = read_counties(_bytes("codes", [_code("50", "Trøndelag", "2018-01-01"), unknown[1]]))
    assert set(read.codes.code) == {"5011", "5055"}
    assert list(counties.code) == ["50"]


def test_incomplete_and_repeated_changes_are_dropped() -> None:
    odd = [_change(None, "5055", "2020-01-01"), _change("5011", None, "2020-01-01"), *CHANGES]
    read = read_municipalities(_bytes("codes", CODES), _bytes("codeChanges", CHANGES + odd))
    assert list(zip(read.changes.old_code, read.changes.new_code, strict=True)) == [("5011", "5055")]


def test_a_row_that_continues_after_a_merger_is_split() -> None:
    codes = [_code("5001", "Trondheim", "2018-01-01", "2023-01-01"), _code("5030", "Klæbu", "2018-01-01", "2020-01-01")]
    changes = [_change("5030", "5001", "2020-01-01")]
    read = read_municipalities(_bytes("codes", codes), _bytes("codeChanges", changes))
    assert read.codes.to_dict("split")["data"] == [
        ["5001", "Trondheim", "2018-01-01", "2020-01-01", "2018-01-01"],
        ["5001", "Trondheim", "2020-01-01", "2023-01-01", "2020-01-01"],
        ["5030", "Klæbu", "2018-01-01", "2020-01-01", "2018-01-01"],
    ]
    assert list(read.codes) == ["code", "name", "valid_from", "valid_to", "borders_from"]
    assert list(read.changes.old_code) == ["5030"]


def _sample(codes: list[Item], *, with_stays: bool) -> Municipalities:
    """Return the sample's municipalities, with or without the changes in which a code and name became themselves."""
    changes = documents.changes(Register(), 131, ALWAYS)["codeChanges"]
    listed = [change for change in changes if with_stays or _names(change, "old") != _names(change, "new")]
    return read_municipalities(_bytes("codes", codes), _bytes("codeChanges", listed))


def _names(change: Item, side: str) -> tuple[str, str]:
    return change[f"{side}Code"], change[f"{side}Name"]


@pytest.mark.parametrize("with_stays", [True, False])
def test_borders_do_not_depend_on_how_klass_joins_rows(with_stays: bool) -> None:
    separate = [_code(row.code, row.name, row.valid_from, row.valid_to) for row in sample_codes(131)]
    joined = documents.codes(Register(), 131, ALWAYS, ranged=True, selected=lambda _: True)["codes"]
    assert len(joined) < len(separate)
    expected = validities(_sample(separate, with_stays=True).codes)
    found = validities(_sample(joined, with_stays=with_stays).codes)
    since = {
        (row.code, row.valid_from): [
            at.borders_from for at in found if at.code == row.code and at.covers(row.valid_from)
        ]
        for row in expected
    }
    assert since == {(row.code, row.valid_from): [row.borders_from] for row in expected}


def test_overlapping_rows_of_a_code_are_refused() -> None:
    codes = [*CODES, _code("5011", "Hemne", "2019-01-01", "2020-01-01")]
    with pytest.raises(UnexpectedShape, match=r"^KLASS has two rows valid on the same day for 5011; see"):
        read_municipalities(_bytes("codes", codes), _bytes("codeChanges", CHANGES))


def _lacking(item: Item, field: str) -> list[Any]:
    return [{key: value for key, value in item.items() if key != field}, None]


@pytest.mark.parametrize("field", ["code", "name", "validFromInRequestedRange"])
def test_a_code_that_lacks_a_field_is_refused(field: str) -> None:
    for lacking in [*_lacking(CODES[0], field), CODES[0] | {field: None}]:
        codes = _bytes("codes", [CODES[1], lacking])
        with pytest.raises(UnexpectedShape, match="KLASS's codes lack something we need"):
            read_municipalities(codes, _bytes("codeChanges", CHANGES))
        with pytest.raises(UnexpectedShape, match="KLASS's codes lack something we need"):
            read_counties(codes)


@pytest.mark.parametrize("field", ["oldCode", "oldName", "newCode", "newName", "changeOccurred"])
def test_a_change_that_lacks_a_field_is_refused(field: str) -> None:
    for lacking in _lacking(CHANGES[0], field):
        with pytest.raises(UnexpectedShape, match="KLASS's codeChanges lack something we need"):
            read_municipalities(_bytes("codes", CODES), _bytes("codeChanges", [*CHANGES, lacking]))


@pytest.mark.parametrize("codes", [b"{}", b'{"codes": []}'])
def test_an_answer_without_codes_is_refused(codes: bytes) -> None:
    with pytest.raises(UnexpectedShape, match="KLASS answered without any codes"):
        read_counties(codes)


def _centrality() -> ClassificationSource:
    spec = shipped_catalogue().sources["klass_128"].spec
    assert isinstance(spec, ClassificationSource)
    return spec


def _item(code: str, parent: str, notes: str, level: str = "2", name: str = "Heim") -> Item:
    return {"code": code, "parentCode": parent, "notes": notes, "level": level, "name": name}


def _version(*items: Item, began: str = "2024-01-01") -> bytes:
    return orjson.dumps({"validFrom": began, "classificationItems": items})


def test_centrality_has_class_and_index_with_the_year_of_the_index() -> None:
    frame = read_centrality(_version(_item("5055", "6", "494")), _centrality())
    assert frame.to_dict("records") == [
        {
            "region": "5055",
            "contents": what,
            "value": value,
            "period": "2023",
            "symbol": "published",
            "borders": "2024-01-01",
        }
        for what, value in (("class", 6), ("index", 494))
    ]


def test_items_for_classes_and_former_municipalities_are_left_out() -> None:
    items = [
        _item("6", "", "", level="1", name="Minst sentrale"),
        _item("5011", "6", "480", name="Hemne (-2019)"),
        _item("5055", "6", "494"),
    ]
    assert set(read_centrality(_version(*items), _centrality()).region) == {"5055"}


def test_a_version_without_an_index_year_in_the_catalogue_is_refused() -> None:
    with pytest.raises(UnexpectedShape, match="from 2026-01-01 whose index year is not in the catalogue"):
        read_centrality(_version(_item("5055", "6", "494"), began="2026-01-01"), _centrality())


@pytest.mark.parametrize(("parent", "notes"), [("6", ""), ("", "494"), ("6", "om lag 500")])
def test_a_municipality_without_class_or_index_is_refused_by_its_code(parent: str, notes: str) -> None:
    with pytest.raises(UnexpectedShape, match="KLASS gives 5055 no class and index"):
        read_centrality(_version(_item("5055", parent, notes)), _centrality())


@pytest.mark.parametrize("field", ["code", "parentCode", "notes", "level", "name"])
def test_an_item_of_a_version_that_lacks_a_field_is_refused(field: str) -> None:
    for lacking in _lacking(_item("5055", "6", "494"), field):
        with pytest.raises(UnexpectedShape, match="KLASS's classificationItems lack something we need"):
            read_centrality(_version(lacking), _centrality())


@pytest.mark.parametrize("version", [b"{}", b"[]", b'{"validFrom": null}', b'{"validFrom": "2024-01-01"}'])
def test_a_version_without_start_or_items_is_refused(version: bytes) -> None:
    with pytest.raises(UnexpectedShape, match=r"KLASS's \w+ lack something we need"):
        read_centrality(version, _centrality())
