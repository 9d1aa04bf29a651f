"""The example for nginx serves what is published, follows the switch, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.lib.nginx import needs_nginx, serving
from warehouse.home import Home
from warehouse.switch import switch

pytestmark = needs_nginx

DATABASE = bytes(range(256)) * 400
TYPES = {
    "/": "text/html",
    "/5055.html": "text/html",
    "/assets/site.js": "text/javascript",
    "/grunnlag.duckdb": "application/vnd.duckdb",
    "/parquet/mart.figure.parquet": "application/vnd.apache.parquet",
    "/parquet/municipalities.geojson": "application/geo+json",
    "/health.json": "application/json",
}
OUTSIDE = (
    "/archive/log.jsonl",
    "/../archive/log.jsonl",
    "/..%2f..%2farchive/log.jsonl",
    "/parquet/../../archive/log.jsonl",
    "/parquet/..%2f..%2f..%2farchive/log.jsonl",
    "/parquet/link.parquet",
    "/link.html",
    "/assets/",
    "/parquet/",
    "/prefect/secret",
    "/site/index.html",
)


def _build(home: Home, name: str) -> None:
    folder = home.builds / name
    for path in TYPES:
        inside = ("grunnlag.duckdb", "parquet", "health.json")
        part = path.removeprefix("/") or "index.html"
        file = folder / part if part.startswith(inside) else folder / "site" / part
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(DATABASE if part == "grunnlag.duckdb" else name.encode())
    for link in ("parquet/link.parquet", "site/link.html"):
        (folder / link).symlink_to(home.archive / "log.jsonl")
    switch(home, name)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("served")).prepare()
    (home.archive / "log.jsonl").write_text("not for everyone")
    _build(home, "first")
    return home


@pytest.fixture(scope="module")
def address(home: Home) -> Iterator[str]:
    with serving(home.path) as address:
        yield address


@pytest.mark.parametrize("path", TYPES)
def test_each_kind_of_file_has_its_type_and_the_policy(address: str, path: str) -> None:
    answer = requests.get(address + path, timeout=60)
    assert (answer.status_code, answer.headers["Content-Type"].removesuffix("; charset=utf-8")) == (200, TYPES[path])
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert (answer.headers["X-Content-Type-Options"], answer.headers["Cache-Control"]) == ("nosniff", "no-cache")


def test_a_part_of_the_database_is_served(address: str) -> None:
    answer = requests.get(f"{address}/grunnlag.duckdb", headers={"Range": "bytes=1000-1099"}, timeout=60)
    assert (answer.status_code, answer.content) == (206, DATABASE[1000:1100])


@pytest.mark.parametrize("path", OUTSIDE)
def test_nothing_else_is_reached(address: str, path: str) -> None:
    request = requests.Request("GET", address).prepare()
    request.url = address + path  # requests itself would remove the dots
    answer = requests.Session().send(request, timeout=60)
    assert answer.status_code in (400, 403, 404)
    assert b"not for everyone" not in answer.content


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "MKCOL"])
def test_nothing_can_be_written(address: str, method: str) -> None:
    assert requests.request(method, f"{address}/5055.html", data=b"x", timeout=60).status_code in (403, 405)


def test_the_switch_is_seen_at_the_next_request(address: str, home: Home) -> None:
    before = home.published.readlink()
    for name in ("second", "third", "fourth"):
        _build(home, name)
        for path in ("/5055.html", "/health.json"):
            assert requests.get(address + path, timeout=60).text == name
    assert home.published.readlink() != before


def test_the_caddyfile_has_the_same_policy() -> None:
    folder = Path(__file__).parents[2] / "docs" / "serve"
    policies = [
        [line.split('"')[1] for line in (folder / name).read_text().splitlines() if "Content-Security-Policy" in line]
        for name in ("nginx.conf", "Caddyfile")
    ]
    assert policies[0] == policies[1]
    assert len(policies[0]) == 1
