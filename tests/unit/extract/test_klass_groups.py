"""The request to KLASS for the group of each municipality."""

from pathlib import Path

import pytest

from catalogue.kinds import ClassificationSource
from extract.archive import Archive
from extract.klass import Klass
from tests.lib.apis import client
from tests.lib.scripted import Says, scripted
from tests.lib.spec import shipped_catalogue


@pytest.mark.parametrize("number", ["108", "112"])
def test_groups_are_requested_for_several_years(number: str, tmp_path: Path) -> None:
    """The answer for a single day may be empty, but not the answer for several years."""
    spec = shipped_catalogue().sources[f"klass_{number}"].spec
    assert isinstance(spec, ClassificationSource)
    with scripted(Says(b'{"correspondenceItems": []}')) as server:
        fetches = Klass(client(server.url), Archive(tmp_path), "sample").fetch(spec)
    assert len(fetches) == 1
    path = f"/classifications/131/corresponds?from=2020-01-01&targetClassificationId={number}"
    assert [requested for _, requested, _ in server.asked] == [path]
