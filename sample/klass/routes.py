"""The routes of KLASS.

Not implemented, because Grunnlag does not use them: `variant`, `variantAt`, `variants`, `classificationfamilies` and
`ssbsections` answer 404, and CSV answers 406. The suffixes `.json`, `.xml` and `.csv`, which KLASS is about to remove,
give a 404, or a 400 where a number is expected. `ssbSection`, `presentationNamePattern`, `csvSeparator` and `csvFields`
are ignored, and the answer is in nb even if nn or en is requested.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sample.klass import documents, pages, parameters, query, resources
from sample.klass.answers import KlassRefusedError, document, not_found, problem, server_fault
from sample.klass.holdings import NAMES, VERSIONS

ROOT = "/api/klass/v1"
Document = dict[str, Any]


def _answering(root: str) -> Callable[[Callable[[Request], Document]], Callable[[Request], Response]]:
    def decorate(endpoint: Callable[[Request], Document]) -> Callable[[Request], Response]:
        @wraps(endpoint)
        def answered(request: Request) -> Response:
            try:
                parameters.check_language(request)
                return document(request, root, endpoint(request))
            except KlassRefusedError as refused:
                return problem(request, refused)

        return answered

    return decorate


@_answering("pagedEntities")
def classifications(request: Request) -> Document:
    """GET /classifications?includeCodelists&changedSince&page&size, sorted by number, without code lists."""
    parameters.flag(request, "includeCodelists")
    register, since = query.register(request), parameters.moment(request, "changedSince")
    modified = {number: parameters.point_in_time(at) for number, at in register.last_modified.items()}
    numbers = sorted(number for number, at in modified.items() if since is None or at > since)
    listed = pages.paged(request, "classifications", [resources.summary(register, number) for number in numbers])
    return {**listed, "_links": {**listed["_links"], "search": pages.SEARCH}}


@_answering("pagedEntities")
def search(request: Request) -> Document:
    """GET /classifications/search?query: classifications with any of the words in their name, most words first."""
    words = parameters.required(request, "query").lower().split()
    scores = {number: sum(word in name.lower() for word in words) for number, name in NAMES.items()}
    hits = sorted((number for number in scores if scores[number]), key=lambda number: -scores[number])
    return pages.paged(request, "searchResults", [resources.hit(number, scores[number]) for number in hits])


@_answering("classification")
def classification(request: Request) -> Document:
    """GET /classifications/{id}."""
    number = query.classification(request)
    return resources.classification(query.register(request), number, query.seen_from(request))


@_answering("codeList")
def codes(request: Request) -> Document:
    """GET /classifications/{id}/codes?from&to."""
    number = query.classification(request)
    return documents.codes(
        query.register(request), number, query.days(request), ranged=True, selected=query.selected(request)
    )


@_answering("codeList")
def codes_at(request: Request) -> Document:
    """GET /classifications/{id}/codesAt?date."""
    number = query.classification(request)
    return documents.codes(
        query.register(request), number, query.one_day(request), ranged=False, selected=query.selected(request)
    )


@_answering("codeChangeList")
def changes(request: Request) -> Document:
    """GET /classifications/{id}/changes?from&to."""
    number = query.classification(request)
    return documents.changes(query.register(request), number, query.days(request))


@_answering("correspondenceItemList")
def corresponds(request: Request) -> Document:
    """GET /classifications/{id}/corresponds?targetClassificationId&from&to."""
    return documents.corresponding(query.correspondences(request), query.days(request), ranged=True)


@_answering("correspondenceItemList")
def corresponds_at(request: Request) -> Document:
    """GET /classifications/{id}/correspondsAt?targetClassificationId&date; without a date KLASS itself fails."""
    found = query.correspondences(request)
    if not request.query_params.get("date"):
        raise server_fault('Cannot invoke "java.time.LocalDate.plusDays(long)" because "date" is null')
    return documents.corresponding(found, query.one_day(request), ranged=False)


@_answering("classificationVersion")
def version(request: Request) -> Document:
    """GET /versions/{id}."""
    number = parameters.number("id", request.path_params["id"])
    for each in VERSIONS:
        if each.number == number:
            return resources.version(query.register(request), each, query.seen_from(request))
    raise not_found(f"Classification Version not found with id = {number}")


@_answering("correspondenceTable")
def correspondence_table(request: Request) -> Document:
    """GET /correspondencetables/{id}."""
    number = parameters.number("id", request.path_params["id"])
    if number != resources.TABLE:
        raise not_found(f"Correspondence Table not found with id = {number}")
    return resources.correspondence_table(query.register(request))


@_answering("problem")
def nothing(_: Request) -> Document:
    """Answer any other route with a 404."""
    raise not_found(None)


ROUTES = [
    Route("/classifications", classifications),
    Route("/classifications/search", search),
    Route("/classifications/{id}", classification),
    Route("/classifications/{id}/codes", codes),
    Route("/classifications/{id}/codesAt", codes_at),
    Route("/classifications/{id}/changes", changes),
    Route("/classifications/{id}/corresponds", corresponds),
    Route("/classifications/{id}/correspondsAt", corresponds_at),
    Route("/versions/{id}", version),
    Route("/correspondencetables/{id}", correspondence_table),
    Route("/{path:path}", nothing),
]
