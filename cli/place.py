"""The municipality or county that a person names, from the published file. Every command finds them here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from catalogue.errors import BadSetting
from cli.names import DIGITS, find
from warehouse.home import Home

if TYPE_CHECKING:  # every command imports this, and few need DuckDB
    from warehouse.read_names import Named, NameReader

T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    """A municipality's or county's code, and its Norwegian name if that is known."""

    code: str
    name: str = ""

    def __str__(self) -> str:
        """'5055 Heim'."""
        return f"{self.code} {self.name}".strip()


def place_of(home: Home, text: str) -> Place:
    """Return the municipality of today with a code or a name, also a former one.

    Raise UnknownName with the candidates or the nearest names, and BadSetting for a name when there is no file to read.
    """
    known = _read(home, lambda reader: reader.municipalities_named())
    if not known:
        return _unread(home, text, "municipality")
    return _place(find(text, "municipality", known, lambda: _read(home, lambda reader: reader.former()) or []))


def county_of(home: Home, text: str) -> Place:
    """Return the county of today with a code or a name. Raise as `place_of` does."""
    known = _read(home, lambda reader: reader.counties_named())
    return _place(find(text, "county", known)) if known else _unread(home, text, "county")


def municipality_code(home: Home, text: str | None) -> str | None:
    """Return the code that --municipality names. A code is not looked up, because a run asks KLASS about it."""
    if text is None or not text.strip().isdecimal():
        return text and place_of(home, text).code
    return text.strip().zfill(DIGITS["municipality"])


def county_codes_of(home: Home, texts: Iterable[str]) -> list[str]:
    """Return the codes that --county names, several of them with commas between. What begins as a code stays as it is."""
    parts = [part.strip() for text in texts for part in text.split(",")]
    return [part if part[0].isdecimal() else county_of(home, part).code for part in parts if part]


def beginning_with(home: Home, beginning: str) -> list[str]:
    """Return the names of municipalities that begin with what is typed, for the shell; none if there is no file to read."""
    known = _read(home, lambda reader: reader.municipalities_named()) or []
    return [each.name for each in known if each.name.casefold().startswith(beginning.casefold())]


def _read(home: Home, read: "Callable[[NameReader], T]") -> T | None:
    """Return names of the published file; None if there is none, or if another version of Grunnlag published it."""
    if not home.database.exists():
        return None
    import duckdb

    from warehouse.read_names import NameReader

    try:
        with NameReader(home.database) as reader:
            return read(reader)
    except (BadSetting, duckdb.Error):
        return None


def _place(named: "Named") -> Place:
    return Place(named.code, named.name)


def _unread(home: Home, text: str, kind: str) -> Place:
    """Return the place with a code that cannot be looked up. Raise BadSetting for a name."""
    if text.strip().isdecimal():
        return Place(text.strip().zfill(DIGITS[kind]))
    example = {"municipality": "a code of four digits, such as 5055", "county": "a code of two digits, such as 50"}[
        kind
    ]
    if home.database.exists():
        raise BadSetting(f"{home.database} was published by another version of Grunnlag; give {example}, or run again.")
    raise BadSetting(f"Nothing has been published in {home.path} yet; give {example}.")
