"""KLASS speaks XML unless JSON is asked for, and refuses in the form of RFC 7807."""

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from sample.klass.xml import written

PROBLEM_NAMESPACE = "urn:ietf:rfc:7807"


class KlassRefusedError(Exception):
    """A refusal, with the HTTP status and, where it is another, the status its body tells."""

    def __init__(self, title: str, status: int, detail: str | None, told: int | None = None) -> None:
        """Take the title, the HTTP status, the sentence that says what is wrong, and the status told in the body."""
        super().__init__(detail)
        self.title, self.status, self.detail, self.told = title, status, detail, told or status


def not_found(detail: str | None) -> KlassRefusedError:
    """What is asked for does not exist; a route that does not exist is not explained."""
    return KlassRefusedError("Not Found", 404, detail)


def bad_request(detail: str) -> KlassRefusedError:
    """A parameter is missing or cannot be read."""
    return KlassRefusedError("Bad Request", 400, detail)


def server_fault(detail: str) -> KlassRefusedError:
    """KLASS itself failed; the status is 500, and the body says 400."""
    return KlassRefusedError("Bad Request", 500, detail, told=400)


def document(request: Request, root: str, body: dict[str, Any]) -> Response:
    """The body as JSON where the Accept header names it, as XML under that root where that will do, else a 406."""
    if _wants_json(request):
        return Response(orjson.dumps(body), media_type="application/json")
    if not any(kind in request.headers.get("accept", "*/*") for kind in ("xml", "*/*", "application/*")):
        return Response(status_code=406)
    return Response(written(root, body), media_type="application/xml;charset=UTF-8")


def problem(request: Request, refused: KlassRefusedError) -> Response:
    """The refusal, in the language asked for."""
    body: dict[str, Any] = {"type": "about:blank", "title": refused.title, "status": refused.told}
    body |= {"detail": refused.detail} if refused.detail else {}
    body |= {"instance": request.url.path}
    if _wants_json(request):
        return Response(orjson.dumps(body), refused.status, media_type="application/problem+json")
    return Response(written("problem", body, PROBLEM_NAMESPACE), refused.status, media_type="application/problem+xml")


def _wants_json(request: Request) -> bool:
    return "json" in request.headers.get("accept", "")
