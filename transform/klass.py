"""Reads KLASS's answers into frames."""

import re
from datetime import date
from typing import Any

import pandas as pd

from catalogue.errors import UnexpectedShape, expected_shape
from catalogue.kinds import ClassificationSource
from extract.answer import read_json
from transform.borders import overlapping, with_borders
from transform.municipalities import UNKNOWN, Municipalities
from transform.periods import LAST_YEAR
from transform.tables import StoredAnswer, Tables

CHANGE_COLUMNS = {"oldCode": "old_code", "oldName": "old_name", "newCode": "new_code", "newName": "new_name"}

_DAY = re.compile(r"\+?([0-9]{4,})-[0-9]{2}-[0-9]{2}")


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
    """Return KLASS 131 from its `codes` and `changes`, without 'Uoppgitt'. Raise UnexpectedShape."""
    rows = _validities(_items(codes, "codes"))
    rows = rows[rows.code != UNKNOWN].sort_values(["code", "valid_from"], ignore_index=True)
    _require_one_at_a_time(rows, "two rows valid on the same day for {}")
    moves = _moves(_items(changes, "codeChanges"))
    return Municipalities(with_borders(rows, moves), moves)


def read_counties(codes: bytes) -> pd.DataFrame:
    """Return KLASS 104 as code, name, valid_from, valid_to; without 'Uoppgitt'. Raise UnexpectedShape."""
    rows = _validities(_items(codes, "codes"))
    rows = rows[rows.code != UNKNOWN[:2]].sort_values(["code", "valid_from"], ignore_index=True)
    _require_one_at_a_time(rows, "two rows valid on the same day for {}")
    return rows


def read_centrality(version: bytes, spec: ClassificationSource) -> pd.DataFrame:
    """Return a version of KLASS 128 as region, contents ('class', 'index'), period, value, borders.

    Its second level has the municipalities, with the class as parent and the index in `notes`. Former municipalities are
    listed too, with their years in the name, and are left out. The period is the index's own year. Raise UnexpectedShape.
    """
    with expected_shape("KLASS's version lack something we need"):
        content = read_json(version)
        began = _day(_text(content, "validFrom"))
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
    """Return the groups of municipalities: municipality_code, group_code, group_name, valid_from, valid_to.

    Raise UnexpectedShape, also if a municipality is in two groups on the same day.
    """
    needed = ("sourceCode", "targetCode", "targetName")
    with expected_shape("KLASS's correspondenceItems lack something we need"):
        rows = [
            (*(_text(item, field) for field in needed), *_span(item, "validFrom", "validTo"))
            for item in _items(items, "correspondenceItems")
        ]
    frame = pd.DataFrame(rows, columns=["code", "group_code", "group_name", "valid_from", "valid_to"], dtype=object)
    frame = frame[frame.code != UNKNOWN].sort_values(["code", "valid_from"], ignore_index=True)
    _require_one_at_a_time(frame, "{} in two groups on the same day")
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
    """Return a field. Raise KeyError if it is missing, TypeError if it is not text."""
    if not isinstance(item[field], str):
        raise TypeError(repr(field))
    return str(item[field])


def _items(body: bytes, key: str) -> list[dict[str, Any]]:
    """Return the list under a key of an answer. Raise UnexpectedShape if it is empty or not a list."""
    with expected_shape(f"KLASS's {key} have an unexpected form"):
        items = read_json(body).get(key)
        if items and not isinstance(items, list):
            raise TypeError(f"{key} is not a list")
    if not items:
        raise UnexpectedShape(f"KLASS answered without any {key}.")
    return list(items)


def _validities(items: list[dict[str, Any]]) -> pd.DataFrame:
    """Return code, name, valid_from and valid_to of items."""
    first, last = "validFromInRequestedRange", "validToInRequestedRange"
    with expected_shape("KLASS's codes lack something we need"):
        rows = [(_text(item, "code"), _text(item, "name"), *_span(item, first, last)) for item in items]
    return pd.DataFrame(rows, columns=["code", "name", "valid_from", "valid_to"], dtype=object)


def _span(item: dict[str, Any], first: str, last: str) -> tuple[str, str | None]:
    """Return the first day of an item, and the day after its last, or None. Raise ValueError if they are not days.

    KLASS writes 'no end' as null, as a missing field, or as a day far in the future.
    """
    begun, ended = _day(_text(item, first)), item.get(last)
    if ended is None or _year(ended) >= LAST_YEAR:
        return begun, None
    if _day(ended) < begun:
        raise ValueError(f"{ended} is before {begun}")
    return begun, _day(ended)


def _year(text: str) -> int:
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r:.40} is not a day")
    return int(found[1])


def _day(text: str) -> str:
    """Return a day written as 2020-01-01. Raise ValueError for anything else."""
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError(f"{text!r:.40} is not a day")
    return text


def _require_one_at_a_time(rows: pd.DataFrame, what: str) -> None:
    """Raise UnexpectedShape if a code has two rows valid on the same day."""
    if twice := overlapping(rows):
        raise UnexpectedShape(f"KLASS has {what.format(', '.join(twice))}; see the stored answer.")


def _moves(items: list[dict[str, Any]]) -> pd.DataFrame:
    """Return the changes from code to code, each once, without changes from or to nothing (null)."""
    with expected_shape("KLASS's codeChanges lack something we need"):
        rows = [
            (*(item[field] and _text(item, field) for field in CHANGE_COLUMNS), _day(_text(item, "changeOccurred")))
            for item in items
        ]
    moves = pd.DataFrame(rows, columns=[*CHANGE_COLUMNS.values(), "occurred"])
    return moves.dropna(subset=["old_code", "new_code"]).drop_duplicates(ignore_index=True)


def vanished(before: Municipalities, after: Municipalities) -> list[str]:
    """Return the codes, or valid codes, that a later list has lost without a change that explains it."""
    explained = set(after.changes.old_code[after.changes.old_code != after.changes.new_code])
    ended = set(before.today.code) - set(after.today.code) - explained
    return sorted((before.known() - after.known()) | ended)
