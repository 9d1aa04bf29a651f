"""Read FHI's answers as observations, under the contract of `transform.contract`.

FHI sends JSON-stat2 too. But a cell without a figure has its flag as the value, and `extension` has the legend of the flags.
"""

import re
from datetime import date
from math import prod
from typing import Any

import pandas as pd

from catalogue.codes import FHI_CONTENTS, FHI_TIME, DatedRegion, dated_region
from catalogue.errors import UnexpectedShape, expected_shape
from catalogue.kinds import FhiSource
from extract.answer import read_json
from transform.existence import mark_not_existing
from transform.jsonstat import Decoded, by_position, expand
from transform.municipalities import Municipalities
from transform.observations import together, without_undelivered
from transform.periods import read_period
from transform.tables import StoredAnswer, Tables, code_labels, constant, extent

FLAGS = {"..": "..", ".": ".", ":": ":", "k": ":", "-": "."}
"""FHI's flag -> SSB's symbol with the same meaning: missing, cannot be calculated, hidden for privacy (twice), and not
applicable, such as life expectancy at birth by one's own education."""

_OF_THE_CELL = ("value", "symbol")
_YEARS = re.compile(r"([0-9]{4})(?:_([0-9]{4}))?")
_SCHOOL_YEARS = re.compile(r"([0-9]{4})/[0-9]{2}-([0-9]{4})/[0-9]{2}")


def read_fhi(
    body: bytes, request: dict[str, Any], spec: FhiSource, municipalities: Municipalities, *, fetched: str
) -> tuple[pd.DataFrame, Decoded]:
    """Return the observations, without `fetch_id`, and the decoded answer.

    Raise UnexpectedShape if the answer is not what `request` (the stored one) asked for, has an unknown flag, or has
    municipalities that were never in force together.
    """
    decoded = decode(body, spec)
    _check_answer(decoded, request, spec)
    frame = decoded.cells.rename(
        columns={spec.region_dimension: "region", FHI_CONTENTS: "contents", FHI_TIME: "period"}
    )
    frame = frame.rename(columns=str.lower)
    frame["period"] = frame.period.cat.rename_categories(period)
    frame = without_undelivered(frame)
    if spec.dated_regions:
        return _on_own_borders(frame, spec, municipalities), decoded
    frame = mark_not_existing(frame, municipalities, on_todays_borders=True)
    codes = [code for code in frame.region.cat.categories if len(code) == 4]
    edition = municipalities.common_edition(codes, date.fromisoformat(fetched[:10]))
    return frame.assign(borders=pd.Categorical([edition] * len(frame))), decoded


def _on_own_borders(frame: pd.DataFrame, spec: FhiSource, municipalities: Municipalities) -> pd.DataFrame:
    """Return the figures of regions that are texts with years, each on the borders of its period.

    Raise UnexpectedShape if a text has an unexpected form or a figure outside its years, or if two texts have figures of
    the same municipality and period.
    """
    with expected_shape(f"{spec.name} has a region in an unexpected form"):
        places = {text: dated_region(text) or DatedRegion(text) for text in frame.region.cat.categories}
    frame = _in_own_years(frame, spec, places)
    frame["region"] = frame.region.map({text: place.code for text, place in places.items()}).astype("category")
    if (twice := frame.duplicated([name for name in frame if name not in _OF_THE_CELL])).any():
        raise UnexpectedShape(
            f"{spec.name} has two figures for {frame.region[twice].iloc[0]} in one year; find out why."
        )
    editions = {each: municipalities.edition(read_period(each).start) for each in frame.period.cat.categories}
    return frame.assign(borders=frame.period.map(editions).astype("category"))


