"""Read the definitions of tables, one folder for each table.

`<folder>/<table id>/table.yaml` describes the table. `<variable>.csv` has a long list of values (`code,no,en`), and
`<codelist>.csv` the values of a codelist, with the codes that each sums or selects in `value_map` (if empty, its own code).
Optional keys of a table: `discontinued`, `aggregation` (false: it makes no sense to sum), `shortname` of its statistics'
page, `default` (the selection that SSB has stored), `zeros_left_out` and `notes`. Variables and values may have `notes` too.
"""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sample.statbank.model import Codelist, Contents, Follows, Note, Subject, Table, Text, Value, Variable, time_unit

FIGURES = Path(__file__).parent.parent / "figures"
CONTENTS_LABEL = {"no": "statistikkvariabel", "en": "contents"}
TIME_LABELS = {
    "Annual": {"no": "år", "en": "year"},
    "Quarterly": {"no": "kvartal", "en": "quarter"},
    "Monthly": {"no": "måned", "en": "month"},
    "Weekly": {"no": "uke", "en": "week"},
    "Other": {"no": "periode", "en": "period"},
}


@cache
def all_tables(folder: Path = FIGURES) -> dict[str, Table]:
    """Return id -> table, for every table in the folder; by default the sample's own."""
    folders = sorted(path.parent for path in folder.glob("*/table.yaml"))
    return {each.name: _table(each) for each in folders}


def _table(folder: Path) -> Table:
    spec = yaml.load((folder / "table.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    subject, variables = spec["subject"], spec["variables"]
    return Table(
        id=spec["id"],
        label=spec["label"],
        contents_label=spec["contents"],
        subject=Subject(subject["code"], _text(subject)),
        variables=tuple(_variable(folder, code, each) for code, each in variables.items()),
        contents={code: _contents(each, spec["updated"]) for code, each in variables["ContentsCode"].items()},
        notes=_notes(spec),
        **{
            key: spec[key]
            for key in ("discontinued", "aggregation", "shortname", "default", "zeros_left_out")
            if key in spec
        },
    )


def _text(spec: dict[str, Any]) -> Text:
    return {lang: spec[lang] for lang in ("no", "en")}


def _notes(spec: dict[str, Any]) -> tuple[Note, ...]:
    return tuple(Note(_text(each), each.get("mandatory", False)) for each in spec.get("notes", ()))


def _contents(spec: dict[str, Any], updated: str) -> Contents:
    fields = {key: value for key, value in spec.items() if key != "label"}
    return Contents(**{"updated": updated, **fields})


def _variable(folder: Path, code: str, spec: dict[str, Any]) -> Variable:
    if code == "Tid":
        return _time(code, spec)
    if code == "ContentsCode":
        values = tuple(Value(each, contents["label"]) for each, contents in spec.items())
        return Variable(code, CONTENTS_LABEL, values, role="metric")
    return _classification(folder, code, spec)


def _time(code: str, spec: dict[str, Any]) -> Variable:
    periods = spec.get("codes") or [str(year) for year in range(spec["first"], spec["last"] + 1)]
    values = tuple(Value(period, {"no": period, "en": period}) for period in periods)
    return Variable(code, TIME_LABELS[time_unit(periods[-1])], values, role="time", show="code")


def _classification(folder: Path, code: str, spec: dict[str, Any]) -> Variable:
    inline = tuple(Value(each, _text(words), notes=_notes(words)) for each, words in spec.get("values", {}).items())
    return Variable(
        code=code,
        label=spec["label"],
        values=inline or _values(folder / f"{code}.csv"),
        elimination=spec.get("elimination", False),
        role=spec.get("role"),
        show=spec.get("show", "value"),
        urns=tuple(f"urn:ssb:classification:klass:{number}" for number in spec.get("klass", ())),
        codelists=tuple(_codelist(folder, each, label) for each, label in spec.get("codelists", {}).items()),
        notes=_notes(spec),
    )


def _codelist(folder: Path, codelist_id: str, label: Text) -> Codelist:
    return Codelist(codelist_id, label, _values(folder / f"{codelist_id}.csv"))


def _values(path: Path) -> tuple[Value, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_value(row) for row in csv.DictReader(file))


def _value(row: dict[str, str]) -> Value:
    follows = Follows(row["follows"], int(row["zero_before"]), int(row["since"])) if row.get("follows") else None
    return Value(row["code"], _text(row), tuple(row.get("value_map", "").split()) or (row["code"],), follows)
