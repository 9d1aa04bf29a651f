"""The functions of `transform.functions`."""

from collections.abc import Hashable
from typing import Any

import pytest

from catalogue.errors import CatalogueError
from catalogue.models import Catalogue
from tests.lib.frames import table
from tests.lib.klass import TWO_BECAME_ONE
from tests.lib.spec import indicator
from transform.functions import check_functions, growth_remainder


def _remainders(text: str) -> dict[Hashable, Any]:
    """Return (region, period) -> remainder, from lines of region, period, borders, population, births, migration."""
    wide = table("region period borders Folkemengde Fodselsoverskudd Nettoinnflytting\n" + text.strip())
    long = wide.melt(["region", "period", "borders"], var_name="contents", value_name="value")
    long["value"] = long.value.astype(float)
    found = growth_remainder(long.assign(fetch_id="f"), TWO_BECAME_ONE)
    assert set(found.symbol) <= {"derived"}
    return found.set_index(["region", "period"]).numerator.to_dict()


def test_the_remainder_is_what_births_and_migration_do_not_explain() -> None:
    assert _remainders(
        """
        5055 2024 2020-01-01 6000  10 -30
        5055 2025 2020-01-01 5985 -20   5
        5055 2026 2020-01-01 5970   -   -
        """
    ) == {("5055", "2024"): 5985 - 6000 - 10 + 30, ("5055", "2025"): 5970 - 5985 + 20 - 5}


def test_a_year_in_which_the_area_changed_has_no_remainder() -> None:
    assert _remainders(
        """
        5001 2018 2018-01-01 190000 1000 2000
        5001 2019 2018-01-01 193000 1000 2000
        5001 2020 2020-01-01 205000 1000 2000
        5001 2021 2020-01-01 208000    -    -
        """
    ) == {("5001", "2018"): 0, ("5001", "2020"): 0}


def test_a_year_that_lacks_a_component_has_no_remainder() -> None:
    assert (
        _remainders(
            """
        5055 2023 2020-01-01 6000 10   -
        5055 2024 2020-01-01 6000  -   5
        5055 2025 2020-01-01    - 10   5
        5055 2026 2020-01-01 6000 10   5
        """
        )
        == {}
    )


def _catalogue(function: str) -> Catalogue:
    return Catalogue(themes=[], sources={}, indicators={"tried": indicator(function=function)})


def test_an_existing_function_is_accepted() -> None:
    check_functions(_catalogue("growth_remainder"))


def test_an_unknown_function_is_refused_with_file_key_and_the_known_functions() -> None:
    said = "indicators/demography/tried.yaml: function: there is no function growht; there is only growth_remainder."
    with pytest.raises(CatalogueError) as refused:
        check_functions(_catalogue("growht"))
    assert str(refused.value) == said
