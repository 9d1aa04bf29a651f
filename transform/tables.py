"""One load of one source to the tables it fills."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from catalogue.codes import CONTENTS, TIME
from catalogue.errors import UnexpectedShape
from catalogue.models import Source, StatbankSource
from transform.jsonstat import Decoded, decode
from transform.klass import read_centrality, read_counties, read_municipalities
from transform.municipalities import Municipalities
from transform.observations import observations, together


@dataclass(frozen=True)
class StoredAnswer:
    """An answer from the archive: its id, what was asked, when, and the bytes."""

    fetch_id: str
    request: dict[str, Any]
    fetched_at: str
    body: bytes


@dataclass(frozen=True)
class Tables:
    """The tables of one load by name, the labels of its codes, and when the source says it was updated."""

    frames: dict[str, pd.DataFrame]
    labels: pd.DataFrame
    updated: str | None


def read_load(
    source: Source, answers: list[StoredAnswer], municipalities: Municipalities, *, beside: str | None = None
) -> Tables:
    """Turn a load's answers into tables; sums to today's borders are on those of the day `beside`, else of the fetch.

    Raises UnexpectedShape when an answer is not what was asked for.
    """
    spec = source.spec
    if isinstance(spec, StatbankSource):
        answers = [replace(answer, fetched_at=beside or answer.fetched_at) for answer in answers]
        return _statbank(source, spec, answers, municipalities)
    if spec.holds == "municipalities":
        return _plain({source.id: municipalities.codes, f"{source.id}_change": municipalities.changes}, answers)
    if spec.holds == "counties":
        return _plain({source.id: read_counties(answers[-1].body)}, answers)
    return _plain({source.id: read_centrality(answers[-1].body, spec)}, answers)


def find_municipalities(answers: list[StoredAnswer]) -> Municipalities:
    """The municipalities from the two answers of a KLASS 131 load."""
    codes, changes = (answer.body for answer in answers)
    return read_municipalities(codes, changes)


def _plain(frames: dict[str, pd.DataFrame], answers: list[StoredAnswer]) -> Tables:
    marked = {name: frame.assign(fetch_id=answers[-1].fetch_id) for name, frame in frames.items()}
    return Tables(marked, pd.DataFrame(columns=["dimension", "code", "label"], dtype=object), None)


def _statbank(
    source: Source, spec: StatbankSource, answers: list[StoredAnswer], municipalities: Municipalities
) -> Tables:
    """All answers together. Each bears the newest update of its own contents; the same contents must have one update."""
    parts, labels, updates = [], [], set()
    for answer in answers:
        decoded = decode(answer.body)
        part = observations(decoded, answer.request, spec, municipalities, fetched=answer.fetched_at)
        fetch = pd.Categorical.from_codes(np.zeros(len(part), np.int8), dtype=pd.CategoricalDtype([answer.fetch_id]))
        parts.append(part.assign(fetch_id=fetch))
        labels.append(_labels(decoded, spec))
        updates.add((frozenset(decoded.labels[CONTENTS]), decoded.updated))
    if len({contents for contents, _ in updates}) < len(updates):
        raise UnexpectedShape(
            f"SSB table {spec.table} was updated while it was fetched; it is fetched again next time."
        )
    frame = together(parts)
    if frame.empty:
        raise UnexpectedShape(f"SSB table {spec.table} answered without a single figure.")
    return Tables(
        {source.id: frame}, pd.concat(labels).drop_duplicates(["dimension", "code"]), max(at for _, at in updates)
    )


def _labels(decoded: Decoded, spec: StatbankSource) -> pd.DataFrame:
    """The texts of every code but regions and periods, which have tables of their own."""
    names = {CONTENTS: "contents"}
    rows = [
        (names.get(dimension, dimension.lower()), code, label)
        for dimension, texts in decoded.labels.items()
        if dimension not in (spec.region.dimension, TIME)
        for code, label in texts.items()
    ]
    return pd.DataFrame(rows, columns=["dimension", "code", "label"])
