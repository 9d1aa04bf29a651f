"""Resume an interrupted fetch of a table: answers that are in the archive are not requested again."""

from datetime import datetime
from typing import Any

from extract.archive import Archive, Fetch, question
from extract.clock import Hours


def interrupted_fetches(
    archive: Archive, origin: str, requests: list[dict[str, Any]], updated: str, hours: Hours
) -> dict[str, Fetch]:
    """Return question -> fetch, for the answers of an interrupted fetch of the same figures.

    An answer is usable if it was fetched after the update, outside the hours in which SSB shows wrong figures. If all
    answers are there, the fetch was not interrupted but accepted or rejected, and none of them is used again.
    """
    since, wanted = datetime.fromisoformat(updated), {question(origin, request) for request in requests}
    found = {fetch.question: fetch for fetch in archive.fetches().values() if fetch.question in wanted}
    usable = {key: fetch for key, fetch in found.items() if _is_usable(fetch, since, hours)}
    return {} if wanted <= usable.keys() else usable


def _is_usable(fetch: Fetch, since: datetime, hours: Hours) -> bool:
    fetched = datetime.fromisoformat(fetch.fetched_at)
    return fetched > since and hours.closed(fetched) is None
