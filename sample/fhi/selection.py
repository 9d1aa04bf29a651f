"""Read which categories of each dimension a request for data selects."""

from fnmatch import fnmatchcase
from typing import Any

from sample.fhi.holdings import MEASURES, Dimension, Table


class FhiRefusedError(Exception):
    """A request that FHI refuses, with the HTTP status and the reason."""

    def __init__(self, status: int, why: str) -> None:
        """Set the HTTP status and the reason."""
        super().__init__(why)
        self.status = status
        self.why = why


def selection(table: Table, body: Any) -> dict[str, list[str]]:
    """Return dimension -> its selected codes, in the table's own order.

    Raises:
        FhiRefusedError: a dimension, category, filter or format is unknown, or the cells are more than `maxRowCount`.
    """
    if not isinstance(body, dict) or not isinstance(body.get("dimensions"), list):
        raise FhiRefusedError(400, "The request has no dimensions.")
    asked = {each["code"]: each for each in body["dimensions"]}
    names = [dimension.code for dimension in table.dimensions]
    if sorted(asked) != sorted(names) or len(asked) < len(body["dimensions"]):
        required = ",".join(name for name in names if name != MEASURES)
        raise FhiRefusedError(
            400,
            "List of supplied dimensions does not match the required dimensions for this publication. "
            f"Required dimensions: {required}",
        )
    chosen = {dimension.code: _chosen(dimension, asked[dimension.code]) for dimension in table.dimensions}
    _check_response(body.get("response") or {}, chosen)
    return chosen


def _chosen(dimension: Dimension, asked: dict[str, Any]) -> list[str]:
    codes, values = list(dimension.labels), asked.get("values") or []
    match asked.get("filter"):
        case "item":
            if unknown := [value for value in values if value not in codes]:
                raise FhiRefusedError(400, f"Unknown category {unknown[0]} in dimension {dimension.code}.")
            chosen = [code for code in codes if code in values]
        case "all":
            chosen = [code for code in codes if any(fnmatchcase(code, value) for value in values)]
        case "top":
            chosen = codes[: _number(values)]
        case "bottom":
            chosen = codes[-_number(values) :]
        case other:
            raise FhiRefusedError(400, f"Unknown filter {other} for dimension {dimension.code}.")
    if not chosen:
        raise FhiRefusedError(400, f"No categories are chosen in dimension {dimension.code}.")
    return chosen


def _number(values: list[str]) -> int:
    if len(values) != 1 or not values[0].isdecimal() or values[0] == "0":
        raise FhiRefusedError(400, "The filters top and bottom take one number of 1 or more.")
    return int(values[0])


def _check_response(response: dict[str, Any], chosen: dict[str, list[str]]) -> None:
    if response.get("format") != "json-stat2":
        raise FhiRefusedError(400, f"Unknown format {response.get('format')}.")
    cells = 1
    for codes in chosen.values():
        cells *= len(codes)
    limit = response.get("maxRowCount")
    if limit is not None and cells > limit:
        raise FhiRefusedError(400, f"The number of rows, {cells}, is more than maxRowCount, {limit}.")
