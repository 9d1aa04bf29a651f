"""The errors of PxWebApi 2, with SSB's own misspelt titles and inconsistent statuses."""

from collections.abc import Mapping

import orjson
from starlette.responses import Response


class RefusedError(Exception):
    """A refused request: the HTTP status, and the body, whose own status can differ."""

    def __init__(self, title: str, http: int = 400, body_status: int | None = None, detail: str | None = None) -> None:
        """Set title, HTTP status, the body's status (default: the HTTP status) and detail."""
        super().__init__(title)
        self.http = http
        extra = {"detail": detail} if detail else {}
        self.body: Mapping[str, object] = {
            "type": "Parameter error",
            **extra,
            "title": title,
            "status": body_status or http,
        }

    def response(self) -> Response:
        """Return the error as an HTTP response."""
        return Response(orjson.dumps(self.body), self.http, media_type="application/json; charset=utf-8")


class InvalidParameterError(RefusedError):
    """A parameter or body that ASP.NET could not bind; the answer's body differs from SSB's own errors."""

    def __init__(self, parameter: str, message: str) -> None:
        """Set the parameter's name and ASP.NET's message about it."""
        super().__init__("One or more validation errors occurred.")
        self.body = {
            "type": "https://tools.ietf.org/html/rfc9110#section-15.5.1",
            "title": "One or more validation errors occurred.",
            "status": 400,
            "errors": {parameter: [message]},
            "traceId": "00-00000000000000000000000000000000-0000000000000000-00",
        }

    def response(self) -> Response:
        """Return the error as an HTTP response."""
        return Response(orjson.dumps(self.body), 400, media_type="application/problem+json; charset=utf-8")


class ServerFaultError(RefusedError):
    """SSB's own fault: HTTP 500 and an empty body."""

    def __init__(self) -> None:
        """Set the status; there is no title."""
        super().__init__("", http=500)

    def response(self) -> Response:
        """Return the empty response."""
        return Response(status_code=500)


def unknown_table(*, on_data: bool = False) -> RefusedError:
    """Return the error for an unknown table: on `/data`, HTTP 400 with a body that says 404."""
    return RefusedError("Non-existent table", http=400 if on_data else 404, body_status=404)


def unknown_codelist(*, on_codelists: bool = False) -> RefusedError:
    """Return the error for an unknown codelist: on `/codelists/{id}`, HTTP 404 with a body that says 400."""
    return RefusedError("Non-existent codelist", http=404 if on_codelists else 400, body_status=400)


def too_many_cells() -> RefusedError:
    """Return the error for too many cells: HTTP 400, although SSB's guide says 403."""
    return RefusedError("Too many cells selected", detail="Too many cells selected")


def missing_selection() -> RefusedError:
    """Return the error for a mandatory variable that is not selected, or whose expressions match nothing."""
    return RefusedError("Missing selection for mandantory variable")


def unknown_saved_query() -> RefusedError:
    """Return the error for any saved query: this server stores none."""
    return RefusedError("Saved query not found", http=404)
