"""What a load is made of, and what comes out of it; `read_load` turns the one into the other."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from transform.jsonstat import Decoded
from transform.municipalities import Municipalities


@dataclass(frozen=True)
class StoredAnswer:
    """An answer from the archive: its id, what was asked, when, and the bytes."""

    fetch_id: str
    request: dict[str, Any]
    fetched_at: str
    body: bytes


@dataclass(frozen=True)
class Extent:
    """What a table has by its own list of codes: its contents, and its share of the municipalities in force."""

    contents: list[str]
    share: float


@dataclass(frozen=True)
class Tables:
    """The tables of one load by name, the labels of its codes, and when the source says it was updated.

    `notices` are sentences about what is odd, but no reason to refuse the load. `extent` is None for a source without a
    list of its codes.
    """

    frames: dict[str, pd.DataFrame]
    labels: pd.DataFrame
    updated: str | None
    notices: list[str] = field(default_factory=list)
    extent: Extent | None = None


def extent(frame: pd.DataFrame, municipalities: Municipalities) -> Extent:
    """Return what was asked for, which is all that the table lists; a column keeps the codes that came without figures."""
    regions, editions = frame.region.cat.categories, frame.borders.cat.categories
    share = max((municipalities.share_in_force(set(regions), str(edition)) for edition in editions), default=0.0)
    return Extent(list(frame.contents.cat.categories), share)


def constant(code: str, rows: int) -> "pd.Categorical[Any]":
    """Return a column with the same code in every row."""
    return pd.Categorical.from_codes(np.zeros(rows, np.int8), dtype=pd.CategoricalDtype([code]))


def code_labels(
    decoded: Decoded, contents: str, region: str, time: str, names: dict[str, str] | None = None
) -> pd.DataFrame:
    """Return the texts of every code but regions and periods, which have tables of their own; contents by our `names`."""
    rows = [
        ("contents", (names or {}).get(code, code), label)
        if dimension == contents
        else (dimension.lower(), code, label)
        for dimension, texts in decoded.labels.items()
        if dimension not in (region, time)
        for code, label in texts.items()
    ]
    return pd.DataFrame(rows, columns=["dimension", "code", "label"])
