"""Search tables with a part of Lucene's query language.

Supported: words, which must all be found; alternatives with `OR`; `"quoted words"`; the fields `title:`, `updated:` and
`id:`; `*` at the end; ranges such as `updated:[20250908 TO 20250912*]`. Not supported, because Grunnlag does not use them:
fuzzy and proximity search, `NOT`, brackets and stemming. Instead of stemming, a part of a word matches, so this search
finds slightly more than SSB's.
"""

import re
from datetime import UTC, datetime, timedelta

from sample.statbank.model import Table

TERM = re.compile(r'(?:(\w+):)?("[^"]*"|\[[^\]]*\]|\S+)')
RANGE = re.compile(r"\[(\S+) TO (\S+)\]")


def fits(table: Table, query: str, lang: str) -> bool:
    """Return whether the table matches the query."""
    return any(_all_fit(table, alternative, lang) for alternative in query.split(" OR "))


def now() -> datetime:
    """Return the server's time."""
    return datetime.now(UTC)


def updated_within(table: Table, days: int) -> bool:
    """Return whether the table was updated within so many days."""
    return datetime.fromisoformat(table.updated) >= now() - timedelta(days=days)


def _all_fit(table: Table, query: str, lang: str) -> bool:
    fields = {
        "title": table.listing_label(lang).lower(),
        "updated": re.sub(r"\D", "", table.updated),
        "id": table.id,
        "": "\n".join(_words(table, lang)).lower(),
    }
    return all(_fits(fields.get(field, ""), wanted) for field, wanted in TERM.findall(query) if wanted != "AND")


def _words(table: Table, lang: str) -> list[str]:
    """Return the texts that are searched by default: title, variables and their values."""
    labels = [value.label[lang] for variable in table.variables for value in variable.values]
    return [table.listing_label(lang), *(variable.label[lang] for variable in table.variables), *labels]


def _fits(text: str, wanted: str) -> bool:
    between = RANGE.fullmatch(wanted)
    if between:
        first, last = (bound.rstrip("*") for bound in between.groups())
        return first <= text[: len(first)] and text[: len(last)] <= last
    return wanted.strip('"').rstrip("*").lower() in text
