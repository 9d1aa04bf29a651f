"""What a source's listing does not say is empty, not the text 'None'."""

from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from extract.archive import Archive
from extract.fhi import Fhi
from extract.index import Index, ListedTable
from extract.klass import Klass
from extract.source_api import SourceApi
from tests.lib.apis import client
from tests.lib.scripted import Says, scripted

LINK = {"_links": {"self": {"href": "https://klass.example/classifications/131"}}}


def _listed(listing: str, url: str, home: Path) -> Any:
    of, archive = client(url), Archive(home)
    if listing == "ssb":
        return Index(SourceApi(of, archive, "sample")).changed(2)
    if listing == "fhi":
        return Fhi(of, archive, "sample").changed("nokkel", date(2026, 3, 1))
    return Klass(of, archive, "sample").listing()


@pytest.mark.parametrize("given", [{}, None])
@pytest.mark.parametrize(
    ("listing", "says", "unsaid", "expected"),
    [
        (
            "ssb",
            lambda entry: {"tables": [{"id": "07459"} | entry]},
            ("label", "updated", "firstPeriod", "variableNames"),
            [ListedTable("07459", "", (), "", "", False)],
        ),
        ("fhi", lambda entry: [{"tableId": 806} | entry], ("modifiedAt", "publishedAt"), {"806": ""}),
        (
            "klass",
            lambda entry: {"_embedded": {"classifications": [LINK | entry]}},
            ("lastModified",),
            {"131": ""},
        ),
    ],
)
def test_what_a_listing_does_not_say_is_empty(
    tmp_path: Path, listing: str, says: Any, unsaid: tuple[str, ...], expected: Any, given: dict[str, Any] | None
) -> None:
    entry = dict.fromkeys(unsaid) if given is None else given
    with scripted(Says(orjson.dumps(says(entry)))) as server:
        assert _listed(listing, server.url, tmp_path) == expected
