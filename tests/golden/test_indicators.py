"""The SQL of an indicator of each kind, recorded, so that a change shows as SQL.

After a change that is meant, renew the files with `pytest tests/golden --renew` and read the difference.
"""

from pathlib import Path

import pytest

from catalogue import Catalogue, load_catalogue
from warehouse.definitions import growth, statements

INDICATORS = {
    "population": "a count",
    "age_groups": "a share, by a breakdown over the whole",
    "median_income_after_tax": "a value that cannot be summed",
    "net_migration_per_1000": "a count per another indicator",
    "population_growth_5y": "growth of another indicator",
    "cohort_20_24_to_30_34": "a denominator of some years before",
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.mark.parametrize("indicator_id", INDICATORS)
def test_the_sql_of_an_indicator_is_the_recorded(
    indicator_id: str, catalogue: Catalogue, request: pytest.FixtureRequest
) -> None:
    indicator = catalogue.indicators[indicator_id]
    source = catalogue.sources.get(indicator.definition.source or "")
    # The last four are the same for all: sql/templates/placed_figures.sql, figures.sql twice, and the end.
    own = [*statements([(indicator, source)])][:-4] if source else [growth(indicator)]
    sql = "".join(f"{statement};\n" for statement in own)
    recorded = Path(__file__).with_name(f"{indicator_id}.sql")
    if request.config.getoption("--renew", default=False):
        recorded.write_text(sql, encoding="utf-8")
    assert recorded.read_text(encoding="utf-8") == sql
