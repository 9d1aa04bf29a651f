"""Read a request: its classification, days and codes."""

from collections.abc import Callable

from starlette.requests import Request

from sample.klass import parameters
from sample.klass.answers import not_found
from sample.klass.code_selection import selector
from sample.klass.correspondences import Correspondence, between
from sample.klass.holdings import NAMES, Code
from sample.klass.register import Register
from sample.klass.window import FOREVER, Window, next_day


def register(request: Request) -> Register:
    """Return the server's classifications."""
    held: Register = request.app.state.klass
    return held


def classification(request: Request) -> int:
    """Return the classification's number from the path. Raise a 404 if it is unknown."""
    return _known("id", request.path_params["id"])


def seen_from(request: Request) -> str:
    """Return the last day that the answer shows: KLASS's today, or `FOREVER` with `includeFuture`."""
    return FOREVER if parameters.flag(request, "includeFuture") else register(request).today


def days(request: Request) -> Window:
    """Return the window from `from` to `to` (excluded)."""
    return Window(*parameters.span(request), seen_from(request))


def one_day(request: Request) -> Window:
    """Return the window of the single day `date`."""
    day = parameters.day(request, "date")
    return Window(day, next_day(day), seen_from(request))


def selected(request: Request) -> Callable[[Code], bool]:
    """Return a test for the codes that `selectCodes` and `selectLevel` select; all codes here are of level 1."""
    wanted = selector(request.query_params.get("selectCodes", ""))
    level = request.query_params.get("selectLevel") or "1"
    return lambda row: level == "1" and wanted(row.code)


def correspondences(request: Request) -> list[Correspondence]:
    """Return the correspondences from the classification in the path to `targetClassificationId`.

    Raise a 404 if there is no table in either direction.
    """
    source = classification(request)
    target = _known("targetClassificationId", parameters.required(request, "targetClassificationId"))
    found = between(register(request), source, target)
    if found is None:
        raise not_found(
            f"Classification '{NAMES[source]}' has no correspondence table with Classification '{NAMES[target]}'"
        )
    return found


def _known(name: str, text: str) -> int:
    number = parameters.number(name, text)
    if number not in NAMES:
        raise not_found(f"Classification not found with id = {number}")
    return number
