"""Remove the zeros and symbols that SSB and FHI give to municipalities that did not exist.

Municipalities that came from the same divided municipality are a special case. In figures on today's borders, one of them
has the figure of the whole for the time before the division. So none of them has a figure of its own.
"""

from datetime import date

import numpy as np
import pandas as pd

from transform.municipalities import Municipalities
from transform.periods import read_period

NOTHING = ["missing", "not_applicable", "not_delivered"]
"""Symbols that a cell of a municipality that did not exist may have."""


def mark_not_existing(
    frame: pd.DataFrame, municipalities: Municipalities, *, on_todays_borders: bool, made_on: date | None = None
) -> pd.DataFrame:
    """Mark the cells of municipalities that did not exist as `not_existing`, for each contents code. Change and return `frame`.

    `on_todays_borders`: the source sums or recalculates earlier years on today's borders; otherwise each period has the
    codes of its time. `made_on`: the day whose municipalities all periods have, if they do not follow the period.
    """
    marking = _Marking(frame, municipalities, on_todays_borders, made_on)
    cells = marking.cells()
    if cells.any():
        frame.loc[cells, "value"] = np.nan
        frame.loc[cells, "symbol"] = "not_existing"
    return frame


class _Marking:
    """Blocks of cells, by region, contents and period. A block is bare if each cell is zero or has a symbol of `NOTHING`.

    A confidential cell is not bare: the source has a figure there.
    """

    def __init__(
        self, frame: pd.DataFrame, municipalities: Municipalities, on_todays_borders: bool, made_on: date | None
    ) -> None:
        self._municipalities, self._on_todays_borders = municipalities, on_todays_borders
        self._regions = list(frame.region.cat.categories)
        periods = list(frame.period.cat.categories)
        self._days = [made_on or read_period(period).start for period in periods]
        self._in_time = sorted(range(len(periods)), key=lambda place: (self._days[place], periods[place]))
        shape = (len(self._regions), len(frame.contents.cat.categories), len(periods))
        places = [frame[name].cat.codes.to_numpy() for name in ("region", "contents", "period")]
        self._block = np.ravel_multi_index(places, shape)
        bare = (frame.value == 0) | (frame.value.isna() & frame.symbol.isin(NOTHING))
        cells = np.bincount(self._block, minlength=np.prod(shape)).reshape(shape)
        bare_cells = np.bincount(self._block, weights=bare, minlength=np.prod(shape)).reshape(shape)
        self._there, self._bare = cells > 0, (cells > 0) & (bare_cells == cells)
        self._absent = np.zeros(shape, bool)

    def cells(self) -> np.ndarray:
        """Return a boolean for each cell: whether its municipality did not exist."""
        known = self._municipalities.known()
        for region in np.flatnonzero(self._bare.any(axis=(1, 2))).tolist():
            if self._regions[region] in known:
                self._mark(region)
        return self._absent.ravel()[self._block]

    def _mark(self, region: int) -> None:
        code = self._regions[region]
        before = [at for at in self._in_time if not self._municipalities.existed(code, self._days[at])]
        if self._on_todays_borders:
            self._mark_divided(region, before)
        else:
            self._absent[region][:, before] |= self._bare[region][:, before]

    def _mark_divided(self, region: int, before: list[int]) -> None:
        """Mark the municipality and those it was divided with, until the source has a first figure for it alone.

        A municipality that was merged, or got a new code, is the sum of earlier municipalities, so its zero is a true zero.
        """
        divided_with, only_bare = None, np.empty(0, bool)
        for at in before:
            there, bare = self._there[region, :, at], self._bare[region, :, at]
            siblings = self._municipalities.divided_with(self._regions[region], self._days[at])
            if siblings != divided_with:
                divided_with, only_bare = siblings, np.ones(len(bare), bool)
            only_bare &= bare | ~there
            if siblings:
                self._clear({self._regions[region], *siblings}, only_bare & there, at)

    def _clear(self, codes: set[str], contents: np.ndarray, at: int) -> None:
        for code in codes & set(self._regions):
            self._absent[self._regions.index(code), contents, at] = True
