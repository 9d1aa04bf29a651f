"""Codes that the catalogue names and a load does not have, as where the sample holds only a part of a table."""

import numpy as np
import pandas as pd

from catalogue.source_spec import SourceSpec


def with_lacking_codes(frame: pd.DataFrame, spec: SourceSpec) -> pd.DataFrame:
    """Return the observations with a cell for each such code, not delivered: a sum over all codes is then no figure.

    The cells are those of the dimension's first code; of what lacks altogether, such as contents, there are none.
    """
    for name in spec.own_dimensions:
        column, there = name.lower(), frame[name.lower()].cat.categories
        lacking = [code for code in spec.codes(name) if code not in there]
        if lacking:
            frame = frame.assign(**{column: frame[column].cat.add_categories(lacking)})
            alike = frame[frame[column] == there[0]].assign(value=np.nan)
            alike = alike.assign(symbol=_repeated(frame.symbol, "not_delivered", len(alike)))
            cells = [alike.assign(**{column: _repeated(frame[column], code, len(alike))}) for code in lacking]
            frame = pd.concat([frame, *cells], ignore_index=True)
    return frame


def _repeated(column: "pd.Series[str]", code: str, rows: int) -> "pd.Categorical[str]":
    """One of the codes of a column, so many times."""
    return pd.Categorical([code] * rows, categories=column.cat.categories)
