"""SSB's KLASS: codes with their validity, changes between them, and the centrality version, as stored bytes."""

import re

from catalogue.errors import CodeGone, SourceRefused, UnexpectedShape, expected_shape
from catalogue.models import ClassificationSource
from extract.archive import Archive, Fetch
from extract.client import Answer, Client

BEGINNING = "1838-01-01"
"""The first day of Norway's municipalities, and of KLASS 131."""


class Klass:
    """Fetches classifications into the archive."""

    def __init__(self, client: Client, archive: Archive, origin: str) -> None:
        self._client = client
        self._archive = archive
        self._origin = origin

    def fetch(self, spec: ClassificationSource) -> list[Fetch]:
        """The answers that make the classification; their order is the one `transform.klass` reads them in.

        Raises CodeGone when the classification is not there, UnexpectedShape when it has no version in force.
        """
        base = f"classifications/{spec.classification}"
        if spec.holds == "centrality":
            return [self._keep(self._get(f"versions/{self._newest_version(base)}"))]
        answers = [self._get(f"{base}/codes", **{"from": BEGINNING})]
        if spec.holds == "municipalities":
            answers.append(self._get(f"{base}/changes", **{"from": BEGINNING}))
        return [self._keep(answer) for answer in answers]

    def _newest_version(self, base: str) -> str:
        """The id of the version that began last. Only its id is taken from the link, never the address."""
        answer = self._get(base)
        self._keep(answer)
        with expected_shape(f"KLASS {base} lists a version without something we need"):
            versions = sorted(answer.json().get("versions", []), key=lambda version: version["validFrom"])
            found = re.search(r"/versions/(\d+)$", versions[-1]["_links"]["self"]["href"]) if versions else None
        if not found:
            raise UnexpectedShape(f"KLASS {base} lists no version with an address; see the stored answer.")
        return found.group(1)

    def _get(self, path: str, **query: str) -> Answer:
        try:
            return self._client.get(path, **query)
        except SourceRefused as error:
            raise CodeGone(f"KLASS has nothing at {path}: {error}") from error

    def _keep(self, answer: Answer) -> Fetch:
        return self._archive.keep(answer, self._origin)
