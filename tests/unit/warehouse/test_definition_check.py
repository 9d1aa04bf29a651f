"""An expression that DuckDB cannot compute is an error of the catalogue, found before anything is fetched."""

from pathlib import Path

import pytest

from catalogue.errors import CatalogueError
from catalogue.load import HOME
from tests.flow.tiny import tiny_catalogue
from tests.lib.small import replace
from warehouse.definition_check import checked_catalogue

FILTER = "filter (where contents = 'Nettoinnflytting')"


def test_every_shipped_expression_can_be_computed() -> None:
    assert checked_catalogue(HOME).indicators


@pytest.mark.parametrize(
    "text",
    [
        f"sum(value + 'x') {FILTER}",
        f"sum(region) {FILTER}",
        f"sum(value * region) {FILTER}",
        f"sum(round(value, 1, 2, 3)) {FILTER}",
        f"sum(abs()) {FILTER}",
        f"sum(case when region then value end) {FILTER}",
        f"sum(left(region, 2)) {FILTER}",
        "sum(value) filter (where contents = 'Nettoinnflytting' and region >= 80)",
        "sum(value) filter (where contents = 'Nettoinnflytting' and value between 'a' and 'b')",
    ],
)
def test_an_expression_that_cannot_be_computed_is_named_with_its_file(tmp_path: Path, text: str) -> None:
    home = tiny_catalogue(tmp_path / "catalogue")
    found = next(home.rglob("net_migration.yaml"))
    replace(found, f"sum(value) {FILTER}", text)
    with pytest.raises(CatalogueError) as raised:
        checked_catalogue(home)
    (line,) = raised.value.lines
    assert line.startswith(f"{found.relative_to(home)}: numerator: '{text}' ")
    assert line.endswith(".")
