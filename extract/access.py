"""Access to the sources: one client for each base address, one connection and one request budget for each host."""

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import requests

from extract.answer import JSON, Form
from extract.archive import Archive
from extract.body import Limits
from extract.budget import Budget
from extract.client import Client, one_connection
from extract.clock import Hours
from extract.plan import CELL_LIMIT
from extract.source_api import SourceApi


class Access:
    """Makes the clients of all sources. `addresses`: kind -> base address, or None if each source has its own.

    `local` is the folder of the local figures.
    `client_class` makes each client; `pipeline.recording` has clients that record their answers, or replay them.
    """

    def __init__(
        self,
        archive: Archive,
        origin: str,
        addresses: Mapping[str, str | None],
        *,
        spacing: float,
        hours: Hours | None = None,
        cell_limit: int = CELL_LIMIT,
    ) -> None:
        self.archive = archive
        self.origin = origin
        self.hours = hours or Hours()
        self.cell_limit = cell_limit
        self._addresses = addresses
        self.client_class: Callable[..., Client] = Client
        self._spacing = spacing
        self.limits = Limits()
        self.local = Path()
        self._sessions: dict[str, requests.Session] = {}

    def client(self, kind: str, own: str = "", *, form: Form = JSON, cache_busting: bool = False) -> Client:
        """Return a client for the kind's base address, or for the source's `own` if the kind has none."""
        url = self._addresses.get(kind) or own
        session = self._sessions.setdefault(urlsplit(url).netloc, one_connection())
        budget = Budget(url, spacing=self._spacing, clock=self.hours.clock)
        client = self.client_class(
            url, budget, session=session, clock=self.hours.clock, cache_busting=cache_busting, form=form
        )
        client.limits = self.limits
        return client

    def api(self, kind: str, *, cache_busting: bool = False) -> SourceApi:
        """Return the JSON API at the kind's base address; it archives every answer."""
        return SourceApi(self.client(kind, cache_busting=cache_busting), self.archive, self.origin)
