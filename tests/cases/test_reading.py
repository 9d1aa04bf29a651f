"""Workbooks, bytes and periods that are read wrongly today: the marked tests fail until the fault is mended."""

from contextlib import suppress
from json import JSONDecodeError
from typing import Any

import orjson
import pytest

from catalogue.errors import CodeGone, UnexpectedShape
from extract.answer import Answer, checked
from tests.cases.answers import AALESUND, answer, read
from tests.lib.jsonstat import encode
from tests.lib.spec import shipped_catalogue
from tests.lib.workbooks import book
from transform.klass import read_municipalities
from transform.periods import read_period
from transform.spreadsheet import read_spreadsheet

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
OSLO = {"Region": ["0301"], "ContentsCode": ["EUskala50"], "Tid": ["2024"]}
VALID = {"validFromInRequestedRange": "1838-01-01", "validToInRequestedRange": None}
CODES = BYTE_ORDER_MARK + orjson.dumps({"codes": [{"code": "0301", "name": "Oslo", **VALID}]})
HEIM = {"oldCode": "5011", "oldName": "Hemne", "newCode": "5055", "newName": "Heim", "changeOccurred": "2020-01-01"}


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="Rows with another spelling are dropped without a word")
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Nye boliger siste 4 år ", id="trailing space"),
        pytest.param("Nye boliger\u00a0siste 4 år", id="hard space"),
        pytest.param("Nye Boliger siste 4 år", id="capital"),
    ],
)
def test_a_row_with_another_spelling_of_the_contents_is_kept_or_refused(text: str) -> None:
    spec: Any = shipped_catalogue().sources["ssb_arealprofiler"].spec
    rows = [(contents.label, "0301", "Oslo", 2024, 5, None) for contents in spec.contents.values()]
    workbook = book(*rows, (text, "1508", "Ålesund", 2024, 7, None))
    with suppress(UnexpectedShape, CodeGone):
        frame, _ = read_spreadsheet(workbook, spec, AALESUND, fetched="2026-11-25")
        assert "1508" in set(frame.region)


def test_the_client_lets_a_byte_order_mark_through() -> None:
    sent = Answer({"path": "codes"}, 200, {"content-type": "application/json"}, CODES)
    assert checked(sent).body == CODES


@pytest.mark.xfail(strict=True, raises=JSONDecodeError, reason="What reads KLASS knows no byte order mark")
def test_klass_is_read_with_a_byte_order_mark() -> None:
    changes = orjson.dumps({"codeChanges": [HEIM]})
    assert len(read_municipalities(CODES, changes).codes) == 1


@pytest.mark.xfail(strict=True, raises=UnexpectedShape, reason="What reads the StatBank knows no byte order mark")
def test_the_statbank_is_read_with_a_byte_order_mark() -> None:
    body = BYTE_ORDER_MARK + encode(answer("06947", OSLO, lambda *_: (9.5, None)))
    assert read("ssb_06947", OSLO, body)["0301", "EUskala50", "2024"] == (9.5, "published")


@pytest.mark.xfail(strict=True, raises=(pytest.fail.Exception, ValueError), reason="It passes, or ends in a ValueError")
@pytest.mark.parametrize("text", ["2024\n", "2024K1\n", "2022-2024\n", "0000", "2024-2022"])
def test_what_is_nearly_a_period_is_refused(text: str) -> None:
    with pytest.raises(UnexpectedShape):
        read_period(text)
