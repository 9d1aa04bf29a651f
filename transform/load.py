"""Reads a load's answers into tables."""

from dataclasses import replace

import pandas as pd

from catalogue.kinds import Source
from transform.contract import check_contract
from transform.kinds import READERS
from transform.municipalities import Municipalities
from transform.tables import StoredAnswer, Tables


def read_load(
    source: Source,
    answers: list[StoredAnswer],
    municipalities: Municipalities,
    *,
    beside: str | None = None,
    scope: list[str] | None = None,
) -> Tables:
    """Read a load's answers into tables. Sums on today's borders use the borders of the day `beside`, else of the fetch.

    With `scope`, return only its regions: an answer may have more, which show what did not exist.
    Raise UnexpectedShape if an answer does not match its request, or the table breaks the contract.
    """
    answers = [replace(answer, fetched_at=beside or answer.fetched_at) for answer in answers]
    tables = READERS[source.spec.kind](source.id, source.spec, answers, municipalities)
    if source.spec.contents:
        check_contract(source.spec, tables.frames[source.id], municipalities)
    if scope is None:
        return tables
    return replace(tables, frames={name: _within(frame, scope) for name, frame in tables.frames.items()})


def _within(frame: pd.DataFrame, scope: list[str]) -> pd.DataFrame:
    """Return the rows of some regions."""
    return frame[frame.region.isin(scope)].reset_index(drop=True)
