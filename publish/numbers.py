"""Figures, dates and ages in Norwegian."""

from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, format_decimal, get_minus_sign_symbol, parse_pattern

from catalogue.units import Unit
from extract.clock import OSLO

NBSP = "\u00a0"
"""Keeps a number and its unit on one line."""
NONE = "–"
"""Shown if there is no figure."""
BOKMAL = Locale("nb")
MINUS = get_minus_sign_symbol(BOKMAL)


def number(value: float, decimals: int = 0, *, signed: bool = False) -> str:
    """Return 1234.5 as '1 234,5'; with `signed`, with a plus sign if it is above zero. Halves are rounded up, as in school."""
    shown = _half_up(value, decimals) + 0  # no minus before a zero
    pattern = _pattern(decimals, "+" if signed and shown else "")
    return format_decimal(shown, format=pattern, locale=BOKMAL)


def rounded(value: float, decimals: int) -> float:
    """Return a value as it is written."""
    return float(_half_up(value, decimals))


def _half_up(value: float, decimals: int) -> Decimal:
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@cache  # parsing a pattern takes nearly as long as formatting a number
def _pattern(decimals: int, plus: str) -> NumberPattern:
    digits = f"#,##0.{'0' * decimals}"
    return parse_pattern(f"{plus}{digits};{MINUS}{digits}")  # Babel's own minus sign is a hyphen


def amount(value: float | None, unit: Unit, decimals: int) -> str:
    """Return a figure with the suffix of its unit; a dash for no figure."""
    return NONE if value is None else number(value, decimals) + _after(unit.suffix)


def change(value: float | None, unit: Unit, decimals: int) -> str:
    """Return the difference between two figures, in percentage points if they are in percent."""
    if value is None:
        return NONE
    return number(value, decimals, signed=True) + _after("pp." if unit.id == "percent" else unit.suffix)


def _after(suffix: str) -> str:
    return f"{NBSP}{suffix}" if suffix else ""


def day(moment: datetime) -> str:
    """Return the day in Oslo of a moment in UTC: '23. november 2026'."""
    return day_of(moment.replace(tzinfo=UTC).astimezone(OSLO))


def day_of(when: date) -> str:
    """Return a date in words: '1. januar 2020'."""
    return format_date(when, f"d.{NBSP}MMMM y", locale=BOKMAL)


def alphabetical(text: str) -> str:
    """Return a Norwegian sort key: æ, ø and å after z, in that order."""
    return text.lower().translate(str.maketrans("æøå", "\u0200\u0201\u0202"))
