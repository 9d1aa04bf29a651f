"""The refusals of PxWebApi 2, with the titles as SSB misspells them and the statuses as SSB mixes them up."""

from collections.abc import Mapping

import orjson
from starlette.responses import Response


class RefusedError(Exception):
    """A refusal: the HTTP status, and the body, whose own status can differ from it."""

    def __init__(self, title: str, http: int = 400, body_status: int | None = None, detail: str | None = None) -> None:
        """Take the title and where it deviates, the statuses and the detail."""
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
        """The refusal as an answer."""
        return Response(orjson.dumps(self.body), self.http, media_type="application/json; charset=utf-8")


class InvalidParameterError(RefusedError):
    """ASP.NET could not bind a parameter or the body; these bodies look different from SSB's own."""

    def __init__(self, parameter: str, message: str) -> None:
        """Take the parameter's name and ASP.NET's sentence about it."""
        super().__init__("One or more validation errors occurred.")
        self.body = {
            "type": "https://tools.ietf.org/html/rfc9110#section-15.5.1",
            "title": "One or more validation errors occurred.",
            "status": 400,
            "errors": {parameter: [message]},
            "traceId": "00-00000000000000000000000000000000-0000000000000000-00",
        }

    def response(self) -> Response:
        """The refusal as an answer."""
        return Response(orjson.dumps(self.body), 400, media_type="application/problem+json; charset=utf-8")


class ServerFaultError(RefusedError):
    """SSB's own fault: HTTP 500 and an empty body."""

    def __init__(self) -> None:
        """Nothing is told."""
        super().__init__("", http=500)

    def response(self) -> Response:
        """The empty answer."""
        return Response(status_code=500)


def unknown_table(*, on_data: bool = False) -> RefusedError:
    """`/data` answers an unknown table with HTTP 400 around a body that says 404."""
    return RefusedError("Non-existent table", http=400 if on_data else 404, body_status=404)


def unknown_codelist(*, on_codelists: bool = False) -> RefusedError:
    """`/codelists/{id}` has it the other way round: HTTP 404 around a body that says 400."""
    return RefusedError("Non-existent codelist", http=404 if on_codelists else 400, body_status=400)


def too_many_cells() -> RefusedError:
    """HTTP 400, whatever SSB's guide says about 403."""
    return RefusedError("Too many cells selected", detail="Too many cells selected")


def missing_selection() -> RefusedError:
    """A variable that cannot be eliminated was left out, or its expressions found nothing."""
    return RefusedError("Missing selection for mandantory variable")


def unknown_saved_query() -> RefusedError:
    """No saved query is kept here, so none is ever found."""
    return RefusedError("Saved query not found", http=404)
