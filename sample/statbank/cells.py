"""Figures, and the symbols that SSB gives instead of a figure or together with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

SYMBOLS = ("", ".", "..", ":", "-", "*", "...")
"""None; not applicable, missing, confidential; and for years before 2021: zero, provisional, not yet available."""

MISSING = SYMBOLS.index("..")


@dataclass(frozen=True)
class Cells:
    """Cells over some axes: `values` (NaN for no figure), and `symbols` as positions in `SYMBOLS`."""

    values: NDArray[np.float64]
    symbols: NDArray[np.uint8]

    def take(self, axis: int, groups: Sequence[Sequence[int]]) -> "Cells":
        """Return one cell for each group of positions on an axis: their sum, or no figure for an empty group."""
        if not all(groups):
            empty = self.values.shape[axis]
            return self._padded(axis).take(axis, [group or [empty] for group in groups])
        positions = [position for group in groups for position in group]
        taken = Cells(self.values.take(positions, axis), self.symbols.take(positions, axis))
        if len(positions) == len(groups):
            return taken
        starts = np.cumsum([0, *(len(group) for group in groups[:-1])])
        return taken._summed(starts, axis)

    def eliminate(self, axis: int) -> "Cells":
        """Return the sums over an axis, without that axis."""
        summed = self._summed(np.array([0]), axis)
        return Cells(summed.values.squeeze(axis), summed.symbols.squeeze(axis))

    def arrange(self, order: Sequence[int]) -> "Cells":
        """Return the cells with the axes in another order."""
        return Cells(np.transpose(self.values, order), np.transpose(self.symbols, order))

    def _padded(self, axis: int) -> "Cells":
        """Return the cells with an empty position added to the axis."""
        widths = [(0, int(each == axis)) for each in range(self.values.ndim)]
        return Cells(np.pad(self.values, widths, constant_values=np.nan), np.pad(self.symbols, widths))

    def _summed(self, starts: NDArray[np.intp], axis: int) -> "Cells":
        """Return the sums between the starts. A sum with a missing figure is missing: SSB publishes no partial sums.

        The sum gets the symbol that its cells share. How SSB chooses between different symbols is unknown; here it is `..`.
        """
        values = np.add.reduceat(self.values, starts, axis)
        if not self.symbols.any():
            return Cells(values, np.zeros(values.shape, np.uint8))
        highest = np.maximum.reduceat(self.symbols, starts, axis)
        lowest = np.minimum.reduceat(np.where(self.symbols == 0, np.uint8(len(SYMBOLS)), self.symbols), starts, axis)
        shared = np.where((highest == lowest) | (highest == 0), highest, np.uint8(MISSING))
        return Cells(values, shared)

    def put(self, positions: Sequence[int | slice], value: float | None, symbol: str = "") -> "Cells":
        """Return a copy with this figure and symbol at the given positions."""
        values, symbols = self.values.copy(), self.symbols.copy()
        values[tuple(positions)] = np.nan if value is None else value
        symbols[tuple(positions)] = SYMBOLS.index(symbol)
        return replace(self, values=values, symbols=symbols)
