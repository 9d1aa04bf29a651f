"""Translate the sources' symbols to Grunnlag's. A cell has a figure, or a symbol that says why it has none."""

from typing import Any

import numpy as np
import pandas as pd

from catalogue.errors import UnexpectedShape

WITH_FIGURE = ["published", "provisional", "derived"]
WITHOUT_FIGURE = ["missing", "not_applicable", "confidential", "not_existing", "not_delivered"]
SYMBOLS = [*WITH_FIGURE, *WITHOUT_FIGURE]
"""Every symbol of a source's cell in Grunnlag: what sort of figure it has, or why it has none.

`not_delivered`: the source sent neither a figure nor a symbol.
"""

NO_FIGURE = {".": "not_applicable", "..": "missing", "...": "missing", ":": "confidential"}
"""The source's symbols that say why there is no figure. A cell with such a symbol and a figure is a contradiction."""

_PROVISIONAL, _ZERO = "*", "-"
"""Provisional figures, and true zeros that are sent as null, in tables older than 2021."""


class Figures:
    """The figures of an answer and their symbols, cell by cell. `notices` describe what is odd.

    Raise TypeError if a cell is neither a number nor null.
    """

    def __init__(self, cells: list[Any], codes: dict[str, list[str]], table: str) -> None:
        if odd := set(map(type, cells)) - {int, float, type(None)}:
            raise TypeError(f"{next(cell for cell in cells if type(cell) in odd)!r:.40} is not a number")
        self.values = np.fromiter(cells, np.float64, len(cells))
        self._symbols = -np.isnan(self.values).astype(np.int8)  # -1: no symbol yet
        self._codes, self._table = codes, table
        self.notices: list[str] = []

    @property
    def symbol(self) -> "pd.Categorical[Any]":
        """The symbol of each cell; null where the source sent neither a figure nor a symbol."""
        return pd.Categorical.from_codes(self._symbols, dtype=pd.CategoricalDtype(SYMBOLS), validate=False)

    def mark(self, text: str, places: np.ndarray) -> None:
        """Set the symbol of the cells at these places, which have the source's symbol `text`.

        Raise UnexpectedShape if one of them has a figure that the symbol rules out.
        """
        empty = np.isnan(self.values[places])
        if text in NO_FIGURE or text == _ZERO:
            self._refuse(text, places[~empty & (self.values[places] != 0 if text == _ZERO else True)])
        if text == _ZERO:
            self.values[places], self._symbols[places] = 0.0, SYMBOLS.index("published")
        elif text in NO_FIGURE:
            self._symbols[places] = SYMBOLS.index(NO_FIGURE[text])
        else:
            self._symbols[places[empty]] = SYMBOLS.index("missing")
            self._note(text, places, places[~empty])

    def _note(self, text: str, places: np.ndarray, full: np.ndarray) -> None:
        """Mark provisional figures. Write a notice for any other symbol of cells that have figures."""
        if text == _PROVISIONAL:
            self._symbols[full] = SYMBOLS.index("provisional")
            return
        self.notices.append(
            f"the symbol '{text:.20}' is unknown. {len(places)} cells have it, first "
            f"{self._cell(places[0])}; their figures are kept"
        )

    def _refuse(self, text: str, places: np.ndarray) -> None:
        if len(places):
            raise UnexpectedShape(
                f"Table {self._table} has both the figure {self.values[places[0]]:g} and the symbol '{text}' in "
                f"{self._cell(places[0])}, and {len(places)} such cells; ask the source which of the two is right."
            )

    def _cell(self, place: int) -> str:
        """Return the codes of a cell, such as '5055, Personer1, 2024'."""
        places = np.unravel_index(place, [len(of) for of in self._codes.values()])
        return ", ".join(of[at] for of, at in zip(self._codes.values(), places, strict=True))
