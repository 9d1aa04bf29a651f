"""The routes of PxWebApi 2.

Not implemented: the formats csv, px, xlsx, html, json-px and parquet, because Grunnlag uses only json-stat2, and saving
queries, because SSB advises programs against it. Such a format gets SSB's error for an unknown format, and a saved query
its error for an unknown query.
"""

from collections.abc import Callable
from pathlib import Path

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sample.statbank import codelists, jsonstat, listing
from sample.statbank.answer import answer, known
from sample.statbank.codelists import with_codelist
from sample.statbank.default import default_selection
from sample.statbank.problems import (
    InvalidParameterError,
    RefusedError,
    unknown_codelist,
    unknown_saved_query,
)
from sample.statbank.request import StatbankRequest, answering, json
from sample.statbank.selection import Selection, applied_codelists, from_body, from_query

CONFIG = orjson.loads((Path(__file__).parent / "config.json").read_bytes())


@answering
def config(_: StatbankRequest) -> Response:
    """GET /config."""
    return json(CONFIG)


@answering
def tables(asking: StatbankRequest) -> Response:
    """GET /tables."""
    return json(listing.page(asking.state.tables.values(), asking.query, asking.lang, asking.base))


@answering
def table(asking: StatbankRequest) -> Response:
    """GET /tables/{id}."""
    return json({"language": asking.lang, **listing.item(asking.stored().table, asking.lang, asking.base)})


@answering
def metadata(asking: StatbankRequest) -> Response:
    """GET /tables/{id}/metadata; `codelist[X]` applies a codelist to variable X."""
    found = asking.stored().table
    if asking.query.get("savedquery"):
        raise unknown_saved_query()
    applied = {known(found, name).code: each for name, each in applied_codelists(asking.query).items()}
    variables = tuple(with_codelist(variable, applied.get(variable.code)) for variable in found.variables)
    return json(jsonstat.metadata(found, variables, asking.lang, asking.base))


@answering
def default(asking: StatbankRequest) -> Response:
    """GET /tables/{id}/defaultselection; an eliminated variable has no codes."""
    stored = asking.stored()
    selected = answer(stored, default_selection(stored.table))
    codes = {v.code: v.codes for v in selected.variables}
    selection = [
        {"variableCode": v.code, "codelist": None, "valueCodes": codes.get(v.code, [])} for v in stored.table.variables
    ]
    placement = {"heading": [v.code for v in selected.heading], "stub": [v.code for v in selected.stub]}
    href = f"{asking.base}/tables/{asking.id}/defaultselection?lang={asking.lang}"
    links = [{"rel": "self", "hreflang": asking.lang, "href": href}]
    return json({"selection": selection, "placement": placement, "language": asking.lang, "links": links})


@answering
def codelist(asking: StatbankRequest) -> Response:
    """GET /codelists/{id}; the id is case-sensitive."""
    offered = asking.state.codelist(asking.id)
    if offered is None:
        raise unknown_codelist(on_codelists=True)
    return json(codelists.document(*offered, asking.lang, asking.base))


async def data(request: Request) -> Response:
    """GET and POST /tables/{id}/data."""
    body = await request.body()

    def answered(asking: StatbankRequest) -> Response:
        return _data(asking, lambda: from_body(body) if request.method == "POST" else from_query(asking.query))

    return await run_in_threadpool(answering(answered), request)


def _data(asking: StatbankRequest, selection: Callable[[], Selection]) -> Response:
    _check_format(asking.query)
    wanted = selection()
    found = jsonstat.data(answer(asking.stored(on_data=True), wanted), asking.lang)
    return json(found, {"Content-Disposition": f'inline; filename="{asking.id}.json"'})


def _check_format(query: dict[str, str]) -> None:
    """Raise RefusedError for a format other than json-stat2, or for format parameters."""
    wanted, asked = query.get("outputformat", "json-stat2"), query.get("outputformatparams")
    if wanted.lower() != "json-stat2":
        raise InvalidParameterError("outputFormat", f"The value '{wanted}' is not valid.")
    if asked == "":
        raise InvalidParameterError("outputFormatParams", "The OutputFormatParams field is required.")
    if asked is not None:
        raise RefusedError("Unsupported output format")


@answering
def save_query(_: StatbankRequest) -> Response:
    """POST /savedqueries."""
    raise InvalidParameterError("savedQuery", "The savedQuery field is not valid.")


@answering
def saved_query(_: StatbankRequest) -> Response:
    """GET /savedqueries/{id}, and its /data and /selection."""
    raise unknown_saved_query()


ROUTES = [
    Route("/config", config),
    Route("/tables", tables),
    Route("/tables/", tables),
    Route("/tables/{id}", table),
    Route("/tables/{id}/metadata", metadata),
    Route("/tables/{id}/defaultselection", default),
    Route("/tables/{id}/data", data, methods=["GET", "POST"]),
    Route("/codelists/{id}", codelist),
    Route("/savedqueries", save_query, methods=["POST"]),
    Route("/savedqueries/{id}", saved_query),
    Route("/savedqueries/{id}/data", saved_query),
    Route("/savedqueries/{id}/selection", saved_query),
]