def _in_own_years(frame: pd.DataFrame, spec: FhiSource, places: dict[str, DatedRegion]) -> pd.DataFrame:
    """Return the rows within the years of their region. Raise UnexpectedShape if another row has a figure other than zero."""
    years = frame.period.astype(str).str[:4].astype(int)
    first = frame.region.map({text: place.first for text, place in places.items()}).astype(int)
    last = frame.region.map({text: place.last for text, place in places.items()}).astype(int)
    outside = ~years.between(first, last)
    odd = frame[outside & frame.value.fillna(0).ne(0)]
    if len(odd):
        raise UnexpectedShape(
            f"{spec.name} has a figure for '{odd.region.iloc[0]}' in {odd.period.iloc[0]}; find out why."
        )
    return frame[~outside].reset_index(drop=True)


def decode(body: bytes, spec: FhiSource) -> Decoded:
    """Return one answer, decoded. Raise UnexpectedShape if its parts do not fit together, or if a flag is unknown."""
    with expected_shape(f"{spec.name} did not answer with a whole JSON-stat2 dataset"):
        content = read_json(body)
        cells = prod(content["size"])
        values, own = by_position(content["value"], cells), by_position(content.get("status") or {}, cells)
        flags = {str(place): value for place, value in enumerate(values) if isinstance(value, str)}
        if strange := sorted(set(flags.values()) - set(FLAGS)):
            raise UnexpectedShape(
                f"{spec.name} has the flag '{strange[0]}', {_meaning(content, strange[0])}; find out why."
            )
        figures = [None if isinstance(value, str) else value for value in values]
        status = {str(place): text for place, text in enumerate(own) if text}
        status |= {place: FLAGS[flag] for place, flag in flags.items()}
        return expand(content | {"value": figures, "status": status, "updated": content["updated"] or ""}, spec.table)


def _meaning(content: dict[str, Any], flag: str) -> str:
    """Return the flag's meaning in the answer's own legend, as a clause."""
    legend = ((content.get("extension") or {}).get("flags") or {}).get("label") or {}
    return f"which means '{legend[flag]}'" if flag in legend else "which it does not explain"


def _check_answer(decoded: Decoded, request: dict[str, Any], spec: FhiSource) -> None:
    """Raise UnexpectedShape unless the answer has the dimensions and codes of its request. It does not name its table."""
    asked = {entry["code"]: set(entry["values"]) for entry in request["body"]["dimensions"]}
    came = {str(name): set(decoded.cells[name].cat.categories) for name in decoded.cells if name not in _OF_THE_CELL}
    if odd := sorted(set(asked) ^ set(came)):
        raise UnexpectedShape(f"{spec.name} answered with other dimensions than were asked for: {odd[0]}.")
    for name in asked:
        if odd := sorted(asked[name] ^ came[name]):
            raise UnexpectedShape(
                f"{spec.name} answered other codes in {name} than were asked for, {odd[0]} among them."
            )


def period(code: str) -> str:
    """Return our text of FHI's period: '2024' or '2024_2024' is 2024, and '2022_2024' is 2022-2024.

    The code of a span of school years is on no record. Its text, '2022/23-2024/25', is the years 2022-2025.
    Raise UnexpectedShape for any other form.
    """
    if school := _SCHOOL_YEARS.fullmatch(code):
        return f"{school[1]}-{int(school[2]) + 1}"
    years = _YEARS.fullmatch(code)
    if not years:
        raise UnexpectedShape(f"'{code}' is not a period as FHI writes them (2024_2024, 2022_2024).")
    return years[1] if years[2] in (None, years[1]) else f"{years[1]}-{years[2]}"


def read_fhi_load(
    source_id: str, spec: FhiSource, answers: list[StoredAnswer], municipalities: Municipalities
) -> Tables:
    """Return the table. All its figures are in one answer."""
    answer = answers[-1]
    frame, decoded = read_fhi(answer.body, answer.request, spec, municipalities, fetched=answer.fetched_at)
    frame = together([frame]).assign(fetch_id=constant(answer.fetch_id, len(frame)))
    labels = code_labels(decoded, FHI_CONTENTS, spec.region_dimension, FHI_TIME)
    whole = None if spec.dated_regions else extent(frame, municipalities)
    return Tables({source_id: frame}, labels, decoded.updated or None, decoded.notices, whole)
