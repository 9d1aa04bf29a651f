"""Recorded answers, and tables made of them that the sample's server can serve."""

import csv
import itertools
import json
import re
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
Json = dict[str, Any]


def recorded(name: str) -> Any:
    """A recorded answer."""
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))


def write_table(folder: Path, described: Json, data: Json | None = None, **known: Any) -> None:
    """A table's folder: the definition read off a recorded dataset, the figures off `data`, or off the same dataset.

    `known` is what the dataset does not tell: `elimination` (variable -> its value) or `codelists`
    (variable -> codelist the answer was asked with), whose codes are taken for the variable's own behind a prefix.
    """
    spec = _definition(described, known)
    home = folder / spec["id"]
    home.mkdir(parents=True)
    for variable, codelist in known.get("codelists", {}).items():
        _write_codelist(home / f"{codelist}.csv", described["dimension"][variable]["category"]["label"])
    (home / "table.yaml").write_text(yaml.safe_dump(spec, allow_unicode=True, sort_keys=False), encoding="utf-8")
    _write_figures(home / "figures.csv", data or described)


def both(text: str) -> dict[str, str]:
    """A wording recorded in one language, for both."""
    return {"no": text, "en": text}


def bare(code: str) -> str:
    """The municipality's code within `K-0301`."""
    return re.sub(r"^[KF][-_]", "", code)


def _definition(dataset: Json, known: Json) -> Json:
    px = dataset.get("extension", {}).get("px", {})
    title = re.sub(r"^\w+: ", "", dataset["label"])
    return {
        "id": px.get("tableid") or dataset["label"].partition(":")[0],
        "label": both(title),
        "contents": both(re.split(", etter | efter ", title)[0]),
        "subject": {"code": px.get("subject-code", ""), **both(px.get("subject-area", ""))},
        "aggregation": px.get("aggregallowed", True),
        "updated": dataset.get("updated", "2026-01-01T07:00:00Z"),
        "notes": _notes(dataset),
        "variables": {code: _variable(dataset, code, known) for code in _in_order(dataset)},
    }


def _in_order(dataset: Json) -> list[str]:
    return [code for code in dataset["id"] if code not in ("ContentsCode", "Tid")] + ["ContentsCode", "Tid"]


def _notes(holder: Json) -> list[Json]:
    mandatory = holder.get("extension", {}).get("noteMandatory", {})
    return [
        {**both(text), "mandatory": mandatory.get(str(at), False)} for at, text in enumerate(holder.get("note", ()))
    ]


def _variable(dataset: Json, code: str, known: Json) -> Json:
    dimension = dataset["dimension"][code]
    labels, extension = dimension["category"]["label"], dimension.get("extension", {})
    if code == "Tid":
        return {"codes": list(labels)}
    if code == "ContentsCode":
        return {each: _contents(dimension, each) for each in labels}
    offered = {each["id"]: each["label"] for each in extension.get("codelists", ())}
    asked_with = known.get("codelists", {}).get(code)
    return {
        "label": both(dimension["label"]),
        "show": extension["show"],
        "elimination": known.get("elimination", {}).get(code, extension.get("eliminationValueCode", False)),
        "role": "geo" if code in dataset["role"].get("geo", ()) else None,
        "klass": [int(number) for number in re.findall(r"klass:(\d+)", json.dumps(dimension.get("link", {})))],
        "notes": _notes(dimension),
        "values": {bare(each): both(label) for each, label in labels.items()},
        "codelists": {each: both(label) for each, label in {**offered, asked_with: ""}.items() if each},
    }


def _contents(dimension: Json, code: str) -> Json:
    extension, unit = dimension.get("extension", {}), dimension["category"]["unit"][code]
    urns = dimension.get("link", {}).get("describedby", [{"extension": {}}])[0]["extension"]
    return {
        "label": both(dimension["category"]["label"][code]),
        "unit": both(unit["base"]),
        "decimals": unit["decimals"],
        "refperiod": both(extension.get("refperiod", {}).get(code, "")),
        "measuring": extension.get("measuringType", {}).get(code, "Other"),
        "urn": urns.get(code, ""),
    }


def _write_codelist(path: Path, labels: dict[str, str]) -> None:
    rows = [[code, label, label, bare(code)] for code, label in labels.items()]
    _write_csv(path, [["code", "no", "en", "value_map"], *rows])


def _write_figures(path: Path, dataset: Json) -> None:
    codes = [[bare(code) for code in dataset["dimension"][each]["category"]["index"]] for each in dataset["id"]]
    cells = zip(itertools.product(*codes), dataset["value"], strict=True)
    _write_csv(path, [[*dataset["id"], "value"], *([*at, value] for at, value in cells)])


def _write_csv(path: Path, rows: list[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
