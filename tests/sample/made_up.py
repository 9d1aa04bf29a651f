"""SYNTHETIC tables, small and odd, for what no true table of the sample shows."""

import csv
from pathlib import Path
from typing import Any

import yaml

SYNTHETIC = {"no": "SYNTETISK", "en": "SYNTHETIC"}
CONTENTS = {
    "label": SYNTHETIC,
    "unit": {"no": "antall", "en": "number"},
    "refperiod": {"no": "Året", "en": "Year"},
    "measuring": "Flow",
}
NOTE, IMPORTANT = {"no": "Note", "en": "Note"}, {"no": "Viktig", "en": "Important", "mandatory": True}
UPDATED = "2026-02-24T07:00:00Z"

Rows = list[tuple[Any, ...]]


def labels(*codes: str) -> dict[str, dict[str, str]]:
    """The values of a variable, each labelled by its code."""
    return {code: {"no": f"verdi {code}", "en": f"value {code}"} for code in codes}


def variable(*codes: str, **more: Any) -> dict[str, Any]:
    """A classification variable with these codes."""
    return {"label": {"no": "variabel", "en": "variable"}, "values": labels(*codes), **more}


def make_table(folder: Path, table_id: str, variables: dict[str, Any], rows: Rows = [], **more: Any) -> None:  # noqa: B006
    """Write a table of these variables; a row is its codes in their order, the value, and a symbol if it has one."""
    home = folder / table_id
    home.mkdir(parents=True)
    words = {"label": SYNTHETIC, "contents": SYNTHETIC, "subject": {"code": "be", **SYNTHETIC}, "updated": UPDATED}
    everything = {"ContentsCode": {"Antall": CONTENTS}, "Tid": {"first": 2024, "last": 2025}, **variables}
    classified = {code: each for code, each in everything.items() if code not in ("ContentsCode", "Tid")}
    ordered = {**classified, **{code: everything[code] for code in ("ContentsCode", "Tid")}}
    spec = {"id": table_id, **words, **more, "variables": ordered}
    (home / "table.yaml").write_text(yaml.safe_dump(spec, allow_unicode=True, sort_keys=False), encoding="utf-8")
    write_rows(home / "figures.csv", [*ordered, "value", "symbol"], [(*row, "")[: len(ordered) + 2] for row in rows])


def make_codelist(folder: Path, table_id: str, codelist: str, members: dict[str, str]) -> None:
    """Write a codelist of a table: each code, and the codes it stands for with spaces between."""
    rows = [(code, code, code, codes) for code, codes in members.items()]
    write_rows(folder / table_id / f"{codelist}.csv", ["code", "no", "en", "value_map"], rows)


def write_rows(path: Path, names: list[str], rows: Rows) -> None:
    """Write a csv file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names, *rows])


def make_all(folder: Path) -> None:
    """Every table that the tests of the selection language and of the answers need."""
    _places(folder)
    _odd(folder)
    _large(folder)
    _months(folder)


def _places(folder: Path) -> None:
    """90001: counts by place and sex with symbols, and a share that was updated another day.

    5001 took in 5030 in 2020; 5055 was made that year, and SSB shows 0 before.
    """
    of_5030 = [("5030", "1", "Antall", "2019", 40), ("5030", "1", "Antall", "2025", None, ".")]
    counts = [("0", 900), ("5001", 500), ("5055", 60)]
    rows = [(code, sex, "Antall", "2025", each + int(sex)) for code, each in counts for sex in ("1", "2")]
    before = [("5001", "1", "Antall", "2019", 400), ("5055", "1", "Antall", "2019", 0)]
    confidential = [("5001", "2", "Antall", "2019", None, ":"), ("5030", "2", "Antall", "2019", None, ":")]
    provisional = [("5001", "1", "Andel", "2025", 12.5, "*"), ("5055", "1", "Andel", "2025", None, "..")]
    share = {
        **CONTENTS,
        "unit": {"no": "prosent", "en": "per cent"},
        "decimals": 1,
        "updated": "2026-06-15T06:00:00Z",
        "base": {"no": "2015=100", "en": "2015=100"},
        "urn": "urn:ssb:conceptvariable:vardok:2755",
    }
    noted = {"values": {**labels("1", "2"), "2": {**SYNTHETIC, "notes": [IMPORTANT]}}, "notes": [NOTE, IMPORTANT]}
    place = variable("0", "5001", "5030", "5055", elimination="0", role="geo", klass=[104, 131], show="code_value")
    names = ("agg_KommSummer", "agg_KommSummerHist", "agg_KommFylker", "agg_KommGjeldende", "vs_Kommun")
    make_table(
        folder,
        "90001",
        {
            "Region": {**place, "codelists": dict.fromkeys(names, SYNTHETIC)},
            "Kjonn": {**variable(elimination=True, klass=[2]), **noted},
            "ContentsCode": {"Antall": CONTENTS, "Andel": share},
            "Tid": {"codes": ["2019", "2025"]},
        },
        [*rows, *before, *of_5030, *confidential, *provisional],
        notes=[NOTE, IMPORTANT],
        shortname="folkemengde",
    )
    make_codelist(folder, "90001", "agg_KommSummer", {"K-5001": "5001 5030", "K-5055": "5055", "K-9999": "9999"})
    make_codelist(folder, "90001", "agg_KommSummerHist", {"K_5001": "5001 5030"})
    make_codelist(folder, "90001", "agg_KommFylker", {"F-50": "5001 5030 5055"})
    make_codelist(folder, "90001", "agg_KommGjeldende", {"5001": "", "5055": ""})
    make_codelist(folder, "90001", "vs_Kommun", {"5001": "", "5030": "", "5055": ""})


def _odd(folder: Path) -> None:
    """90002: codes that look like expressions, in a variable that must be selected and plays no role."""
    codes = ("a?", "ab", "b*", "bc", "c,d", "top(1)")
    rows = [(code, "Antall", "2025", at) for at, code in enumerate(codes)]
    make_table(folder, "90002", {"Odd": variable(*codes)}, rows)


def _large(folder: Path) -> None:
    """90003: exactly 800,000 cells in a year, and as many in the next; none of them has a figure."""
    thousand, hundreds = [f"{number:03d}" for number in range(1000)], [f"{number:03d}" for number in range(800)]
    make_table(folder, "90003", {"Thousand": variable(*thousand), "Hundreds": variable(*hundreds)})


def _months(folder: Path) -> None:
    """90004: contents and months alone; discontinued."""
    months = [f"2025M{month:02d}" for month in range(1, 13)] + ["2026M01", "2026M02"]
    rows = [("Antall", month, at) for at, month in enumerate(months)]
    make_table(folder, "90004", {"Tid": {"codes": months}}, rows, discontinued=True)
