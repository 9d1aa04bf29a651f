"""What the files of sql/ say of themselves is true, and every object in them is made."""

import re
from pathlib import Path

import pytest

from catalogue.load import SEEDS
from warehouse.core import EMPTY_TABLES, LAST_STEPS, STEPS
from warehouse.sql import SQL, quoted, quoted_name

NEEDS = "-- Needs: "
FILES = sorted(SQL.rglob("*.sql"))
MADE = re.compile(r"create or replace temp (?:table|view) (\w+)")
FROM = re.compile(r"(temp\.\w+(?:, temp\.\w+)*) \(from ((?:warehouse|sql/\w+)/\w+\.(?:py|sql))\)")


def _needs(path: Path) -> str:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    return first.removeprefix(NEEDS) if first.startswith(NEEDS) else ""


def _temp(text: str) -> set[str]:
    return set(re.findall(r"\btemp\.(\w+)", text))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SQL)))
def test_a_file_names_all_that_it_needs_of_others_and_nothing_else(path: Path) -> None:
    statements = re.sub(r"--.*", "", path.read_text(encoding="utf-8"))
    assert _temp(_needs(path)) == _temp(statements) - set(MADE.findall(statements))


@pytest.mark.parametrize("path", [path for path in FILES if _needs(path)], ids=lambda path: path.stem)
def test_what_a_file_needs_is_made_where_it_says(path: Path) -> None:
    parts = FROM.findall(_needs(path))
    assert ", ".join(f"{names} (from {module})" for names, module in parts) == _needs(path)
    for names, module in parts:
        code = (SQL.parent / module).read_text(encoding="utf-8")
        made = code + "".join(f"seed_{seed.stem} " for seed in SEEDS.glob("*.csv") if "seed_{" in code)
        assert [name for name in _temp(names) if not re.search(rf"\b{name}\b", made)] == []


def test_every_object_is_made_once() -> None:
    names = [str(path.relative_to(SQL).with_suffix("")) for path in FILES]
    objects = [name for name in names if not name.startswith(("checks/", "compared/", "templates/"))]
    assert sorted([*EMPTY_TABLES, *(step for step in STEPS if isinstance(step, str)), *LAST_STEPS]) == objects


def test_quotes_in_values_and_names_are_doubled() -> None:
    assert quoted("it's") == "'it''s'"
    assert quoted_name('a "b"') == '"a ""b"""'
