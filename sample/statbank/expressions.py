"""The selection language: expand `*`, `50*`, `top(3)`, `from(2010)` and the like to a variable's codes."""

import re
from collections.abc import Callable, Sequence

from sample.statbank.problems import RefusedError, ServerFaultError

PREFIXES = ("range(", "top(", "bottom(", "from(", "to(")
COUNTED = re.compile(r"(?:top|bottom)\(([1-9]\d*)(?:,(\d+))?\)", re.IGNORECASE)
BOUNDED = re.compile(r"(?:from|to)\(([^,]+)\)", re.IGNORECASE)
RANGE = re.compile(r"range\(([^,]+),([^,)]+)\)", re.IGNORECASE)
WILDCARD = re.compile(r"\*?[^*]*\*?")


def expand(codes: Sequence[str], wanted: Sequence[str], *, is_time: bool) -> list[str]:
    """Return the selected codes in the table's order.

    Args:
        codes: the variable's codes, or its codelist's.
        wanted: literal codes and expressions.
        is_time: whether `top` counts from the newest period instead of from the first value.

    Raises:
        RefusedError: a value is unknown or an expression illegal; HTTP 500 if a literal code is given twice.
    """
    by_lower = {code.lower(): code for code in codes}
    literal = [by_lower[each.lower()] for each in wanted if each.lower() in by_lower]
    found = [_expression(codes, by_lower, each, is_time=is_time) for each in wanted if each.lower() not in by_lower]
    if len(set(literal)) < len(literal):
        raise ServerFaultError
    selected = set(literal).union(*found)
    return [code for code in codes if code in selected]


def _expression(codes: Sequence[str], by_lower: dict[str, str], text: str, *, is_time: bool) -> list[str]:
    prefix = next((each for each in PREFIXES if text.lower().startswith(each)), None)
    if prefix in ("top(", "bottom("):
        return _counted(codes, text, from_end=is_time == (prefix == "top("))
    if prefix == "range(":
        low, high = sorted(_position(codes, by_lower, bound) for bound in _match(RANGE, text).groups())
        return list(codes[low : high + 1])
    if prefix:
        bound = _position(codes, by_lower, _match(BOUNDED, text)[1])
        return list(codes[bound:] if prefix == "from(" else codes[: bound + 1])
    return _pattern(codes, text)


def _match(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    match = pattern.fullmatch(text)
    if match is None:
        raise RefusedError("Illegal selection expression")
    return match


def _counted(codes: Sequence[str], text: str, *, from_end: bool) -> list[str]:
    match = _match(COUNTED, text)
    count, offset = int(match[1]), int(match[2] or 0)
    ordered = codes[::-1] if from_end else codes
    return list(ordered[offset : offset + count])


def _position(codes: Sequence[str], by_lower: dict[str, str], bound: str) -> int:
    code = by_lower.get(bound.lower())
    if code is None:
        raise RefusedError("Non-existent value")
    return codes.index(code)


def _pattern(codes: Sequence[str], text: str) -> list[str]:
    """Return the codes that match. No match is not an error: SSB then treats the variable as not selected."""
    if "?" in text:
        # A pattern with `?` treats `*` as an ordinary character.
        return _matching(codes, re.escape(text).replace(r"\?", "."))
    if "*" not in text:
        raise RefusedError("Non-existent value")
    _match(WILDCARD, text)
    return _matching(codes, re.escape(text).replace(r"\*", ".*"))


def _matching(codes: Sequence[str], pattern: str) -> list[str]:
    fits: Callable[[str], object] = re.compile(pattern, re.IGNORECASE).fullmatch
    return [code for code in codes if fits(code)]
