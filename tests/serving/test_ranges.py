"""Questions about one municipality, asked of a web server, read at most 2 MB: the examples of the documents."""

import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import duckdb
import pytest

from tests.acceptance.conftest import Ask, analysts_file, ask, published, published_folder  # noqa: F401  (fixtures)
from tests.lib.nginx import needs_nginx, serving

pytestmark = needs_nginx
DOCUMENT = (Path(__file__).parents[2] / "docs" / "ask-the-file.md").read_text(encoding="utf-8")
EXAMPLE, FILE = "https://example.org", "/parquet/mart.figure.parquet"
MOST = 2_000_000
PYTHON = re.search(r'query = "(select .+ from read_parquet\(\?\) .+)"\n', DOCUMENT)
SHELL = re.search(rf"duckdb -c \"(from '{EXAMPLE}.+)\"\n", DOCUMENT)
Over = Callable[[str, list[str]], tuple[list[tuple[object, ...]], int]]


@pytest.fixture
def over_the_web(published_folder: Path, tmp_path: Path) -> Iterator[Over]:  # noqa: F811
    """Return a function that asks a query by HTTP, and returns its rows and the bytes that the server has sent."""
    package = find_spec("duckdb_extension_httpfs")
    if not package or not package.origin:
        pytest.skip("DuckDB's extension httpfs is not installed; the package is duckdb-extension-httpfs")
    extension = next(Path(package.origin).parent.rglob("httpfs.duckdb_extension"))
    log = tmp_path / "sent"
    with serving(published_folder.parent, log) as address, duckdb.connect() as con:
        con.execute(f"load '{extension}'")

        def asked(query: str, parameters: list[str]) -> tuple[list[tuple[object, ...]], int]:
            log.write_text("")
            given = [each.replace(EXAMPLE, address) for each in parameters]
            rows = con.execute(query.replace(EXAMPLE, address), given).fetchall()
            return rows, sum(map(int, log.read_text().split()))

        yield asked


def test_the_examples_read_at_most_2_mb(over_the_web: Over, ask: Ask) -> None:  # noqa: F811
    assert PYTHON
    assert SHELL
    newest = ask("select title, period, value, unit from mart.figure where municipality = 'Heim' and is_newest")
    rows, sent = over_the_web(PYTHON[1], [EXAMPLE + FILE])
    assert sorted(rows, key=str) == sorted(newest, key=str) != []
    assert 0 < sent < MOST
    rows, sent = over_the_web(SHELL[1], [])
    assert len(rows) == len(newest)
    assert 0 < sent < MOST


@pytest.mark.parametrize("table", ["figure", "figure_newest", "comparison"])
def test_everything_about_a_municipality_reads_at_most_2_mb(table: str, over_the_web: Over, ask: Ask) -> None:  # noqa: F811
    rows, sent = over_the_web(f"from '{EXAMPLE}/parquet/mart.{table}.parquet' where municipality_code = '5055'", [])
    assert [(len(rows),)] == ask(f"select count(*) from mart.{table} where municipality_code = '5055'") != [(0,)]
    assert 0 < sent < MOST
