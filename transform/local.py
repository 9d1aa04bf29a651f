"""Reads a local CSV into observations that meet `transform.contract`. The file may come from anybody."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from io import StringIO
from math import nan

import pandas as pd

from catalogue.errors import UnexpectedShape
from catalogue.local import KEY, LocalSource
from transform.municipalities import Municipalities
from transform.periods import read_period
from transform.symbols import NO_FIGURE, SYMBOLS
from transform.tables import StoredAnswer, Tables, constant

_CODE, _NUMBER = re.compile(r"[0-9]{3,4}"), re.compile(r"-?[0-9]{1,12}(?:[.,][0-9]{1,12})?")
_EMPTY = NO_FIGURE | {"": "missing"}

Line = tuple[int, list[str]]
"""The number of a line, and its cells."""


def read_local(
    source_id: str, spec: LocalSource, answers: list[StoredAnswer], municipalities: Municipalities
) -> Tables:
    """Return a row for each municipality, period and contents. Raise UnexpectedShape with the first wrong line."""
    answer = answers[-1]
    lines = list(_lines(spec, answer.body))
    _check_lines(spec, lines, municipalities)
    codes, periods = [cells[0].zfill(4) for _, cells in lines], [cells[1] for _, cells in lines]
    edition = municipalities.common_edition(codes, date.fromisoformat(answer.fetched_at[:10]))
    frames = []
    for place, name in enumerate(spec.contents, start=len(KEY)):
        values, symbols = zip(*(_figure(cells[place]) for _, cells in lines), strict=True)
        columns = {"region": codes, "contents": name, "period": periods, "value": values, "symbol": symbols}
        frames.append(pd.DataFrame(columns))
    frame = pd.concat(frames, ignore_index=True)
    frame["symbol"] = pd.Categorical(frame.symbol, categories=SYMBOLS)
    frame = frame.astype({"value": float} | dict.fromkeys(("region", "contents", "period"), "category"))
    same = {"borders": constant(edition, len(frame)), "fetch_id": constant(answer.fetch_id, len(frame))}
    labels = [("contents", name, spec.title.nb) for name in spec.contents]
    return Tables({source_id: frame.assign(**same)}, pd.DataFrame(labels, columns=["dimension", "code", "label"]), None)


def _lines(spec: LocalSource, body: bytes) -> Iterator[Line]:
    """Yield the lines below the heading, except empty ones, with the cells of `KEY` and the contents in this order."""
    try:
        reader = csv.reader(StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";", strict=True)
        lines = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if any(cells)]
    except UnicodeDecodeError as error:
        number = body[: error.start].count(b"\n") + 1
        raise _wrong(spec, number, "is not in UTF-8; save the file as 'CSV UTF-8'") from error
    except csv.Error as error:
        raise UnexpectedShape(f"{spec.name} is not a CSV that can be read ({error}).") from error
    heading = [*KEY, *spec.contents]
    if len(lines) < 2:
        raise UnexpectedShape(f"{spec.name} has no figures; below the line {';'.join(heading)} each line has one.")
    (first, found), *rest = lines
    if sorted(found) != sorted(heading):
        raise _wrong(spec, first, f"must be {';'.join(heading)} and is '{';'.join(found):.80}'")
    for number, cells in rest:
        if len(cells) != len(found):
            raise _wrong(spec, number, f"has {len(cells)} cells where the heading has {len(found)}")
        yield number, [cells[found.index(name)] for name in heading]


def _check_lines(spec: LocalSource, lines: list[Line], municipalities: Municipalities) -> None:
    known, seen, signs = municipalities.known(), dict[tuple[str, str], int](), set[str]()
    for number, cells in lines:
        code, period, *figures = cells
        if not _CODE.fullmatch(code) or code.zfill(4) not in known:
            raise _wrong(spec, number, f"has '{code:.40}', which is not the code of a municipality")
        _check_period(spec, number, period)
        if (first := seen.setdefault((code.zfill(4), period), number)) != number:
            raise _wrong(spec, number, f"has {code} and {period} again, after line {first}; keep one of them")
        for cell in figures:
            if cell not in _EMPTY and not _NUMBER.fullmatch(cell):
                raise _wrong(spec, number, f"has '{cell:.40}', which is not a number; write 1234,5 or leave it empty")
            signs |= {sign for sign in ",." if sign in cell and cell not in _EMPTY}
            if len(signs) > 1:
                raise _wrong(spec, number, f"has '{cell:.40}', and another figure has the other decimal sign; use one")


def _check_period(spec: LocalSource, number: int, period: str) -> None:
    try:
        grain = read_period(period).grain
    except UnexpectedShape as error:
        raise _wrong(spec, number, f"has a wrong period: {str(error).rstrip('.')}") from error
    if grain != spec.period.grain:
        raise _wrong(spec, number, f"has {period}, and the grain of the periods is {spec.period.grain}")


def _figure(cell: str) -> tuple[float, str]:
    """Return value and symbol of a checked cell."""
    return (nan, _EMPTY[cell]) if cell in _EMPTY else (float(cell.replace(",", ".")), "published")


def _wrong(spec: LocalSource, line: int, says: str) -> UnexpectedShape:
    return UnexpectedShape(f"{spec.name}: line {line} {says}.")
