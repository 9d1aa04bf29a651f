"""Add the codes that the catalogue names and a load lacks, for example because the sample has only a part of a table."""

import numpy as np
import pandas as pd

from catalogue.source_spec import SourceSpec


def with_lacking_codes(frame: pd.DataFrame, spec: SourceSpec) -> pd.DataFrame:
    """Return the observations with `not_delivered` cells for each missing code, so that a sum over all codes is null.

    A missing code gets a cell wherever the dimension's first code has a cell. Missing contents get no cells.
    """
    for name in spec.own_dimensions:
        column = name.lower()
        if column not in frame:  # the request of an earlier catalogue left it out
            continue
        present = frame[column].cat.categories
        lacking = [code for code in spec.codes(name) if code not in present]
        if lacking:
            frame = frame.assign(**{column: frame[column].cat.add_categories(lacking)})
            empty = frame[frame[column] == present[0]].assign(value=np.nan)
            empty = empty.assign(symbol=_repeated(frame.symbol, "not_delivered", len(empty)))
            cells = [empty.assign(**{column: _repeated(frame[column], code, len(empty))}) for code in lacking]
            frame = pd.concat([frame, *cells], ignore_index=True)
    return frame


def _repeated(column: "pd.Series[str]", code: str, rows: int) -> "pd.Categorical[str]":
    """Return one code of a column, repeated for each row."""
    return pd.Categorical([code] * rows, categories=column.cat.categories)
