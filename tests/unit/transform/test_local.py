"""A local CSV as observations."""

from typing import Any

import pytest

from catalogue.errors import UnexpectedShape
from catalogue.local import LocalSource
from catalogue.source_spec import Contents, Period
from catalogue.strict import Text
from tests.lib.klass import TWO_BECAME_ONE
from transform.contract import check_contract
from transform.local import read_local
from transform.tables import StoredAnswer

SPEC = LocalSource(
    file="play.csv",
    owner="Heim kommune",
    page_url="https://heim.example",
    licence="CC BY 4.0",
    title=Text(nb="Lek", en="Play"),
    period=Period(grain="year", refers_to="1 January"),
    contents={name: Contents(kind="stock", additive=True) for name in ("plasser", "barn")},
)
HEADING = "kommunenummer;periode;plasser;barn\n"


def _read(body: bytes) -> list[tuple[Any, ...]]:
    answer = StoredAnswer("f1", {}, "2026-11-25T02:00:00+00:00", body)
    frame = read_local("local_play", SPEC, [answer], TWO_BECAME_ONE).frames["local_play"]
    check_contract(SPEC, frame, TWO_BECAME_ONE)
    assert set(frame.borders) == {"2020-01-01"}
    columns = ["region", "contents", "period", "value", "symbol"]
    return list(frame[columns].astype(object).where(frame[columns].notna(), None).itertuples(index=False, name=None))


def test_each_column_has_a_row_for_each_line() -> None:
    assert _read(f"{HEADING}5001;2024;12;30,5\n5055;2024;..;\n".encode()) == [
        ("5001", "plasser", "2024", 12.0, "published"),
        ("5055", "plasser", "2024", None, "missing"),
        ("5001", "barn", "2024", 30.5, "published"),
        ("5055", "barn", "2024", None, "missing"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff{HEADING}5055;2024;1;2\n",
        f"{HEADING}5055;2024;1;2".replace("\n", "\r\n"),
        "barn;plasser;periode;kommunenummer\n2;1;2024;5055\n",
        f'{HEADING}"5055";"2024"; 1 ;2\n;;;\n\n',
    ],
    ids=["byte order mark", "lines of Windows", "columns in any order", "quotes, spaces and empty lines"],
)
def test_what_spreadsheets_write_is_read(text: str) -> None:
    assert [value for *_, value, _ in _read(text.encode())] == [1.0, 2.0]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("", "local/play.csv has no figures; below the line kommunenummer;periode;plasser;barn each line has one."),
        ("9998;2024;1;2", "line 2 has '9998', which is not the code of a municipality."),
        ("Heim;2024;1;2", "line 2 has 'Heim', which is not the code of a municipality."),
        ("5055;2024;1", "line 2 has 3 cells where the heading has 4."),
        ("5055;2024;1;x", "line 2 has 'x', which is not a number; write 1234,5 or leave it empty."),
        ("5055;2024;1;1 234", "line 2 has '1 234', which is not a number; write 1234,5 or leave it empty."),
        ("5055;2024;1;=1+1", "line 2 has '=1+1', which is not a number; write 1234,5 or leave it empty."),
        (
            f"5055;2024;1;{'9' * 400}",
            f"line 2 has '{'9' * 40}', which is not a number; write 1234,5 or leave it empty.",
        ),
        ("5055;2024;1,5;2.5", "line 2 has '2.5', and another figure has the other decimal sign; use one."),
        ("5055;24;1;2", "line 2 has a wrong period: '24' is not a period that Grunnlag knows"),
        ("5055;2024K1;1;2", "line 2 has 2024K1, and the grain of the periods is year."),
        ("5055;2024;1;2\n5055;2024;1;2", "line 3 has 5055 and 2024 again, after line 2; keep one of them."),
        ("5011;2018;1;2\n5055;2024;1;2", "The figures have both 5011 and later municipalities; find out why."),
        ('5055;2024;1;"2', "local/play.csv is not a CSV that can be read (unexpected end of data)."),
    ],
)
def test_a_wrong_line_is_named_with_what_to_do(lines: str, says: str) -> None:
    with pytest.raises(UnexpectedShape) as refusal:
        _read(f"{HEADING}{lines}\n".encode())
    assert str(refusal.value).removeprefix("local/play.csv: ").startswith(says)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"kommunenummer,periode,plasser,barn\n5055,2024,1,2\n", "line 1 must be kommunenummer;periode;plasser;barn"),
        (f"{HEADING}5055;2024;1;2 \u00e5".encode("latin-1"), "line 2 is not in UTF-8; save the file as 'CSV UTF-8'."),
        (f"{HEADING}5055;2024;1;2".encode("utf-16"), "line 1 is not in UTF-8; save the file as 'CSV UTF-8'."),
    ],
)
def test_another_separator_or_encoding_is_named(body: bytes, says: str) -> None:
    with pytest.raises(UnexpectedShape) as refusal:
        _read(body)
    assert str(refusal.value).removeprefix("local/play.csv: ").startswith(says)
