"""The requests to KLASS."""

from pathlib import Path
from typing import Any

import orjson
import pytest

import sample
from catalogue.errors import CodeGone, UnexpectedShape
from catalogue.kinds import ClassificationSource
from extract.archive import Archive, Fetch
from extract.klass import Klass
from tests.lib.apis import client
from tests.lib.scripted import Says, scripted
from tests.lib.spec import shipped_catalogue


def _spec(number: str) -> ClassificationSource:
    spec = shipped_catalogue().sources[f"klass_{number}"].spec
    assert isinstance(spec, ClassificationSource)
    return spec


def _fetch(url: str, home: Path, spec: ClassificationSource) -> list[tuple[str, Any]]:
    archive = Archive(home)
    fetches: list[Fetch] = Klass(client(url), archive, "sample").fetch(spec)
    return [(fetch.request["path"], orjson.loads(archive.read(fetch))) for fetch in fetches]


def test_municipalities_are_fetched_with_all_their_changes(ssb: sample.Addresses, tmp_path: Path) -> None:
    (codes, all_codes), (changes, all_changes) = _fetch(ssb.klass_url, tmp_path, _spec("131"))
    assert (codes, changes) == ("classifications/131/codes", "classifications/131/changes")
    assert min(code["validFromInRequestedRange"] for code in all_codes["codes"]) == "1838-01-01"
    assert len(all_changes["codeChanges"]) > 2000


def test_counties_are_fetched_without_changes(ssb: sample.Addresses, tmp_path: Path) -> None:
    assert [path for path, _ in _fetch(ssb.klass_url, tmp_path, _spec("104"))] == ["classifications/104/codes"]


def test_centrality_is_fetched_in_its_newest_version(ssb: sample.Addresses, tmp_path: Path) -> None:
    (classification, _), (path, version) = _fetch(ssb.klass_url, tmp_path, _spec("128"))
    assert (classification, path) == ("classifications/128", "versions/2682")
    assert version["validFrom"] == "2024-01-01"


def _version(begins: str, number: str, host: str = "http://elsewhere.example") -> dict[str, Any]:
    return {"validFrom": begins, "_links": {"self": {"href": f"{host}/versions/{number}"}}}


def test_the_newest_version_is_fetched_from_our_own_address(tmp_path: Path) -> None:
    versions = [_version("2020-01-01", "1"), _version("2026-01-01", "3"), _version("2024-01-01", "2")]
    with scripted(Says(orjson.dumps({"versions": versions})), Says()) as server:
        _fetch(server.url, tmp_path, _spec("128"))
    assert [path for _, path, _ in server.asked] == ["/classifications/128", "/versions/3"]


def test_a_classification_without_versions_has_an_unexpected_shape(tmp_path: Path) -> None:
    with scripted(Says(b'{"versions": []}')) as server, pytest.raises(UnexpectedShape, match="lists no version"):
        _fetch(server.url, tmp_path, _spec("128"))


@pytest.mark.parametrize(
    "lacking", [{"validFrom": "2024-01-01"}, {"validFrom": "2024-01-01", "_links": None}, {}, None]
)
def test_a_version_without_start_or_link_has_an_unexpected_shape(tmp_path: Path, lacking: Any) -> None:
    body = orjson.dumps({"versions": [lacking]})
    with scripted(Says(body)) as server, pytest.raises(UnexpectedShape, match="lists a version that lacks"):
        _fetch(server.url, tmp_path, _spec("128"))


def test_a_classification_that_is_gone_is_reported(tmp_path: Path) -> None:
    with scripted(Says(status=404)) as server, pytest.raises(CodeGone, match="nothing at classifications/131/codes"):
        _fetch(server.url, tmp_path, _spec("131"))
