"""CSV that Norwegian Excel opens right: semicolons, decimal commas, CRLF, and UTF-8 with a byte order mark."""

import csv
from collections.abc import Iterable, Sequence
from functools import lru_cache
from io import StringIO

Value = str | float | None
"""Text, a number, or no value."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins with one of these may be run as a formula."""


def csv_text(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return the head and the rows as a CSV file. Text stays text, also '=1+1'; numbers stay numbers, also -1.5."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_cell(name) for name in head])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Value) -> str:
    if value is None:
        return ""
    return _text(value) if isinstance(value, str) else decimal_comma(value)


@lru_cache(maxsize=4096)  # most texts stand in many rows
def _text(value: str) -> str:
    """Return text that Excel does not compute. It shows the apostrophe."""
    return f"'{value}" if value.lstrip(" \u00a0").startswith(FORMULA) else value


def decimal_comma(value: float) -> str:
    """Return the shortest text that reads back as exactly this number: 134, -1,5."""
    return repr(value).removesuffix(".0").replace(".", ",")
