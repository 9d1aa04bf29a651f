"""Read the StatBank's answers as tables."""

from datetime import date

import pandas as pd

from catalogue.codes import CONTENTS, TIME
from catalogue.errors import UnexpectedShape
from catalogue.statbank import StatbankSource
from transform.jsonstat import decode
from transform.municipalities import Municipalities
from transform.observations import (
    by_alternative,
    by_name,
    contents_names,
    is_summed,
    observations,
    settled,
    together,
)
from transform.periods import read_period
from transform.tables import StoredAnswer, Tables, code_labels, constant, extent


def read_statbank(
    source_id: str, spec: StatbankSource, answers: list[StoredAnswer], municipalities: Municipalities
) -> Tables:
    """Return the table that the answers of a load make up.

    Each answer has the newest update time of its own contents. Raise UnexpectedShape if answers with the same contents have
    different times.
    """
    parts, labels, updates, notices = [], [], set(), []
    for answer in answers:
        decoded = decode(answer.body)
        part = observations(decoded, answer.request, spec, municipalities, fetched=answer.fetched_at)
        parts.append(part.assign(fetch_id=constant(answer.fetch_id, len(part))))
        decoded = by_name(by_alternative(decoded, spec), spec)
        labels.append(code_labels(decoded, CONTENTS, spec.region.dimension, TIME, contents_names(decoded, spec)))
        notices += decoded.notices
        updates.add((frozenset(decoded.labels[CONTENTS]), decoded.updated))
    if len({contents for contents, _ in updates}) < len(updates):
        raise UnexpectedShape(f"{source_id} was updated while it was fetched; it is fetched again next time.")
    summed = any(is_summed(answer.request, spec) for answer in answers)
    frame = together(parts)
    if spec.releases:
        frame = _release(frame, municipalities, answers[0].fetched_at, summed=summed)
    else:
        frame = settled(frame, municipalities, summed=summed)
    codes = pd.concat(labels).drop_duplicates(["dimension", "code"])
    return Tables(
        {source_id: frame}, codes, max(at for _, at in updates) or None, notices, extent(frame, municipalities)
    )


def _release(frame: pd.DataFrame, municipalities: Municipalities, fetched: str, *, summed: bool) -> pd.DataFrame:
    """Return a release of a projection, with its vintage: the first year that it is made for.

    It is on the borders of that year, or on today's borders if its municipalities are sums to them.
    """
    vintage = min(frame.period.cat.categories)
    begun = date.fromisoformat(fetched[:10]) if summed else read_period(vintage).start
    frame = settled(frame, municipalities, summed=summed, made_on=begun)
    borders = municipalities.edition(begun)
    return frame.assign(vintage=constant(vintage, len(frame)), borders=constant(borders, len(frame)))
