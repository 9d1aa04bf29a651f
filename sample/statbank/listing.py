"""The search index of PxWebApi: `/tables` and `/tables/{id}`."""

from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

from sample.statbank.jsonstat import SOURCE
from sample.statbank.model import Table
from sample.statbank.problems import InvalidParameterError, RefusedError
from sample.statbank.tables import all_tables

DEFAULT_PAGE_SIZE = 20
LANGUAGES = ("no", "en")


def item(table: Table, lang: str, base: str) -> dict[str, Any]:
    """One table as the search index knows it; periods and time unit stand only here."""
    return {
        "id": table.id,
        "label": table.listing_label(lang),
        "description": "",
        "sortCode": table.id,
        "updated": table.updated,
        "firstPeriod": table.periods[0],
        "lastPeriod": table.periods[-1],
        "category": "public",
        "variableNames": [variable.label[lang] for variable in table.variables],
        "source": SOURCE[lang],
        "subjectCode": table.subject.code,
        "timeUnit": "Annual",
        "paths": [[{"id": table.subject.code, "label": table.subject.label[lang], "sortCode": table.subject.code}]],
        "links": _links(table.id, lang, base),
    }


def other(lang: str) -> str:
    """The other one of the two languages."""
    return next(each for each in LANGUAGES if each != lang)


def _links(table_id: str, lang: str, base: str) -> list[dict[str, str]]:
    here = f"{base}/tables/{table_id}"
    return [
        {"rel": "self", "hreflang": lang, "href": f"{here}?lang={lang}"},
        {"rel": "alternate", "hreflang": other(lang), "href": f"{here}?lang={other(lang)}"},
        {"rel": "metadata", "hreflang": lang, "href": f"{here}/metadata?lang={lang}"},
        {"rel": "data", "hreflang": lang, "href": f"{here}/data?lang={lang}&outputFormat=json-stat2"},
    ]


def page(query: dict[str, str], lang: str, base: str) -> dict[str, Any]:
    """One page of the tables that fit the query.

    Raises:
        RefusedError: the page lies past the last one (HTTP 404).
    """
    found = [table for table in all_tables().values() if _fits(table, query, lang)]
    size = _whole(query, "pageSize", DEFAULT_PAGE_SIZE)
    number, last = _whole(query, "pageNumber", 1), max(1, ceil(len(found) / size))
    if number > last:
        raise RefusedError("Non-existent page", http=404)
    shown = [item(table, lang, base) for table in found[(number - 1) * size : number * size]]
    numbers = {
        "pageNumber": number,
        "pageSize": size,
        "totalElements": len(found),
        "totalPages": ceil(len(found) / size),
    }
    searched = f"&query={query['query']}" if query.get("query") else ""
    href = f"{base}/tables/?lang={lang}{searched}&pagesize={size}&pageNumber="
    links = [{"rel": rel, "hreflang": lang, "href": f"{href}{at}"} for rel, at in _neighbours(number, last).items()]
    this = {"rel": "self", "hreflang": lang, "href": f"{href}{number}"}
    return {"language": lang, "tables": shown, "page": {**numbers, "links": links}, "links": [this]}


def _neighbours(number: int, last: int) -> dict[str, int]:
    after = {"next": number + 1} if number < last else {}
    before = {"previous": number - 1} if number > 1 else {}
    return {**after, **before, "last": last}


def _whole(query: dict[str, str], name: str, default: int) -> int:
    text = query.get(name.lower(), "")
    try:
        number = int(text) if text else default
    except ValueError:
        raise InvalidParameterError(name, f"The value '{text}' is not valid.") from None
    return number if number > 0 else default


def _fits(table: Table, query: dict[str, str], lang: str) -> bool:
    """All words must occur (SSB searches stemmed words in an index; here a part of a word is enough)."""
    days = _whole(query, "pastDays", 0)
    recent = datetime.fromisoformat(table.updated) >= datetime.now(UTC) - timedelta(days=days)
    return (recent or not days) and all(_has(table, word, lang) for word in query.get("query", "").lower().split())


def _has(table: Table, word: str, lang: str) -> bool:
    title, updated = table.listing_label(lang).lower(), table.updated[:10].replace("-", "")
    name, colon, wanted = word.partition(":")
    fields = {"title": title, "updated": updated, "id": table.id}
    text = fields.get(name, "") if colon else " ".join([title, *(variable.label[lang] for variable in table.variables)])
    return (wanted if colon else word).strip('*"') in text
