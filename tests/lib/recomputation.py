"""Compute what a selection of the sample's figures must give, from the files in `sample/figures/` only.

It is independent: it does not use the sample's server, the client or the decoding of answers.
"""

from functools import cache
from itertools import product

import pandas as pd

from tests.lib.figures import FIGURES, NOTHING, series, sums

RENAMED = {"ContentsCode": "contents", "Tid": "period"}
SYMBOLS = {".": "not_applicable", "..": "missing", "...": "missing", ":": "confidential", "*": "provisional"}


def recomputed(table: str, regions: dict[str | None, list[str]], codes: dict[str, list[str]]) -> pd.DataFrame:
    """Return region, the other dimensions, contents, period, value and symbol for all selected codes.

    `regions`: codelist (None: the table's own codes) -> codes; `codes`: every other dimension -> codes.
    """
    return pd.concat([_group(table, each, codes, summed=sums(table, codelist)) for codelist, each in regions.items()])


def _group(table: str, regions: list[str], codes: dict[str, list[str]], *, summed: bool) -> pd.DataFrame:
    keys = list(product(*codes.values()))
    rows = [(region, *key, *series(table, region).get(key, NOTHING)) for region in regions for key in keys]
    cells = pd.DataFrame(rows, columns=["region", *codes, "value", "symbol"]).rename(columns=RENAMED)
    cells["region"] = cells.region.str.replace(r"^[KF]-", "", regex=True)
    cells = cells.rename(columns=str.lower).astype({"value": float, "symbol": object})
    return _existing(_delivered(cells), summed=summed)


def _delivered(cells: pd.DataFrame) -> pd.DataFrame:
    """Drop blocks (region, contents, period) without any value or symbol; mark other empty cells `not_delivered`."""
    zero = cells.value.isna() & (cells.symbol == "-")
    cells = cells.assign(value=cells.value.mask(zero, 0), symbol=cells.symbol.map(SYMBOLS))
    cells["symbol"] = cells.symbol.mask(cells.value.notna() & cells.symbol.isna(), "published")
    some = cells.symbol.notna().groupby([cells.region, cells.contents, cells.period]).transform("any")
    return cells[some].fillna({"symbol": "not_delivered"})


def _existing(cells: pd.DataFrame, *, summed: bool) -> pd.DataFrame:
    """Mark blocks with zeros and symbols only as `not_existing` if the municipality was not in force in the period.

    Each contents code is a block of its own. In a series `summed` to today's borders, this applies only to a municipality
    that came from a division, and to the others that came from the same division.
    """
    keys = ["region", "contents", "period"]
    bare = (cells.value == 0) | (cells.value.isna() & cells.symbol.isin(["missing", "not_applicable"]))
    blocks = bare.groupby([cells[key] for key in keys]).all()
    absent_keys = set()
    for block in blocks[blocks].index:
        region, day = block[0], str(pd.Period(block[-1].replace("K", "Q")).start_time.date())
        if region in validities() and not in_force(region, day):
            siblings = divided_with(region, day) if summed else set()
            absent_keys |= {(code, *block[1:]) for code in {region, *siblings} if siblings or not summed}
    rows = zip(*(cells[key] for key in keys), strict=True)
    absent = pd.Series([row in absent_keys for row in rows], index=cells.index, dtype=bool)
    return cells.assign(value=cells.value.mask(absent), symbol=cells.symbol.mask(absent, "not_existing"))


@cache
def validities() -> dict[str, list[tuple[str, str]]]:
    """Return municipality code -> [(first day in force, day it ended)], for every code of the past and present."""
    rows = pd.read_csv(FIGURES / "klass" / "131_codes.csv", dtype=str).fillna({"valid_to": "9999"})
    return {str(code): list(zip(of.valid_from, of.valid_to, strict=True)) for code, of in rows.groupby("code")}


@cache
def changes() -> list[tuple[str, str, str]]:
    """Return (old code, new code, day of the change) for every change."""
    rows = pd.read_csv(FIGURES / "klass" / "131_changes.csv", dtype=str)
    return list(zip(rows.old_code, rows.new_code, rows.date, strict=True))


def in_force(code: str, day: str) -> bool:
    return any(first <= day < last for first, last in validities().get(code, []))


def divided_with(code: str, day: str) -> set[str]:
    """Return the others that got area of a municipality of that `day` when it was divided and `code` got a part."""
    origins = {(old, on) for old, new, on in changes() if new == code != old and on > day and _was_whole(old, on, day)}
    heirs = {new for old, new, on in changes() if (old, on) in origins}
    return (heirs | {old for old, on in origins if in_force(old, on)}) - {code}


def _was_whole(code: str, until: str, day: str) -> bool:
    """Return whether the code's area was a single municipality on `day`: under this code, or under an earlier code."""
    if in_force(code, day):
        return True
    origins = [(old, on) for old, new, on in changes() if new == code != old and day < on < until]
    alone = len(origins) == 1 and [new for old, new, on in changes() if (old, on) == origins[0]] == [code]
    return alone and _was_whole(*origins[0], day)
