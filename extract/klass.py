"""SSB's KLASS: codes with their validity, changes between them, and the centrality version, as stored bytes."""

import re
from typing import Any

from catalogue.errors import CodeGone, SourceRefused, UnexpectedShape, expected_shape
from catalogue.kinds import ClassificationSource
from extract.access import Access
from extract.archive import Archive, Fetch
from extract.client import Client
from extract.source_api import SourceApi

MUNICIPALITIES = "131"

BEGINNING = "1838-01-01"
"""The first day of Norway's municipalities, and of KLASS 131."""

CORRESPONDING_FROM = "2020-01-01"
"""For today's groups a day would do, but KLASS answers with an empty list until someone has entered the new year's."""


class Klass:
    """Fetches classifications into the archive."""

    def __init__(self, client: Client, archive: Archive, origin: str) -> None:
        self._api = SourceApi(client, archive, origin)

    @classmethod
    def connect(cls, access: Access) -> "Klass":
        """Reach KLASS."""
        return cls(access.client("klass"), access.archive, access.origin)

    def listing(self) -> dict[str, str]:
        """When each classification was last modified, by its number: one request for all of KLASS."""
        _, content = self._ask("classifications", includeCodelists="true", size="1000")
        with expected_shape("KLASS's list of classifications has another form than it should"):
            listed = content["_embedded"]["classifications"]
            return {_number(one, "classifications"): one["lastModified"] for one in listed}

    def fetch(self, spec: ClassificationSource) -> list[Fetch]:
        """The answers that make the classification; their order is the one `transform.klass` reads them in.

        Raises CodeGone when the classification is not there, UnexpectedShape when it has no version in force.
        """
        base = f"classifications/{spec.classification}"
        if spec.holds == "centrality":
            classification, content = self._ask(base)
            return [classification, self._ask(f"versions/{_newest_version(content, base)}")[0]]
        if spec.holds in ("kostra_groups", "economic_regions"):
            query = {"targetClassificationId": spec.classification, "from": CORRESPONDING_FROM}
            return [self._ask(f"classifications/{MUNICIPALITIES}/corresponds", **query)[0]]
        answers = [self._ask(f"{base}/codes", **{"from": BEGINNING})[0]]
        if spec.holds == "municipalities":
            answers.append(self._ask(f"{base}/changes", **{"from": BEGINNING})[0])
        return answers

    def differs(self, fetch: Fetch) -> bool:
        """Ask once more what was asked before: True when the answer is another one now."""
        return self._ask(fetch.request["path"], **fetch.request["query"])[0].sha256 != fetch.sha256

    def _ask(self, path: str, **query: str) -> tuple[Fetch, Any]:
        """The answer at `path`, archived, and its JSON."""
        try:
            return self._api.get(path, query)
        except SourceRefused as error:
            raise CodeGone(f"KLASS has nothing at {path}: {error}") from error


def _newest_version(classification: Any, base: str) -> str:
    """The id of the version that began last. Only its id is taken from the link, never the address."""
    with expected_shape(f"KLASS {base} lists a version without something we need"):
        versions = sorted(classification.get("versions", []), key=lambda version: version["validFrom"])
        if versions:
            return _number(versions[-1], "versions")
    raise UnexpectedShape(f"KLASS {base} lists no version with an address; see the stored answer.")


def _number(item: Any, kind: str) -> str:
    """The number at the end of an item's own link. Raises ValueError when there is none."""
    found = re.search(rf"/{kind}/([0-9]+)\Z", item["_links"]["self"]["href"])
    if not found:
        raise ValueError(f"no number in {item['_links']['self']['href']!r}")
    return found.group(1)
