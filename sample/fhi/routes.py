"""The routes of FHI's API. The package's docstring says what is known and what is assumed about them."""

import json
from codecs import BOM_UTF8
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import wraps

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sample.fhi import documents
from sample.fhi.holdings import FhiBanks, Table
from sample.fhi.selection import FhiRefusedError, selection

ROOT = "/api/open/v1"

Endpoint = Callable[[Request], Awaitable[object]]


def _answering(endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    @wraps(endpoint)
    async def answered(request: Request) -> Response:
        try:
            content = await endpoint(request)
        except FhiRefusedError as refused:
            return JSONResponse({"status": refused.why}, refused.status)
        return content if isinstance(content, Response) else JSONResponse(content)

    return answered


class Marked(JSONResponse):
    """JSON after a byte order mark, as FHI sends figures."""

    def render(self, content: object) -> bytes:
        """Return the bytes to send."""
        return BOM_UTF8 + super().render(content)


@_answering
async def sources(request: Request) -> object:
    """GET /Common/source."""
    return [documents.source(bank) for bank in sorted({bank for bank, _ in _banks(request).tables})]


@_answering
async def tables(request: Request) -> object:
    """GET /{source}/Table?modifiedAfter."""
    bank, since = request.path_params["source"], request.query_params.get("modifiedAfter")
    found = {number: table for (of, number), table in _banks(request).tables.items() if of == bank}
    if not found:
        raise FhiRefusedError(404, f"There is no source {bank}.")
    after = _moment(since) if since else datetime.min.replace(tzinfo=UTC)
    return [documents.listed(number, table) for number, table in found.items() if _moment(table.changed) > after]


@_answering
async def table(request: Request) -> object:
    """GET /{source}/Table/{id}."""
    return documents.listed(request.path_params["id"], _table(request))


@_answering
async def query(request: Request) -> object:
    """GET /{source}/Table/{id}/query."""
    return documents.query(_table(request))


@_answering
async def dimension(request: Request) -> object:
    """GET /{source}/Table/{id}/dimension."""
    return documents.dimensions(_table(request))


@_answering
async def flag(request: Request) -> object:
    """GET /{source}/Table/{id}/flag."""
    _table(request)
    return documents.flags()


@_answering
async def metadata(request: Request) -> object:
    """GET /{source}/Table/{id}/metadata."""
    return documents.metadata(_table(request))


@_answering
async def data(request: Request) -> object:
    """POST /{source}/Table/{id}/data."""
    found = _table(request)
    try:
        body = await request.json()
    except json.JSONDecodeError as error:
        raise FhiRefusedError(400, "The request is not JSON.") from error
    return Marked(documents.dataset(found, selection(found, body)))


def _banks(request: Request) -> FhiBanks:
    banks: FhiBanks = request.app.state.fhi
    return banks


def _table(request: Request) -> Table:
    bank, number = request.path_params["source"], request.path_params["id"]
    if (bank, number) not in _banks(request).tables:
        raise FhiRefusedError(404, f"There is no table {number} in {bank}.")
    return _banks(request).tables[bank, number]


def _moment(text: str) -> datetime:
    """Return the time of an ISO date or time; UTC if it has no time zone. Raise FhiRefusedError if it is neither."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise FhiRefusedError(400, f"'{text}' is not a date.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _either_case(path: str, endpoint: Callable[[Request], Awaitable[Response]], method: str = "GET") -> list[Route]:
    """Return a route for each spelling: FHI's own guide writes both `Table` and `table`."""
    spelt = (path.replace("/Table", word) for word in ("/Table", "/table"))
    return [Route(f"/{{source}}{each}", endpoint, methods=[method]) for each in spelt]


ROUTES = [
    Route("/Common/source", sources),
    *_either_case("/Table", tables),
    *_either_case("/Table/{id:int}", table),
    *_either_case("/Table/{id:int}/query", query),
    *_either_case("/Table/{id:int}/dimension", dimension),
    *_either_case("/Table/{id:int}/flag", flag),
    *_either_case("/Table/{id:int}/metadata", metadata),
    *_either_case("/Table/{id:int}/data", data, "POST"),
]
