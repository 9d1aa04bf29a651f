"""The parameter `selectCodes`: codes, prefixes and ranges of both, such as '3004, 11*, 50*-54*'."""

import re
from collections.abc import Callable

from sample.klass.answers import bad_request

LONGEST, MOST = 200, 20


def selector(text: str) -> Callable[[str], bool]:
    """Return a test of whether a code is selected; an empty text selects all. Raise KLASS's 400 for an invalid text."""
    if len(text) > LONGEST:
        raise bad_request("selectCodes too long")
    if not re.fullmatch(r"[0-9,\-*\s]*", text):
        raise bad_request("selectCodes contains illegal characters")
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) > MOST:
        raise bad_request("Too many selectCodes parameters")
    return lambda code: not parts or any(_selects(part, code) for part in parts)


def _selects(part: str, code: str) -> bool:
    first, dash, last = (each.strip() for each in part.partition("-"))
    if dash:
        # The end is included, and so is every code that begins with it.
        end = last.rstrip("*")
        return first.rstrip("*") <= code and code[: len(end)] <= end
    return code.startswith(part.rstrip("*")) if part.endswith("*") else code == part
