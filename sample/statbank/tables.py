"""Read the tables' definitions from `sample/figures/<table id>/`."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sample.statbank.model import Codelist, Contents, Follows, Subject, Table, Value, Variable

FIGURES = Path(__file__).parent.parent / "figures"
CONTENTS_LABEL = {"no": "statistikkvariabel", "en": "contents"}
YEAR_LABEL = {"no": "år", "en": "year"}


@cache
def all_tables() -> dict[str, Table]:
    """Every table there is, by id."""
    folders = sorted(path.parent for path in FIGURES.glob("*/table.yaml"))
    return {folder.name: _table(folder) for folder in folders}


@cache
def all_codelists() -> dict[str, Codelist]:
    """Every codelist of every table, by its case-sensitive id."""
    variables = [variable for table in all_tables().values() for variable in table.variables]
    return {codelist.id: codelist for variable in variables for codelist in variable.codelists}


def _table(folder: Path) -> Table:
    spec = yaml.safe_load((folder / "table.yaml").read_text(encoding="utf-8"))
    subject = spec["subject"]
    return Table(
        id=spec["id"],
        label=spec["label"],
        contents_label=spec["contents"],
        subject=Subject(subject["code"], {lang: subject[lang] for lang in ("no", "en")}),
        variables=tuple(_variable(folder, code, each) for code, each in spec["variables"].items()),
        contents={code: _contents(each, spec["updated"]) for code, each in spec["variables"]["ContentsCode"].items()},
    )


def _contents(spec: dict[str, Any], updated: str) -> Contents:
    fields = {key: value for key, value in spec.items() if key != "label"}
    return Contents(**{"updated": updated, **fields})


def _variable(folder: Path, code: str, spec: dict[str, Any]) -> Variable:
    if code == "Tid":
        years = tuple(
            Value(str(year), {"no": str(year), "en": str(year)}) for year in range(spec["first"], spec["last"] + 1)
        )
        return Variable(code, YEAR_LABEL, years, role="time", show="code")
    if code == "ContentsCode":
        values = tuple(Value(each, contents["label"]) for each, contents in spec.items())
        return Variable(code, CONTENTS_LABEL, values, role="metric")
    return _classification(folder, code, spec)


def _classification(folder: Path, code: str, spec: dict[str, Any]) -> Variable:
    inline = tuple(Value(each, label) for each, label in spec.get("values", {}).items())
    return Variable(
        code=code,
        label=spec["label"],
        values=inline or _values(folder / f"{code}.csv"),
        elimination=spec.get("elimination", False),
        role=spec.get("role"),
        show=spec.get("show", "value"),
        klass=tuple(spec.get("klass", ())),
        codelists=tuple(
            Codelist(each, label, _values(folder / f"{each}.csv")) for each, label in spec.get("codelists", {}).items()
        ),
    )


def _values(path: Path) -> tuple[Value, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(_value(row) for row in csv.DictReader(file))


def _value(row: dict[str, str]) -> Value:
    follows = Follows(row["follows"], int(row["zero_before"]), int(row["since"])) if row.get("follows") else None
    return Value(row["code"], {"no": row["no"], "en": row["en"]}, tuple(row.get("value_map", "").split()), follows)
