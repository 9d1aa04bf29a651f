"""The day of the year that a stock is counted on."""

import pytest
from pydantic import ValidationError

from catalogue import Catalogue
from catalogue.source_spec import FiguresSpec, Period


def test_a_stock_is_of_1_january_by_default() -> None:
    assert Period(grain="year", refers_to="1 January").stands_on == "01-01"
    assert Period(grain="year", refers_to="1 October", stands_on="10-01").stands_on == "10-01"


@pytest.mark.parametrize("day", ["10-32", "13-01", "02-29", "1-10", "W01-1", "1 October", ""])
def test_a_day_that_not_every_year_has_is_refused(day: str) -> None:
    with pytest.raises(ValidationError, match="stands_on"):
        Period(grain="year", refers_to="some day", stands_on=day)


def test_stands_on_is_refused_if_periods_are_not_years() -> None:
    with pytest.raises(ValidationError, match="the grain is quarter"):
        Period(grain="quarter", refers_to="its first day", stands_on="10-01")


def test_stands_on_agrees_with_refers_to_in_the_shipped_catalogue(shipped: Catalogue) -> None:
    """`stands_on` is the day that `refers_to` names, or if it names a longer time, not before its last day."""
    days = {"1 January": "01-01", "1 October": "10-01", "November": "11-30", "31 December": "12-31"}
    specs = [source.spec for source in shipped.sources.values()]
    for spec in specs:
        if not isinstance(spec, FiguresSpec) or spec.period.grain != "year":
            continue
        if any(contents.kind == "stock" for contents in spec.contents.values()):
            named = [day for words, day in days.items() if words in spec.period.refers_to]
            assert spec.period.stands_on == (named or ["12-31"])[0], spec.title.en
