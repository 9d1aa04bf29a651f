"""Lists in pages, with links to the other pages."""

from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request

from sample.klass.parameters import page_and_size
from sample.klass.resources import BASE

SEARCH = {"href": f"{BASE}/classifications/search{{?query,includeCodelists}}", "templated": True}


def paged(request: Request, kind: str, found: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the requested page of a list; an empty page has no `_embedded`."""
    page, size = page_and_size(request)
    pages = -(-len(found) // size)
    shown = found[page * size : (page + 1) * size]
    numbers = {"size": size, "totalElements": len(found), "totalPages": pages, "number": page}
    embedded = {"_embedded": {kind: shown}} if shown else {}
    return {**embedded, "_links": _links(request, page, pages, size), "page": numbers}


def _links(request: Request, page: int, pages: int, size: int) -> dict[str, Any]:
    """Return relation -> link to the other pages; a single page links only to itself."""
    last = max(pages - 1, 0)
    numbers = {
        "first": 0 if page > 0 or page < last else None,
        "prev": page - 1 if page > 0 else None,
        "self": page,
        "next": page + 1 if page < last else None,
        "last": last if page > 0 or page < last else None,
    }
    links = {name: {"href": _href(request, at, size)} for name, at in numbers.items() if at is not None}
    return {**links, "self": {"href": _asked(request)}}


def _asked(request: Request) -> str:
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{_address(request)}{query}"


def _href(request: Request, page: int, size: int) -> str:
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in ("page", "size")]
    return f"{_address(request)}?{urlencode([*kept, ('page', page), ('size', size)])}"


def _address(request: Request) -> str:
    """Return the request's address on SSB's host, whatever host was asked."""
    return BASE + str(request.url.path).removeprefix(str(request.scope["root_path"]))
