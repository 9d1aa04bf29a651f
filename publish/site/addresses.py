"""The addresses of pages and downloads, relative to the site's folder. They stay the same from build to build."""

import re

from catalogue.errors import BuildRefused


def municipality_page(code: str) -> str:
    """Return '5055.html'. Raise BuildRefused if the code is not four digits, and so is not safe in an address."""
    return f"{_checked(code, r'[0-9]{4}', 'municipality code', 'four digits')}.html"


def county_page(code: str) -> str:
    """Return 'fylke-50.html'. Raise BuildRefused if the code is not two digits."""
    return f"fylke-{_checked(code, r'[0-9]{2}', 'county code', 'two digits')}.html"


def indicator_page(indicator_id: str) -> str:
    """Return 'indikator-population.html'. Raise BuildRefused if the id has other than a–z, 0–9 and _."""
    return f"indikator-{_checked(indicator_id, r'[a-z][a-z0-9_]*', 'indicator id', 'letters, digits and _')}.html"


def download(kind: str, name: str, part: str = "") -> str:
    """Return the address of a download without its ending: 'data/kommune/5055', 'data/kommune/5055/folketall'."""
    whole = "/".join(["data", kind, name, *([part] if part else [])])
    return _checked(whole, r"[a-z0-9_/-]+", "address", "small letters, digits, _, - and /")


def _checked(text: str, pattern: str, what: str, words: str) -> str:
    if not re.fullmatch(pattern, text):
        raise BuildRefused(f"the {what} {text!r} is not {words}, so no page can be made for it.")
    return text
