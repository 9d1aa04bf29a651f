"""The input and output of `read_load`, which turns the stored answers of a load into tables."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from transform.jsonstat import Decoded
from transform.municipalities import Municipalities


@dataclass(frozen=True)
class StoredAnswer:
    """An answer from the archive: its id, the request, the time and the bytes."""

    fetch_id: str
    request: dict[str, Any]
    fetched_at: str
    body: bytes


@dataclass(frozen=True)
class Extent:
    """What a table offers: its contents, and the share (0 to 1) of the municipalities in force that it has."""

    contents: list[str]
    share: float


@dataclass(frozen=True)
class Tables:
    """The tables of a load by name, the labels of its codes, and the source's own time of update.

    `notices` are sentences about oddities that do not stop the load. `extent` is None for a source without a list of its
    codes.
    """

    frames: dict[str, pd.DataFrame]
    labels: pd.DataFrame
    updated: str | None
    notices: list[str] = field(default_factory=list)
    extent: Extent | None = None


def extent(frame: pd.DataFrame, municipalities: Municipalities) -> Extent:
    """Return what the table offers. The request names all its codes, and a column keeps codes that came without figures."""
    regions, editions = frame.region.cat.categories, frame.borders.cat.categories
    share = max((municipalities.share_in_force(set(regions), str(edition)) for edition in editions), default=0.0)
    return Extent(list(frame.contents.cat.categories), share)


def constant(code: str, rows: int) -> "pd.Categorical[Any]":
    """Return a column with the same code in every row."""
    return pd.Categorical.from_codes(np.zeros(rows, np.int8), dtype=pd.CategoricalDtype([code]))


def code_labels(
    decoded: Decoded, contents: str, region: str, time: str, names: dict[str, str] | None = None
) -> pd.DataFrame:
    """Return dimension, code, label, without regions and periods, which have their own tables; contents by our `names`."""
    rows = [
        ("contents", (names or {}).get(code, code), label)
        if dimension == contents
        else (dimension.lower(), code, label)
        for dimension, texts in decoded.labels.items()
        if dimension not in (region, time)
        for code, label in texts.items()
    ]
    return pd.DataFrame(rows, columns=["dimension", "code", "label"])
