"""Write KLASS's responses: XML unless the client accepts JSON, and errors as RFC 7807 problems."""

from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from sample.klass.xml import written

PROBLEM_NAMESPACE = "urn:ietf:rfc:7807"


class KlassRefusedError(Exception):
    """A refused request: the HTTP status, and the status in the body, which can differ."""

    def __init__(self, title: str, status: int, detail: str | None, body_status: int | None = None) -> None:
        """Set title, HTTP status, a sentence that explains the error, and the body's status (default: the HTTP status)."""
        super().__init__(detail)
        self.title, self.status, self.detail, self.body_status = title, status, detail, body_status or status


def not_found(detail: str | None) -> KlassRefusedError:
    """Return the error for something that does not exist; for an unknown route, `detail` is None."""
    return KlassRefusedError("Not Found", 404, detail)


def bad_request(detail: str) -> KlassRefusedError:
    """Return the error for a parameter that is missing or unreadable."""
    return KlassRefusedError("Bad Request", 400, detail)


def server_fault(detail: str) -> KlassRefusedError:
    """Return the error for KLASS's own failure: the status is 500, but the body says 400."""
    return KlassRefusedError("Bad Request", 500, detail, body_status=400)


def document(request: Request, root: str, body: dict[str, Any]) -> Response:
    """Return the body as JSON if the Accept header names it, as XML under that root if it is accepted, else a 406."""
    if _wants_json(request):
        return Response(orjson.dumps(body), media_type="application/json")
    if not any(kind in request.headers.get("accept", "*/*") for kind in ("xml", "*/*", "application/*")):
        return Response(status_code=406)
    return Response(written(root, body), media_type="application/xml;charset=UTF-8")


def problem(request: Request, refused: KlassRefusedError) -> Response:
    """Return the error as JSON or XML, as the Accept header says."""
    body: dict[str, Any] = {"type": "about:blank", "title": refused.title, "status": refused.body_status}
    body |= {"detail": refused.detail} if refused.detail else {}
    body |= {"instance": request.url.path}
    if _wants_json(request):
        return Response(orjson.dumps(body), refused.status, media_type="application/problem+json")
    return Response(written("problem", body, PROBLEM_NAMESPACE), refused.status, media_type="application/problem+xml")


def _wants_json(request: Request) -> bool:
    return "json" in request.headers.get("accept", "")
