"""Going on with a table where the fetch of it broke off: what is archived is not asked for again."""

from datetime import datetime
from typing import Any

from extract.archive import Archive, Fetch, question
from extract.clock import Hours
from extract.objects import State


def broken_off(
    archive: Archive, origin: str, requests: list[dict[str, Any]], updated: str, hours: Hours
) -> dict[str, Fetch]:
    """The answers, by question, of a fetch of the same figures that broke off.

    They are the figures of this update when they were fetched after it, at an hour when they could be trusted, and their
    bytes are still what was stored. A fetch that came to its end is none of these: it was accepted, or there was something
    wrong with what came; unless the archive has lost a part of it, which alone is then fetched again.
    """
    since, wanted = datetime.fromisoformat(updated), {question(origin, request) for request in requests}
    found = {fetch.question: fetch for fetch in archive.fetches().values() if fetch.question in wanted}
    good = {asked: fetch for asked, fetch in found.items() if _holds(fetch, since, hours)}
    held = {asked: fetch for asked, fetch in good.items() if archive.state(fetch) is State.WHOLE}
    return {} if wanted <= held.keys() else held


def _holds(fetch: Fetch, since: datetime, hours: Hours) -> bool:
    fetched = datetime.fromisoformat(fetch.fetched_at)
    return fetched > since and hours.closed(fetched) is None
