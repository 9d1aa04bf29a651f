"""The routes of PxWebApi 2."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sample.statbank import jsonstat, listing
from sample.statbank.answer import answer, with_codelist
from sample.statbank.default import default_selection
from sample.statbank.model import Table
from sample.statbank.problems import InvalidParameterError, RefusedError, unknown_codelist, unknown_table
from sample.statbank.selection import Selection, from_body, from_query
from sample.statbank.tables import all_codelists, all_tables

ROOT = "/api/pxwebapi/v2"
CONFIG = orjson.loads((Path(__file__).parent / "config.json").read_bytes())
JSON = "application/json; charset=UTF-8"


class Asking:
    """One request as PxWebApi reads it: parameter names in any case, repeated ones joined with a comma."""

    def __init__(self, request: Request) -> None:
        """Take the request and check its language.

        Raises:
            RefusedError: the language is neither `no` nor `en`.
        """
        query: dict[str, list[str]] = {}
        for key, text in request.query_params.multi_items():
            query.setdefault(key.lower(), []).append(text)
        self.query = {key: ",".join(texts) for key, texts in query.items()}
        self.lang = self.query.get("lang") or "no"
        if self.lang not in listing.LANGUAGES:
            raise RefusedError("Unsupported language")
        self.base = f"{request.url.scheme}://{request.url.netloc}{ROOT}"
        self.id: str = request.path_params.get("id", "")

    def table(self, *, on_data: bool = False) -> Table:
        """The table of the path."""
        if self.id not in all_tables():
            raise unknown_table(on_data=on_data)
        return all_tables()[self.id]


def _json(body: object, headers: dict[str, str] | None = None) -> Response:
    return Response(orjson.dumps(body, option=orjson.OPT_SERIALIZE_NUMPY), media_type=JSON, headers=headers)


def _answering(endpoint: Callable[[Asking], Response]) -> Callable[[Request], Response]:
    @wraps(endpoint)
    def answered(request: Request) -> Response:
        try:
            return endpoint(Asking(request))
        except RefusedError as problem:
            return problem.response()

    return answered


@_answering
def config(_: Asking) -> Response:
    """GET /config."""
    return _json(CONFIG)


@_answering
def tables(asking: Asking) -> Response:
    """GET /tables."""
    return _json(listing.page(asking.query, asking.lang, asking.base))


@_answering
def table(asking: Asking) -> Response:
    """GET /tables/{id}."""
    return _json({"language": asking.lang, **listing.item(asking.table(), asking.lang, asking.base)})


@_answering
def metadata(asking: Asking) -> Response:
    """GET /tables/{id}/metadata, where `codelist[X]` shows the variable with that codelist applied."""
    found = asking.table()
    variables = tuple(with_codelist(v, asking.query.get(f"codelist[{v.code.lower()}]")) for v in found.variables)
    return _json(jsonstat.metadata(found, variables, asking.lang, asking.base))


@_answering
def default(asking: Asking) -> Response:
    """GET /tables/{id}/defaultselection."""
    selected = answer(asking.table(), default_selection(asking.table()))
    selection = [{"variableCode": v.code, "valueCodes": v.codes} for v in selected.variables]
    placement = {"heading": [v.code for v in selected.heading], "stub": [v.code for v in selected.stub]}
    href = f"{asking.base}/tables/{asking.id}/defaultselection?lang={asking.lang}"
    links = [{"rel": "self", "hreflang": asking.lang, "href": href}]
    return _json({"selection": selection, "placement": placement, "language": asking.lang, "links": links})


@_answering
def codelist(asking: Asking) -> Response:
    """GET /codelists/{id}; the id's case matters."""
    found = all_codelists().get(asking.id)
    if found is None:
        raise unknown_codelist(on_codelists=True)
    values = [{"code": v.code, "label": v.label[asking.lang], "valueMap": v.value_map} for v in found.values]
    href = f"{asking.base}/codeLists/{found.id}?lang="
    rels = {"self": asking.lang, "alternate": listing.other(asking.lang)}
    links = [{"rel": rel, "hreflang": lang, "href": href + lang} for rel, lang in rels.items()]
    head = {"id": found.id, "label": found.label[asking.lang], "language": asking.lang, "languages": listing.LANGUAGES}
    return _json({**head, "elimination": False, "type": found.type, "values": values, "links": links})


async def data(request: Request) -> Response:
    """GET and POST /tables/{id}/data."""
    body = await request.body()

    def answered(asking: Asking) -> Response:
        return _data(asking, lambda: from_body(body) if request.method == "POST" else from_query(asking.query))

    return await run_in_threadpool(_answering(answered), request)


def _data(asking: Asking, selection: Callable[[], Selection]) -> Response:
    _check_format(asking.query)
    wanted = selection()
    found = jsonstat.data(answer(asking.table(on_data=True), wanted), asking.lang)
    return _json(found, {"Content-Disposition": f'inline; filename="{asking.id}.json"'})


def _check_format(query: dict[str, str]) -> None:
    """Only json-stat2 is spoken here; SSB's other formats are refused in the words it has for unknown ones."""
    wanted = query.get("outputformat", "json-stat2")
    if wanted.lower() != "json-stat2":
        raise InvalidParameterError("outputFormat", f"The value '{wanted}' is not valid.")
    if query.get("outputformatparams") == "":
        raise InvalidParameterError("outputFormatParams", "The OutputFormatParams field is required.")
    if "outputformatparams" in query:
        raise RefusedError("Unsupported output format")


ROUTES = [
    Route("/config", config),
    Route("/tables", tables),
    Route("/tables/", tables),
    Route("/tables/{id}", table),
    Route("/tables/{id}/metadata", metadata),
    Route("/tables/{id}/defaultselection", default),
    Route("/tables/{id}/data", data, methods=["GET", "POST"]),
    Route("/codelists/{id}", codelist),
]
