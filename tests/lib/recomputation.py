"""What a selection of the sample's figures must come to, worked out from the files in `sample/figures/` alone.

A route of its own: nothing here uses the sample's server, the client, or what decodes its answers.
"""

from functools import cache
from itertools import product

import pandas as pd

from tests.lib.figures import FIGURES, NOTHING, series, sums

RENAMED = {"ContentsCode": "contents", "Tid": "period"}
SYMBOLS = {".": "not_applicable", "..": "missing", "...": "missing", ":": "confidential", "*": "provisional"}


def recomputed(table: str, regions: dict[str | None, list[str]], codes: dict[str, list[str]]) -> pd.DataFrame:
    """Region, the other dimensions, contents, period, value and symbol of all that is asked for.

    `regions` are codes by the codelist they are of (None: the table's own), `codes` those of every other dimension.
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
    """A region, contents and period without one value or symbol was not delivered; elsewhere such a cell says so."""
    zero = cells.value.isna() & (cells.symbol == "-")
    cells = cells.assign(value=cells.value.mask(zero, 0), symbol=cells.symbol.map(SYMBOLS))
    cells["symbol"] = cells.symbol.mask(cells.value.notna() & cells.symbol.isna(), "published")
    some = cells.symbol.notna().groupby([cells.region, cells.contents, cells.period]).transform("any")
    return cells[some].fillna({"symbol": "not_delivered"})


def _existing(cells: pd.DataFrame, *, summed: bool) -> pd.DataFrame:
    """Nothing but zeros, or symbols for none, in a period in which a municipality was not in force are no figures.

    Each of the contents is judged by itself. In a series `summed` to today's borders only a municipality that was divided
    from others did not exist, and the others have no figures either.
    """
    keys = ["region", "contents", "period"]
    bare = (cells.value == 0) | (cells.value.isna() & cells.symbol.isin(["missing", "not_applicable"]))
    blocks = bare.groupby([cells[key] for key in keys]).all()
    gone = set()
    for block in blocks[blocks].index:
        region, day = block[0], str(pd.Period(block[-1].replace("K", "Q")).start_time.date())
        if region in validities() and not in_force(region, day):
            siblings = divided_with(region, day) if summed else set()
            gone |= {(one, *block[1:]) for one in {region, *siblings} if siblings or not summed}
    rows = zip(*(cells[key] for key in keys), strict=True)
    absent = pd.Series([row in gone for row in rows], index=cells.index, dtype=bool)
    return cells.assign(value=cells.value.mask(absent), symbol=cells.symbol.mask(absent, "not_existing"))


@cache
def validities() -> dict[str, list[tuple[str, str]]]:
    """Every municipality code there has been: from which day it was in force, and until which."""
    rows = pd.read_csv(FIGURES / "klass" / "131_codes.csv", dtype=str).fillna({"valid_to": "9999"})
    return {str(code): list(zip(of.valid_from, of.valid_to, strict=True)) for code, of in rows.groupby("code")}


@cache
def changes() -> list[tuple[str, str, str]]:
    """Old code, new code, and the day of the change."""
    rows = pd.read_csv(FIGURES / "klass" / "131_changes.csv", dtype=str)
    return list(zip(rows.old_code, rows.new_code, rows.date, strict=True))


def in_force(code: str, day: str) -> bool:
    return any(first <= day < last for first, last in validities().get(code, []))


def divided_with(code: str, day: str) -> set[str]:
    """All others with area of those that were one on `day`, and were later divided to make `code`."""
    origins = {(old, on) for old, new, on in changes() if new == code != old and on > day and _was_one(old, on, day)}
    heirs = {new for old, new, on in changes() if (old, on) in origins}
    return (heirs | {old for old, on in origins if in_force(old, on)}) - {code}


def _was_one(code: str, until: str, day: str) -> bool:
    """The code was in force, or came whole and alone from one that was one."""
    if in_force(code, day):
        return True
    origins = [(old, on) for old, new, on in changes() if new == code != old and day < on < until]
    alone = len(origins) == 1 and [new for old, new, on in changes() if (old, on) == origins[0]] == [code]
    return alone and _was_one(*origins[0], day)
