"""SourceApi one service, every answer archived before it is read."""

from typing import Any

from extract.archive import Archive, Fetch
from extract.client import Client

NORWEGIAN = {"lang": "no"}
"""The language of the StatBank's labels; codes are the same in all."""


class SourceApi:
    """A client and the archive its answers go into, as coming from `origin`."""

    def __init__(self, client: Client, archive: Archive, origin: str) -> None:
        self._client = client
        self.archive = archive
        self.origin = origin

    def get(self, path: str, query: dict[str, str], *, passing: tuple[int, ...] = ()) -> tuple[Fetch, Any]:
        """The answer at `path` and its JSON. Raises SourceRefused, TryAgainLater."""
        answer = self._client.get(path, query, passing=passing)
        return self.archive.keep(answer, self.origin), answer.json()

    def post(self, request: dict[str, Any]) -> Fetch:
        """The answer to a request in the form it is archived in. Raises SourceRefused, TryAgainLater."""
        answer = self._client.post(request["path"], request["query"], request["body"])
        return self.archive.keep(answer, self.origin)
