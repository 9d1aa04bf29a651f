"""The source's symbols beside its figures, and Grunnlag's for them: a cell has a figure, or a symbol that says why not."""

from typing import Any

import numpy as np
import pandas as pd

from catalogue.errors import UnexpectedShape

WITH_FIGURE = ["published", "provisional", "derived"]
WITHOUT_FIGURE = ["missing", "not_applicable", "confidential", "not_existing", "not_delivered"]
SYMBOLS = [*WITH_FIGURE, *WITHOUT_FIGURE]
"""Every symbol a source's figure can have in Grunnlag: what sort of figure it is, or why there is none.

`not_delivered`: the source sent neither a figure nor a symbol.
"""

NO_FIGURE = {".": "not_applicable", "..": "missing", "...": "missing", ":": "confidential"}
"""The source's symbols that say why there is no figure. A figure beside one of them is a contradiction."""

_PROVISIONAL, _ZERO = "*", "-"
"""Provisional figures, and true zeros that are sent as null, in tables older than 2021."""


class Figures:
    """The figures of one answer and their symbols, cell by cell; `notices` say what is odd.

    Raises TypeError when a cell holds something other than a number or null.
    """

    def __init__(self, cells: list[Any], codes: dict[str, list[str]], table: str) -> None:
        if odd := set(map(type, cells)) - {int, float, type(None)}:
            raise TypeError(f"{next(cell for cell in cells if type(cell) in odd)!r:.40} is no number")
        self.values = np.fromiter(cells, np.float64, len(cells))
        self._symbols = -np.isnan(self.values).astype(np.int8)  # -1: no symbol yet
        self._codes, self._table = codes, table
        self.notices: list[str] = []

    @property
    def symbol(self) -> "pd.Categorical[Any]":
        """The symbol of each cell; null where the source sent neither a figure nor a symbol."""
        return pd.Categorical.from_codes(self._symbols, dtype=pd.CategoricalDtype(SYMBOLS), validate=False)

    def mark(self, text: str, places: np.ndarray) -> None:
        """Give the cells at these places, which have the source's symbol `text`, their symbol here.

        Raises UnexpectedShape when one of them has a figure that the symbol rules out.
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
        """Mark provisional figures; for any other symbol beside figures, write a notice."""
        if text == _PROVISIONAL:
            self._symbols[full] = SYMBOLS.index("provisional")
            return
        self.notices.append(
            f"the symbol '{text:.20}' is not known here, and stands in {len(places)} of the cells, first in "
            f"{self._cell(places[0])}; the figures beside it are kept"
        )

    def _refuse(self, text: str, places: np.ndarray) -> None:
        if len(places):
            raise UnexpectedShape(
                f"Table {self._table} has the figure {self.values[places[0]]:g} beside '{text}' in "
                f"{self._cell(places[0])}, and {len(places)} such cells; which of the two is right must be asked of the source."
            )

    def _cell(self, place: int) -> str:
        """The codes of a cell, such as '5055, Personer1, 2024'."""
        places = np.unravel_index(place, [len(of) for of in self._codes.values()])
        return ", ".join(of[at] for of, at in zip(self._codes.values(), places, strict=True))
