"""The README's SQL gives what the README says it gives."""

import re
from pathlib import Path

import duckdb
import pytest

README = Path(__file__).parents[2] / "README.md"
BLOCKS = re.findall(r"```sql\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


def test_readme_has_examples() -> None:
    assert len(BLOCKS) >= 5


@pytest.mark.parametrize("block", BLOCKS)
def test_example_gives_what_it_says(block: str, published: duckdb.DuckDBPyConnection) -> None:
    promised = [
        line.removeprefix("-- gives: ").split(" | ") for line in block.splitlines() if line.startswith("-- gives")
    ]
    rows = published.sql(block).fetchall()
    assert [["null" if value is None else str(value) for value in row] for row in rows] == promised
