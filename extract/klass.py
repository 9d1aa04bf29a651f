"""SSB's KLASS: codes with their validity, changes of codes, and the newest centrality version, as stored bytes."""

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
"""Groups are fetched from this day: for today alone, KLASS answers an empty list until it has the year's groups."""


class Klass:
    """Fetches classifications into the archive."""

    def __init__(self, client: Client, archive: Archive, origin: str) -> None:
        self._api = SourceApi(client, archive, origin)

    @classmethod
    def connect(cls, access: Access) -> "Klass":
        """Return an adapter for KLASS."""
        return cls(access.client("klass"), access.archive, access.origin)

    def listing(self) -> dict[str, str]:
        """Return number of classification -> time of its last change. Send one request for all of KLASS.

        A time that KLASS does not give is empty.
        """
        _, content = self._get("classifications", includeCodelists="true", size="1000")
        with expected_shape("KLASS's list of classifications has an unexpected form"):
            listed = content["_embedded"]["classifications"]
            return {_number(item, "classifications"): str(item.get("lastModified") or "") for item in listed}

    def fetch(self, spec: ClassificationSource) -> list[Fetch]:
        """Fetch the answers that make up the classification, in the order in which `transform.klass` reads them.

        Raise CodeGone if KLASS does not have the classification, UnexpectedShape if it has no version.
        """
        base = f"classifications/{spec.classification}"
        if spec.holds == "centrality":
            classification, content = self._get(base)
            return [classification, self._get(f"versions/{_newest_version(content, base)}")[0]]
        if spec.holds in ("kostra_groups", "economic_regions"):
            query = {"targetClassificationId": spec.classification, "from": CORRESPONDING_FROM}
            return [self._get(f"classifications/{MUNICIPALITIES}/corresponds", **query)[0]]
        answers = [self._get(f"{base}/codes", **{"from": BEGINNING})[0]]
        if spec.holds == "municipalities":
            answers.append(self._get(f"{base}/changes", **{"from": BEGINNING})[0])
        return answers

    def has_changed(self, fetch: Fetch) -> bool:
        """Send an earlier request again, and return whether the answer has changed."""
        return self._get(fetch.request["path"], **fetch.request["query"])[0].sha256 != fetch.sha256

    def _get(self, path: str, **query: str) -> tuple[Fetch, Any]:
        """Return the archived answer at `path`, and its JSON."""
        try:
            return self._api.get(path, query)
        except SourceRefused as error:
            raise CodeGone(f"KLASS has nothing at {path}: {error}") from error


def _newest_version(classification: Any, base: str) -> str:
    """Return the id of the version with the latest start. Never follow the link itself: its address could be any."""
    with expected_shape(f"KLASS {base} lists a version that lacks its start or its link"):
        versions = sorted(classification.get("versions", []), key=lambda version: version["validFrom"])
        if versions:
            return _number(versions[-1], "versions")
    raise UnexpectedShape(f"KLASS {base} lists no version; see the stored answer.")


def _number(item: Any, kind: str) -> str:
    """Return the number at the end of an item's own link. Raise ValueError if there is none."""
    found = re.search(rf"/{kind}/([0-9]+)\Z", item["_links"]["self"]["href"])
    if not found:
        raise ValueError(f"no number in {item['_links']['self']['href']!r}")
    return found.group(1)
