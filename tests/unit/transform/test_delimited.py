"""A CSV with semicolons becomes figures on the borders of each year."""

from typing import Any

import pytest

from catalogue.errors import CodeGone, UnexpectedShape
from tests.lib.klass import TWO_BECAME_ONE
from tests.lib.workbooks import spreadsheet
from transform.spreadsheet import read_spreadsheet

HEAD = "Enhet;År;Kommunenummer;Kommune;Verdensregion i alt;Antall"
SPEC = spreadsheet(
    encoding="ISO-8859-1",
    columns={"region": "Kommunenummer", "period": "År", "value": "Antall"},
    dimensions={"region_i_verden": "Verdensregion i alt"},
    symbols={"Inf": "not_applicable"},
    recounted=False,
    contents={"persons": {"kind": "stock", "additive": True, "label": "Antall"}},
)


def _read(*rows: str, head: str = HEAD) -> list[dict[str, Any]]:
    body = "".join(f"{row}\n" for row in (head, *rows)).encode("iso-8859-1")
    frame, saved = read_spreadsheet(body, SPEC, TWO_BECAME_ONE, fetched="2026-11-25")
    assert saved is None
    return list(frame.to_dict("records"))


def test_a_row_becomes_a_figure_on_the_borders_of_its_year() -> None:
    assert _read("Personer;2024;5055;Heim;Særlig;12") == [{
        "region": "5055", "region_i_verden": "Særlig", "contents": "persons", "period": "2024",
        "value": 12.0, "symbol": "published", "borders": "2020-01-01",
    }]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "value", "symbol"),
    [("12,5", 12.5, "published"), ("12.5", 12.5, "published"), (":", None, "confidential"), ("Inf", None, "not_applicable"),
     (".", None, "not_applicable"), ("", None, "missing")],
)  # fmt: skip
def test_every_sort_of_cell_is_read(cell: str, value: float | None, symbol: str) -> None:
    (row,) = _read(f"Personer;2024;5055;Heim;Alle;{cell}")
    assert row["symbol"] == symbol
    assert value is None or row["value"] == value


def test_svalbard_is_left_out() -> None:
    assert len(_read("Personer;2024;5055;Heim;Alle;1", "Personer;2024;2111;;Alle;1")) == 1


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (["Personer;2024;5055;Heim;Alle;ca. 12"], "has 'ca. 12' in Antall where a number should be"),
        (["Personer;2024;5099;;Alle;1"], "have the municipality code 5099, which is not in KLASS"),
        (["Personer;2024"], "The CSV cannot be read"),
        (["Personer;2024;5055;Heim;" + "x" * 40_000 + ";1"], "The CSV cannot be read"),
    ],
)
def test_a_row_of_another_form_is_refused(rows: list[str], says: str) -> None:
    with pytest.raises(UnexpectedShape, match=says):
        _read(*rows)


def test_a_missing_column_is_reported() -> None:
    with pytest.raises(CodeGone, match="The file has no column Antall; it has Enhet, "):
        _read("Personer;2024;5055;Heim;Alle;1", head=HEAD.replace("Antall", "Tall"))
