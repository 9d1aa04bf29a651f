"""Figures, and the symbols SSB puts in their place or beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

SYMBOLS = ("", ".", "..", ":", "-", "*", "...")
"""No symbol; not applicable, missing, confidential; and of the years before 2021: zero, provisional, not yet here."""

MISSING = SYMBOLS.index("..")


@dataclass(frozen=True)
class Cells:
    """Cells over some axes: `values`, NaN where there is no figure, and `symbols` as positions in `SYMBOLS`."""

    values: NDArray[np.float64]
    symbols: NDArray[np.uint8]

    def take(self, axis: int, groups: Sequence[Sequence[int]]) -> "Cells":
        """Along one axis, one cell for each group of places: their sum, or none where the group is empty."""
        if not all(groups):
            nowhere = self.values.shape[axis]
            return self._padded(axis).take(axis, [group or [nowhere] for group in groups])
        places = [place for group in groups for place in group]
        taken = Cells(self.values.take(places, axis), self.symbols.take(places, axis))
        if len(places) == len(groups):
            return taken
        starts = np.cumsum([0, *(len(group) for group in groups[:-1])])
        return taken._summed(starts, axis)

    def eliminate(self, axis: int) -> "Cells":
        """The sum over one whole axis, which is gone then."""
        summed = self._summed(np.array([0]), axis)
        return Cells(summed.values.squeeze(axis), summed.symbols.squeeze(axis))

    def arrange(self, order: Sequence[int]) -> "Cells":
        """The same cells with the axes in another order."""
        return Cells(np.transpose(self.values, order), np.transpose(self.symbols, order))

    def _padded(self, axis: int) -> "Cells":
        """The same with one more place on the axis, where there is nothing."""
        widths = [(0, int(each == axis)) for each in range(self.values.ndim)]
        return Cells(np.pad(self.values, widths, constant_values=np.nan), np.pad(self.symbols, widths))

    def _summed(self, starts: NDArray[np.intp], axis: int) -> "Cells":
        """Sums between the starts. Without all its figures a sum is none: a part of it would be no published figure.

        It bears the symbol its cells share; how SSB chooses between different ones is not known, `..` is taken here.
        """
        values = np.add.reduceat(self.values, starts, axis)
        if not self.symbols.any():
            return Cells(values, np.zeros(values.shape, np.uint8))
        highest = np.maximum.reduceat(self.symbols, starts, axis)
        lowest = np.minimum.reduceat(np.where(self.symbols == 0, np.uint8(len(SYMBOLS)), self.symbols), starts, axis)
        shared = np.where((highest == lowest) | (highest == 0), highest, np.uint8(MISSING))
        return Cells(values, shared)

    def put(self, places: Sequence[int | slice], value: float | None, symbol: str = "") -> "Cells":
        """Other cells, with this figure and symbol in the given places."""
        values, symbols = self.values.copy(), self.symbols.copy()
        values[tuple(places)] = np.nan if value is None else value
        symbols[tuple(places)] = SYMBOLS.index(symbol)
        return replace(self, values=values, symbols=symbols)
