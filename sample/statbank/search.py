"""The part of Lucene's query language that the table search speaks here.

Words, which must all be found, or some of them between `OR`; `"quoted words"` as they stand; `title:`, `updated:` and `id:`;
`*` at the end; `updated:[20250908 TO 20250912*]`. Left out, because no client of ours sends them: fuzzy and near search,
`NOT`, brackets, and stemming. In its place a part of a word is enough, so that we find a little more than SSB.
"""

import re
from datetime import UTC, datetime, timedelta

from sample.statbank.model import Table

TERM = re.compile(r'(?:(\w+):)?("[^"]*"|\[[^\]]*\]|\S+)')
RANGE = re.compile(r"\[(\S+) TO (\S+)\]")


def fits(table: Table, query: str, lang: str) -> bool:
    """Whether the search would find the table."""
    return any(_all_fit(table, alternative, lang) for alternative in query.split(" OR "))


def now() -> datetime:
    """What the server's clock says."""
    return datetime.now(UTC)


def updated_within(table: Table, days: int) -> bool:
    """Whether the table was updated in so many days up to now."""
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
    """What is searched where no field is named: title, variables and their values."""
    labels = [value.label[lang] for variable in table.variables for value in variable.values]
    return [table.listing_label(lang), *(variable.label[lang] for variable in table.variables), *labels]


def _fits(text: str, wanted: str) -> bool:
    between = RANGE.fullmatch(wanted)
    if between:
        first, last = (bound.rstrip("*") for bound in between.groups())
        return first <= text[: len(first)] and text[: len(last)] <= last
    return wanted.strip('"').rstrip("*").lower() in text
