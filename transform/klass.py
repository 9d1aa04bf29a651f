"""KLASS's answers to frames."""

from typing import Any

import orjson
import pandas as pd

from catalogue.errors import UnexpectedShape
from catalogue.models import ClassificationSource
from transform.municipalities import UNKNOWN, Municipalities, same_area_since

CHANGE_COLUMNS = {"oldCode": "old_code", "oldName": "old_name", "newCode": "new_code", "newName": "new_name"}


def read_municipalities(codes: bytes, changes: bytes) -> Municipalities:
    """KLASS 131 from its `codes` and `changes`, without 'Uoppgitt'. Raises UnexpectedShape."""
    rows = _validities(_items(codes, "codes"))
    rows = rows[rows.code != UNKNOWN].sort_values(["code", "valid_from"], ignore_index=True)
    moves = pd.DataFrame(_items(changes, "codeChanges")).rename(columns=CHANGE_COLUMNS | {"changeOccurred": "occurred"})
    moves = moves[[*CHANGE_COLUMNS.values(), "occurred"]].dropna(subset=["old_code", "new_code"])
    moves = moves.drop_duplicates(ignore_index=True)
    rows["borders_from"] = same_area_since(rows, moves)
    return Municipalities(rows, moves)


def read_counties(codes: bytes) -> pd.DataFrame:
    """KLASS 104: code, name, valid_from, valid_to; without 'Uoppgitt'."""
    rows = _validities(_items(codes, "codes"))
    return rows[rows.code != UNKNOWN[:2]].sort_values(["code", "valid_from"], ignore_index=True)


def read_centrality(version: bytes, spec: ClassificationSource) -> pd.DataFrame:
    """One version of KLASS 128: region, contents ('class', 'index'), period, value, borders.

    Its second level holds the municipalities, with the class as parent and the index in `notes`; municipalities that
    no longer exist are listed too, with their years in the name, and are left out. The period is the index's own year.
    """
    content = orjson.loads(version)
    began = str(content["validFrom"])
    if began not in spec.index_years:
        raise UnexpectedShape(
            f"KLASS {spec.classification} has a version from {began} whose index year is not in the catalogue; "
            f"add it to index_years in catalogue/sources/klass/{spec.classification}.yaml."
        )
    items = [item for item in content["classificationItems"] if str(item["level"]) == "2" and "(-" not in item["name"]]
    rows = [row for item in items for row in _centrality_rows(item)]
    frame = pd.DataFrame(rows, columns=["region", "contents", "value"])
    return frame.assign(period=spec.index_years[began], symbol="published", borders=began)


def _centrality_rows(item: dict[str, Any]) -> list[tuple[str, str, float]]:
    try:
        index, rank = float(item["notes"]), float(item["parentCode"])
    except (TypeError, ValueError) as error:
        raise UnexpectedShape(
            f"KLASS gives {item['code']} no class and index; the version has another form."
        ) from error
    return [(item["code"], "class", rank), (item["code"], "index", index)]


def _items(body: bytes, key: str) -> list[dict[str, Any]]:
    items = orjson.loads(body).get(key)
    if not items:
        raise UnexpectedShape(f"KLASS answered without any {key}.")
    return list(items)


def _validities(items: list[dict[str, Any]]) -> pd.DataFrame:
    """Code, name and validity; KLASS says 'no end' with null or by leaving the field out."""
    rows = [
        (
            item["code"],
            item["name"],
            item["validFromInRequestedRange"],
            item.get("validToInRequestedRange"),
        )
        for item in items
    ]
    return pd.DataFrame(rows, columns=["code", "name", "valid_from", "valid_to"], dtype=object)
