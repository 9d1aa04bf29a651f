"""One load of one source to the tables it fills."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from catalogue.codes import CONTENTS, FHI_CONTENTS, FHI_REGION, FHI_TIME, TIME
from catalogue.errors import UnexpectedShape
from catalogue.kinds import FhiSource, Source, SpreadsheetSource
from catalogue.statbank import StatbankSource
from transform.fhi import read_fhi
from transform.jsonstat import Decoded, decode
from transform.klass import read_centrality, read_correspondence, read_counties, read_municipalities
from transform.municipalities import Municipalities
from transform.observations import by_alternative, contents_names, is_summed, observations, settled, together
from transform.periods import read_period
from transform.spreadsheet import UNDIVIDED, read_spreadsheet


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
    source: Source,
    answers: list[StoredAnswer],
    municipalities: Municipalities,
    *,
    beside: str | None = None,
    scope: list[str] | None = None,
) -> Tables:
    """Turn a load's answers into tables; sums to today's borders are on those of the day `beside`, else of the fetch.

    With `scope`, its regions alone: an answer may hold others that are needed to tell what did not exist.
    Raises UnexpectedShape when an answer is not what was asked for.
    """
    spec = source.spec
    if isinstance(spec, StatbankSource):
        answers = [replace(answer, fetched_at=beside or answer.fetched_at) for answer in answers]
        tables = _statbank(source, spec, answers, municipalities)
        return (
            tables if scope is None else replace(tables, frames={source.id: _within(tables.frames[source.id], scope)})
        )
    if isinstance(spec, SpreadsheetSource):
        return _spreadsheet(source, spec, answers[-1], municipalities)
    if isinstance(spec, FhiSource):
        return _fhi(source, spec, answers[-1], municipalities)
    if spec.holds == "municipalities":
        return _plain({source.id: municipalities.codes, f"{source.id}_change": municipalities.changes}, answers)
    if spec.holds == "counties":
        return _plain({source.id: read_counties(answers[-1].body)}, answers)
    if spec.holds == "centrality":
        return _plain({source.id: read_centrality(answers[-1].body, spec)}, answers)
    return _plain({source.id: read_correspondence(answers[-1].body)}, answers)


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
        parts.append(part.assign(fetch_id=_one(answer.fetch_id, len(part))))
        decoded = by_alternative(decoded, spec)
        labels.append(_labels(decoded, CONTENTS, spec.region.dimension, TIME, contents_names(decoded, spec)))
        updates.add((frozenset(decoded.labels[CONTENTS]), decoded.updated))
    if len({contents for contents, _ in updates}) < len(updates):
        raise UnexpectedShape(f"{source.id} was updated while it was fetched; it is fetched again next time.")
    summed = any(is_summed(answer.request, spec) for answer in answers)
    frame = together(parts)
    if spec.releases:
        frame = _release(frame, municipalities, answers[0].fetched_at, summed=summed)
    else:
        frame = settled(frame, municipalities, summed=summed)
    if frame.empty:
        raise UnexpectedShape(f"{source.id} came without a single figure.")
    return Tables(
        {source.id: frame}, pd.concat(labels).drop_duplicates(["dimension", "code"]), max(at for _, at in updates)
    )


def _release(frame: pd.DataFrame, municipalities: Municipalities, fetched: str, *, summed: bool) -> pd.DataFrame:
    """A release of a projection: it bears its vintage, the first year it is made for, and is on the borders of that year.

    Where it holds municipalities as sums to today's borders, it is on those.
    """
    vintage = min(frame.period.cat.categories)
    begun = date.fromisoformat(fetched[:10]) if summed else read_period(vintage).start
    frame = settled(frame, municipalities, summed=summed, made_on=begun)
    borders = municipalities.edition(begun)
    return frame.assign(vintage=_one(vintage, len(frame)), borders=_one(borders, len(frame)))


def _within(frame: pd.DataFrame, scope: list[str]) -> pd.DataFrame:
    """The rows of some regions."""
    return frame[frame.region.isin(scope)].reset_index(drop=True)


def _one(code: str, rows: int) -> "pd.Categorical[Any]":
    """A column that says the same in every row."""
    return pd.Categorical.from_codes(np.zeros(rows, np.int8), dtype=pd.CategoricalDtype([code]))


def _spreadsheet(
    source: Source, spec: SpreadsheetSource, answer: StoredAnswer, municipalities: Municipalities
) -> Tables:
    """The workbook's figures; the texts are the source's own, which it uses as codes."""
    frame, saved = read_spreadsheet(answer.body, spec, municipalities, fetched=answer.fetched_at)
    rows = [("contents", code, contents.label) for code, contents in spec.contents.items()]
    for name in map(str.lower, spec.dimensions):
        rows += [(name, code, "Ikke delt" if code == UNDIVIDED else code) for code in frame[name].cat.categories]
    labels = pd.DataFrame(rows, columns=["dimension", "code", "label"])
    return Tables({source.id: frame.assign(fetch_id=_one(answer.fetch_id, len(frame)))}, labels, saved)


def _fhi(source: Source, spec: FhiSource, answer: StoredAnswer, municipalities: Municipalities) -> Tables:
    """A table of FHI's, which comes in one answer."""
    frame, decoded = read_fhi(answer.body, answer.request, spec, municipalities, fetched=answer.fetched_at)
    frame = together([frame]).assign(fetch_id=_one(answer.fetch_id, len(frame)))
    labels = _labels(decoded, FHI_CONTENTS, FHI_REGION, FHI_TIME)
    return Tables({source.id: frame}, labels, decoded.updated or None)


def _labels(
    decoded: Decoded, contents: str, region: str, time: str, names: dict[str, str] | None = None
) -> pd.DataFrame:
    """The texts of every code but regions and periods, which have tables of their own; contents by our `names`."""
    rows = [
        ("contents", (names or {}).get(code, code), label)
        if dimension == contents
        else (dimension.lower(), code, label)
        for dimension, texts in decoded.labels.items()
        if dimension not in (region, time)
        for code, label in texts.items()
    ]
    return pd.DataFrame(rows, columns=["dimension", "code", "label"])
