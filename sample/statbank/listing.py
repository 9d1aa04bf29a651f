"""The search index of PxWebApi: `/tables` and `/tables/{id}`."""

from collections.abc import Iterable
from math import ceil
from typing import Any

from sample.statbank.codelists import LANGUAGES
from sample.statbank.jsonstat import SOURCE
from sample.statbank.model import Table
from sample.statbank.problems import InvalidParameterError, RefusedError
from sample.statbank.search import fits, updated_within

DEFAULT_PAGE_SIZE = 20


def item(table: Table, lang: str, base: str) -> dict[str, Any]:
    """Return a table's entry in the search index; only it has periods, time unit and `discontinued`."""
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
        **({"discontinued": True} if table.discontinued else {}),
        "source": SOURCE[lang],
        "subjectCode": table.subject.code,
        "timeUnit": table.time_unit,
        "paths": [[{"id": table.subject.code, "label": table.subject.label[lang], "sortCode": table.subject.code}]],
        "links": _links(table.id, lang, base),
    }


def other(lang: str) -> str:
    """Return the other of the two languages."""
    return next(each for each in LANGUAGES if each != lang)


def _links(table_id: str, lang: str, base: str) -> list[dict[str, str]]:
    here = f"{base}/tables/{table_id}"
    return [
        {"rel": "self", "hreflang": lang, "href": f"{here}?lang={lang}"},
        {"rel": "alternate", "hreflang": other(lang), "href": f"{here}?lang={other(lang)}"},
        {"rel": "metadata", "hreflang": lang, "href": f"{here}/metadata?lang={lang}"},
        {"rel": "data", "hreflang": lang, "href": f"{here}/data?lang={lang}&outputFormat=json-stat2"},
    ]


def page(tables: Iterable[Table], query: dict[str, str], lang: str, base: str) -> dict[str, Any]:
    """Return a page of the tables that match the query; no match is not an error.

    Raises:
        RefusedError: the page number is greater than the last page's (HTTP 404).
    """
    found = [table for table in tables if _fits(table, query, lang)]
    size, number = _positive(query, "pageSize", DEFAULT_PAGE_SIZE), _positive(query, "pageNumber", 1)
    last = ceil(len(found) / size)
    if number > last > 0:
        raise RefusedError("Non-existent page", http=404)
    searched = f"&query={query['query']}" if query.get("query") else ""
    href = f"{base}/tables/?lang={lang}{searched}&pagesize={size}&pageNumber={{}}"
    href += f"&pastDays={query['pastdays']}" if query.get("pastdays") else ""
    neighbours = {rel: href.format(at) for rel, at in _neighbours(number, last).items()}
    numbers = {"pageNumber": number, "pageSize": size, "totalElements": len(found), "totalPages": max(last, 1)}
    return {
        "language": lang,
        "tables": [item(table, lang, base) for table in found[(number - 1) * size : number * size]],
        "page": {**numbers, "links": _hrefs(neighbours, lang)},
        "links": _hrefs({"self": href.format(number)}, lang),
    }


def _hrefs(hrefs: dict[str, str], lang: str) -> list[dict[str, str]]:
    return [{"rel": rel, "hreflang": lang, "href": href} for rel, href in hrefs.items()]


def _neighbours(number: int, last: int) -> dict[str, int]:
    after = {"next": number + 1} if number < last else {}
    before = {"previous": number - 1} if number > 1 else {}
    return {**after, **before, "last": last} if last > 1 else {}


def _fits(table: Table, query: dict[str, str], lang: str) -> bool:
    days = _whole(query, "pastDays")
    shown = _true(query, "includeDiscontinued") or not table.discontinued
    return shown and (days is None or updated_within(table, days)) and fits(table, query.get("query", ""), lang)


def _positive(query: dict[str, str], name: str, default: int) -> int:
    number = _whole(query, name)
    return number if number and number > 0 else default


def _whole(query: dict[str, str], name: str) -> int | None:
    text = query.get(name.lower(), "")
    try:
        return int(text) if text else None
    except ValueError:
        raise InvalidParameterError(name, f"The value '{text}' is not valid.") from None


def _true(query: dict[str, str], name: str) -> bool:
    text = query.get(name.lower(), "") or "false"
    if text.lower() not in ("true", "false"):
        raise InvalidParameterError(name, f"The value '{text}' is not valid.")
    return text.lower() == "true"
