"""The JSON API of one service; every answer is archived before it is read."""

from typing import Any

from extract.archive import Archive, Fetch
from extract.client import Client

NORWEGIAN = {"lang": "no"}
"""The language of the StatBank's labels; codes do not depend on it."""


class SourceApi:
    """A client, with the archive that stores its answers under `origin`."""

    def __init__(self, client: Client, archive: Archive, origin: str) -> None:
        self._client = client
        self.archive = archive
        self.origin = origin

    def get(self, path: str, query: dict[str, str], *, also_transient: tuple[int, ...] = ()) -> tuple[Fetch, Any]:
        """Return the archived answer at `path`, and its JSON. Raise SourceRefused, TryAgainLater."""
        answer = self._client.get(path, query, also_transient=also_transient)
        return self.archive.keep(answer, self.origin), answer.json()

    def post(self, request: dict[str, Any]) -> Fetch:
        """Send a request in its archived form, and return the archived answer. Raise SourceRefused, TryAgainLater."""
        answer = self._client.post(request["path"], request["query"], request["body"])
        return self.archive.keep(answer, self.origin)
