"""How KLASS is asked which group each municipality is in."""

from pathlib import Path

import pytest

from catalogue import load_catalogue
from catalogue.kinds import ClassificationSource
from extract.archive import Archive
from extract.klass import Klass
from tests.lib.apis import client
from tests.lib.scripted import Says, scripted


@pytest.mark.parametrize("number", ["108", "112"])
def test_groups_are_asked_for_from_the_municipalities_over_several_years(number: str, tmp_path: Path) -> None:
    """4.3: a single day may be empty, and a wide range is not."""
    spec = load_catalogue().sources[f"klass_{number}"].spec
    assert isinstance(spec, ClassificationSource)
    with scripted(Says(b'{"correspondenceItems": []}')) as server:
        fetches = Klass(client(server.url), Archive(tmp_path), "sample").fetch(spec)
    assert len(fetches) == 1
    asked = f"/classifications/131/corresponds?from=2020-01-01&targetClassificationId={number}"
    assert [path for _, path, _ in server.asked] == [asked]
