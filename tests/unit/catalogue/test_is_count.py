"""Which indicators count: their figures say how much there is in all."""

import pytest

from tests.lib.spec import indicator, shipped_catalogue


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ({"numerator": "sum(value)"}, True),
        ({"numerator": "sum(value)", "unit": "months"}, True),
        ({"numerator": "sum(value)", "denominator": "sum(value)"}, False),
        ({"numerator": "sum(value)", "per": "population"}, False),
        ({"value": "max(value)"}, True),
        ({"value": "max(value)", "unit": "years"}, False),
        ({"value": "max(value)", "unit": "class"}, False),
    ],
)
def test_a_count_is_a_sum_or_a_published_number_that_nothing_divides(words: dict[str, str], counts: bool) -> None:
    assert indicator(**words).definition.is_count == counts


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("population", True),
        ("out_commuters", True),
        ("cultivated_land_converted", True),
        ("gp_list_length", False),
        ("population_growth_5y", False),
        ("agricultural_area_share", False),
        ("centrality_class", False),
    ],
)
def test_what_the_catalogue_counts(name: str, counts: bool) -> None:
    assert shipped_catalogue().indicators[name].definition.is_count == counts
