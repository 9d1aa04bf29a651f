"""KLASS's answers to frames."""

from typing import Any

import orjson
import pandas as pd

from catalogue.errors import UnexpectedShape, expected_shape
from catalogue.kinds import ClassificationSource
from transform.borders import overlapping, with_borders
from transform.municipalities import UNKNOWN, Municipalities
from transform.tables import StoredAnswer, Tables

CHANGE_COLUMNS = {"oldCode": "old_code", "oldName": "old_name", "newCode": "new_code", "newName": "new_name"}


def read_klass(
    source_id: str, spec: ClassificationSource, answers: list[StoredAnswer], municipalities: Municipalities
) -> Tables:
    """Return the tables of one classification, by what it holds."""
    body = answers[-1].body
    if spec.holds == "municipalities":
        frames = {source_id: municipalities.codes, f"{source_id}_change": municipalities.changes}
    elif spec.holds == "counties":
        frames = {source_id: read_counties(body)}
    elif spec.holds == "centrality":
        frames = {source_id: read_centrality(body, spec)}
    else:
        frames = {source_id: read_correspondence(body)}
    marked = {name: frame.assign(fetch_id=answers[-1].fetch_id) for name, frame in frames.items()}
    return Tables(marked, pd.DataFrame(columns=["dimension", "code", "label"], dtype=object), None)


def find_municipalities(answers: list[StoredAnswer]) -> Municipalities:
    """Return the municipalities from the two answers of a KLASS 131 load."""
    codes, changes = (answer.body for answer in answers)
    return read_municipalities(codes, changes)


def read_municipalities(codes: bytes, changes: bytes) -> Municipalities:
    """KLASS 131 from its `codes` and `changes`, without 'Uoppgitt'. Raises UnexpectedShape."""
    rows = _validities(_items(codes, "codes"))
    rows = rows[rows.code != UNKNOWN].sort_values(["code", "valid_from"], ignore_index=True)
    if twice := overlapping(rows):
        raise UnexpectedShape(f"KLASS has two rows in force on one day for {', '.join(twice)}; see the stored answer.")
    moves = _moves(_items(changes, "codeChanges"))
    return Municipalities(with_borders(rows, moves), moves)


def read_counties(codes: bytes) -> pd.DataFrame:
    """KLASS 104: code, name, valid_from, valid_to; without 'Uoppgitt'. Raises UnexpectedShape."""
    rows = _validities(_items(codes, "codes"))
    return rows[rows.code != UNKNOWN[:2]].sort_values(["code", "valid_from"], ignore_index=True)


def read_centrality(version: bytes, spec: ClassificationSource) -> pd.DataFrame:
    """One version of KLASS 128: region, contents ('class', 'index'), period, value, borders.

    Its second level holds the municipalities, with the class as parent and the index in `notes`; municipalities that
    no longer exist are listed too, with their years in the name, and are left out. The period is the index's own year.
    Raises UnexpectedShape.
    """
    content = orjson.loads(version)
    with expected_shape("KLASS's version lack something we need"):
        began = _text(content, "validFrom")
    if began not in spec.index_years:
        raise UnexpectedShape(
            f"KLASS {spec.classification} has a version from {began} whose index year is not in the catalogue; "
            f"add it to index_years in catalogue/sources/klass/{spec.classification}.yaml."
        )
    with expected_shape("KLASS's classificationItems lack something we need"):
        items = [item for item in content["classificationItems"] if _is_municipality(item)]
        rows = [row for item in items for row in _centrality_rows(item)]
    frame = pd.DataFrame(rows, columns=["region", "contents", "value"])
    return frame.assign(period=spec.index_years[began], symbol="published", borders=began)


def read_correspondence(items: bytes) -> pd.DataFrame:
    """From KLASS 131 to a classification of groups: municipality_code, group_code, group_name, valid_from, valid_to.

    Raises UnexpectedShape, also when a municipality is in two groups on one day.
    """
    needed = ("sourceCode", "targetCode", "targetName", "validFrom")
    with expected_shape("KLASS's correspondenceItems lack something we need"):
        rows = [
            (*(_text(item, field) for field in needed), item.get("validTo"))
            for item in _items(items, "correspondenceItems")
        ]
    frame = pd.DataFrame(rows, columns=["code", "group_code", "group_name", "valid_from", "valid_to"], dtype=object)
    frame = frame[frame.code != UNKNOWN].sort_values(["code", "valid_from"], ignore_index=True)
    if twice := overlapping(frame):
        raise UnexpectedShape(f"KLASS has {', '.join(twice)} in two groups on one day; see the stored answer.")
    return frame.rename(columns={"code": "municipality_code"})


def _is_municipality(item: dict[str, Any]) -> bool:
    return str(item["level"]) == "2" and "(-" not in _text(item, "name")


def _centrality_rows(item: dict[str, Any]) -> list[tuple[str, str, float]]:
    code = _text(item, "code")
    try:
        index, rank = float(item["notes"]), float(item["parentCode"])
    except (TypeError, ValueError) as error:
        raise UnexpectedShape(f"KLASS gives {code} no class and index; the version has another form.") from error
    return [(code, "class", rank), (code, "index", index)]


def _text(item: dict[str, Any], field: str) -> str:
    """A field that must be there and be text. Raises KeyError, TypeError."""
    if not isinstance(item[field], str):
        raise TypeError(repr(field))
    return str(item[field])


def _items(body: bytes, key: str) -> list[dict[str, Any]]:
    items = orjson.loads(body).get(key)
    if not items:
        raise UnexpectedShape(f"KLASS answered without any {key}.")
    return list(items)


def _validities(items: list[dict[str, Any]]) -> pd.DataFrame:
    """Code, name and validity; KLASS says 'no end' with null or by leaving the field out."""
    needed = ("code", "name", "validFromInRequestedRange")
    with expected_shape("KLASS's codes lack something we need"):
        rows = [(*(_text(item, field) for field in needed), item.get("validToInRequestedRange")) for item in items]
    return pd.DataFrame(rows, columns=["code", "name", "valid_from", "valid_to"], dtype=object)


def _moves(items: list[dict[str, Any]]) -> pd.DataFrame:
    """The changes from one code to another, each once; one from nothing or to nothing has null, and is left out."""
    with expected_shape("KLASS's codeChanges lack something we need"):
        rows = [(*(item[field] for field in CHANGE_COLUMNS), _text(item, "changeOccurred")) for item in items]
    moves = pd.DataFrame(rows, columns=[*CHANGE_COLUMNS.values(), "occurred"])
    return moves.dropna(subset=["old_code", "new_code"]).drop_duplicates(ignore_index=True)
