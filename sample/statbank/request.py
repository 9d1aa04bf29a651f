"""Read requests and write responses, the same way for every route of PxWebApi 2."""

from collections.abc import Callable
from functools import wraps

import orjson
from starlette.requests import Request
from starlette.responses import Response

from sample.statbank.codelists import LANGUAGES
from sample.statbank.problems import RefusedError, unknown_table
from sample.statbank.state import State, Stored

ROOT = "/api/pxwebapi/v2"
JSON = "application/json; charset=UTF-8"


class StatbankRequest:
    """A request as PxWebApi reads it: parameter names in any case, repeated parameters joined with a comma."""

    def __init__(self, request: Request) -> None:
        """Read the request and check its language.

        Raises:
            RefusedError: the language is neither `no` nor `en`.
        """
        query: dict[str, list[str]] = {}
        for key, text in request.query_params.multi_items():
            query.setdefault(key.lower(), []).append(text)
        self.query = {key: ",".join(texts) for key, texts in query.items()}
        self.lang = self.query.get("lang") or "no"
        if self.lang not in LANGUAGES:
            raise RefusedError("Unsupported language")
        self.base = f"{request.url.scheme}://{request.url.netloc}{ROOT}"
        self.id: str = request.path_params.get("id", "")
        self.state: State = request.app.state.statbank

    def stored(self, *, on_data: bool = False) -> Stored:
        """Return the table of the path. Raise RefusedError if it is unknown."""
        stored = self.state.stored(self.id)
        if stored is None:
            raise unknown_table(on_data=on_data)
        return stored


def json(body: object, headers: dict[str, str] | None = None) -> Response:
    """Return a JSON response."""
    return Response(orjson.dumps(body, option=orjson.OPT_SERIALIZE_NUMPY), media_type=JSON, headers=headers)


def answering(endpoint: Callable[[StatbankRequest], Response]) -> Callable[[Request], Response]:
    """Turn a function of a StatbankRequest into an endpoint that also answers errors."""

    @wraps(endpoint)
    def answered(request: Request) -> Response:
        try:
            return endpoint(StatbankRequest(request))
        except RefusedError as problem:
            return problem.response()

    return answered
