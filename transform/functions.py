"""Indicators that an expression cannot define. A catalogue file chooses a function by its name.

A function takes a source's observations and the municipalities. It returns the columns region, period, borders,
fetch_id, numerator and symbol.
"""

from collections.abc import Callable

import pandas as pd

from catalogue.errors import CatalogueError
from catalogue.models import Catalogue
from catalogue.words import did_you_mean, line
from transform.municipalities import Municipalities

Function = Callable[[pd.DataFrame, Municipalities], pd.DataFrame]

POPULATION, BIRTHS, MIGRATION = "Folkemengde", "Fodselsoverskudd", "Nettoinnflytting"


def growth_remainder(observations: pd.DataFrame, municipalities: Municipalities) -> pd.DataFrame:
    """Return the population growth of a year less its birth surplus and net migration, in persons (table 06913).

    Leave out years in which the municipality's area changed: their difference is a change of borders, not growth.
    """
    keys = ["region", "period", "borders"]
    years = observations.pivot(index=keys, columns="contents", values="value").reset_index()
    fetches = observations[observations.contents == BIRTHS][["region", "period", "fetch_id"]]
    later = years[["region", "period", "borders", POPULATION]].assign(period=(years.period.astype(int) - 1).astype(str))
    both = years.merge(later, on=["region", "period"], suffixes=("", "_after")).merge(fetches, on=["region", "period"])
    both = both[_same_area(both, municipalities)].dropna()
    both["numerator"] = both[f"{POPULATION}_after"] - both[POPULATION] - both[BIRTHS] - both[MIGRATION]
    return both[["region", "period", "borders", "fetch_id", "numerator"]].assign(symbol="derived")


def _same_area(both: pd.DataFrame, municipalities: Municipalities) -> pd.Series:
    """Return, for each row, whether the municipality has the same area on the borders of both periods."""
    rows = zip(both.region, both.borders, both.borders_after, strict=True)
    return pd.Series([municipalities.same_area(*row) for row in rows], index=both.index, dtype=bool)


FUNCTIONS: dict[str, Function] = {"growth_remainder": growth_remainder}


def check_functions(catalogue: Catalogue) -> None:
    """Raise CatalogueError with a line for each indicator whose function does not exist."""
    named = [(indicator, indicator.definition.function) for indicator in catalogue.indicators.values()]
    errors = [
        line(indicator.file, "function", f"there is no function {name}{did_you_mean(name, FUNCTIONS)}")
        for indicator, name in named
        if name and name not in FUNCTIONS
    ]
    if errors:
        raise CatalogueError(*errors)
