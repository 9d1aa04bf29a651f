"""Make JSON-stat2 in the StatBank's form from codes and figures."""

from typing import Any

import orjson

Body = dict[str, Any]


def dataset(
    codes: dict[str, list[str]],
    values: list[float | None],
    status: dict[str, str] | None = None,
    *,
    table: str = "07459",
    updated: str = "2026-02-24T07:00:00Z",
) -> Body:
    """Return a dataset over the dimensions in order, with its values in row-major order."""
    dimension = {
        name: {
            "label": name.lower(),
            "category": {
                "index": {code: position for position, code in enumerate(of)},
                "label": {code: f"label of {code}" for code in of},
            },
        }
        for name, of in codes.items()
    }
    return {
        "version": "2.0",
        "class": "dataset",
        "updated": updated,
        "id": list(codes),
        "size": [len(of) for of in codes.values()],
        "dimension": dimension,
        "extension": {"px": {"tableid": table}},
        "value": values,
        **({"status": status} if status else {}),
    }


def encode(body: Body) -> bytes:
    """Return the bytes of a dataset."""
    return orjson.dumps(body)
