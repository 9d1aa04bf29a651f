"""Small data frames written as text."""

import pandas as pd


def table(text: str) -> pd.DataFrame:
    """Return a frame of texts from lines of words; the first line has the columns, and '-' is null.

    >>> table('''
    ...     code  valid_from
    ...     5055  2020-01-01
    ... ''')
    """
    names, *lines = [line.split() for line in text.strip().splitlines()]
    cells = [[None if word == "-" else word.replace("_", " ") for word in line] for line in lines]
    return pd.DataFrame(cells, columns=names, dtype=object)
