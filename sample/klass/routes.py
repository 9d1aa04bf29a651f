"""The routes of KLASS."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sample.klass import documents
from sample.klass.answers import KlassRefusedError, bad_request, document, not_found, problem
from sample.klass.register import CENTRALITY, CENTRALITY_VERSION, MUNICIPALITIES, NAMES

ROOT = "/api/klass/v1"
BASE = f"https://data.ssb.no{ROOT}"
"""What KLASS's links begin with, whatever address was asked."""


def _answering(root: str) -> Callable[[Callable[[Request], dict[str, Any]]], Callable[[Request], Response]]:
    def decorate(endpoint: Callable[[Request], dict[str, Any]]) -> Callable[[Request], Response]:
        @wraps(endpoint)
        def answered(request: Request) -> Response:
            try:
                return document(request, root, endpoint(request))
            except KlassRefusedError as refused:
                return problem(request, refused)

        return answered

    return decorate


def _classification(request: Request) -> int:
    number = int(request.path_params["id"])
    if number not in NAMES:
        raise not_found(f"Classification not found with id = {number}")
    return number


def _day(request: Request, name: str) -> str:
    day = _day_or_none(request, name)
    if day is None:
        raise bad_request(f"Required parameter '{name}' is not present.")
    return day


def _day_or_none(request: Request, name: str) -> str | None:
    text = request.query_params.get(name)
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        raise bad_request(f"Parameter '{name}' is not a date: {text}") from None


def _check_target(request: Request) -> None:
    """Only municipalities to centrality is known here."""
    source, target = _classification(request), request.query_params.get("targetClassificationId", "")
    if not target.isdigit():
        raise bad_request("Required parameter 'targetClassificationId' is not present.")
    if (source, int(target)) != (MUNICIPALITIES, CENTRALITY):
        raise not_found(f"Classification '{source}' has no correspondence table with Classification '{target}'")


@_answering("classification")
def classification(request: Request) -> dict[str, Any]:
    """GET /classifications/{id}."""
    return documents.classification(_classification(request), BASE)


@_answering("codeList")
def codes(request: Request) -> dict[str, Any]:
    """GET /classifications/{id}/codes?from&to."""
    return documents.codes_between(_classification(request), _day(request, "from"), _day_or_none(request, "to"))


@_answering("codeList")
def codes_at(request: Request) -> dict[str, Any]:
    """GET /classifications/{id}/codesAt?date."""
    return documents.codes_at(_classification(request), _day(request, "date"))


@_answering("codeChangeList")
def changes(request: Request) -> dict[str, Any]:
    """GET /classifications/131/changes?from&to; of the other classifications the changes are not known here."""
    if _classification(request) != MUNICIPALITIES:
        raise not_found("The sample has the changes of classification 131 alone")
    return documents.changes(_day(request, "from"), _day_or_none(request, "to"))


@_answering("correspondenceItemList")
def corresponds(request: Request) -> dict[str, Any]:
    """GET /classifications/131/corresponds?targetClassificationId=128&from&to."""
    _check_target(request)
    return documents.centrality_between(_day(request, "from"), _day_or_none(request, "to"))


@_answering("correspondenceItemList")
def corresponds_at(request: Request) -> dict[str, Any]:
    """GET /classifications/131/correspondsAt?targetClassificationId=128&date."""
    _check_target(request)
    return documents.centrality_at(_day(request, "date"))


@_answering("classificationVersion")
def version(request: Request) -> dict[str, Any]:
    """GET /versions/{id}."""
    number = request.path_params["id"]
    if number != CENTRALITY_VERSION:
        raise not_found(f"Version not found with id = {number}")
    return documents.centrality_version(BASE)


ROUTES = [
    Route("/classifications/{id:int}", classification),
    Route("/classifications/{id:int}/codes", codes),
    Route("/classifications/{id:int}/codesAt", codes_at),
    Route("/classifications/{id:int}/changes", changes),
    Route("/classifications/{id:int}/corresponds", corresponds),
    Route("/classifications/{id:int}/correspondsAt", corresponds_at),
    Route("/versions/{id:int}", version),
]
