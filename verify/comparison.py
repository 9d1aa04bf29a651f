"""Compare every cell of the published `mart.figure` with its recomputation from the archive."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from catalogue.errors import BadSetting
from catalogue.models import Catalogue
from verify.areas import Areas
from verify.cells import source_cells
from verify.evaluation import CLOSED, NotRecomputed
from verify.figures import MEASURES, NONE, Figures
from verify.shifts import shift_days
from verify.small_numbers import without_few
from verify.stored import Stored
from verify.verification import SHOWN, Difference, Verification

ROUNDED = 5.1e-7
"""Half of the last decimal of a value in mart.figure."""
Progress = Callable[[int, int], None]


def verify(database: Path, archive: Path, catalogue: Catalogue, progress: Progress) -> Verification:
    """Recompute every figure of a published file from the archive, and compare. Raise BadSetting, DamagedAnswer."""
    published, loads = _published(database)
    stored = Stored(archive)
    areas = _areas(stored, catalogue, loads)

    @lru_cache(maxsize=3)
    def cells(source_id: str) -> pd.DataFrame:
        known = source_id in loads
        return source_cells(stored, catalogue.sources[source_id], loads[source_id], areas) if known else pd.DataFrame()

    figures = Figures(catalogue, areas, cells, lambda: shift_days(catalogue.sources, areas, cells))
    found = Verification()
    names = sorted({*catalogue.indicators, *published}, key=lambda name: _order(catalogue, name))
    for done, name in enumerate(names, start=1):
        try:
            _compare(found, name, published.get(name, NONE), _recomputed(figures, catalogue, name))
        except NotRecomputed as why:
            found.skipped[name] = str(why)
        except (KeyError, ValueError, duckdb.Error) as error:  # the catalogue has changed since the answers were stored
            found.skipped[name] = f"its stored answers do not fit the catalogue ({error!r:.100})"
        progress(done, len(names))
    return found


def _published(database: Path) -> tuple[dict[str, pd.DataFrame], dict[str, list[str]]]:
    """Return the figures by indicator, and the loads of each source that the file is made of."""
    with duckdb.connect(database, read_only=True, config=CLOSED) as con:
        rows = con.execute(
            "select indicator_id, municipality_code as region, period, numerator, denominator, value from mart.figure"
        ).df()
        loads = dict(con.execute("select source_id, loads from meta.source where len(loads) > 0").fetchall())
    texts = rows.astype({"indicator_id": str, "region": str, "period": str})
    return {
        str(name): of.set_index(["region", "period"])[MEASURES] for name, of in texts.groupby("indicator_id")
    }, loads


def _areas(stored: Stored, catalogue: Catalogue, loads: dict[str, list[str]]) -> Areas:
    for source in catalogue.sources.values():
        if source.spec.holds_municipalities and source.id in loads:
            codes, changes = stored.answers(stored.load(loads[source.id][-1]))
            return Areas(codes.content["codes"], changes.content["codeChanges"])
    raise BadSetting("The published file was built without the list of municipalities; there is nothing to verify.")


def _order(catalogue: Catalogue, name: str) -> tuple[str, str]:
    """Return what sorts indicators of one source together, so that each source is decoded once."""
    words = catalogue.indicators[name].definition if name in catalogue.indicators else None
    return (str(words.source) if words else "", name)


def _recomputed(figures: Figures, catalogue: Catalogue, name: str) -> pd.DataFrame:
    """Return the figures of an indicator as they are to be published. Raise NotRecomputed."""
    if name not in catalogue.indicators:
        raise NotRecomputed("it is not in the catalogue")
    indicator = catalogue.indicators[name]
    if not indicator.definition.has_whole:
        return NONE
    rows = figures.of(name)
    shown = rows.assign(value=without_few(rows, indicator, catalogue.small_numbers))
    return shown[MEASURES].mask(rows.broken.astype(bool))


def _compare(found: Verification, name: str, published: pd.DataFrame, recomputed: pd.DataFrame) -> None:
    """Count the cells of an indicator, and keep the first that differ. A denominator without a numerator is no figure."""
    both = published.astype(float).join(recomputed.astype(float).add_suffix("_recomputed"), how="outer")
    empty = both.numerator.isna() & both.numerator_recomputed.isna()
    both.loc[empty, ["denominator", "denominator_recomputed"]] = np.nan
    found.indicators += len(published) > 0
    found.figures += len(published)
    found.values += int(published.value.notna().sum())
    for measure in MEASURES:
        old, new = both[measure].to_numpy(), both[f"{measure}_recomputed"].to_numpy()
        wrong = ~np.isclose(old, new, rtol=1e-9, atol=ROUNDED, equal_nan=True)
        found.different += int(wrong.sum())
        for (region, period), *values in zip(both.index[wrong], old[wrong], new[wrong], strict=True):
            if len(found.differences) < SHOWN:
                cells = [None if np.isnan(value) else float(value) for value in values]
                found.differences.append(Difference(name, region, period, measure, *cells))
