"""The days on which land with its inhabitants passed to or from a municipality without a change in KLASS.

The catalogue's seeds list some. The others are seen in the figures: births, deaths and moves do not explain the change in
population.
"""

from collections.abc import Callable
from datetime import timedelta

import pandas as pd

from catalogue.kinds import Source
from catalogue.load import SEEDS
from verify.areas import Areas
from verify.evaluation import KEY, evaluated, on_todays_borders
from verify.spans import span

ShiftDays = dict[str, set[str]]
"""Municipality -> days."""
COMPONENTS = ["population_start", "population_end", "birth_surplus", "net_migration", "growth"]


def shift_days(sources: dict[str, Source], areas: Areas, cells: Callable[[str], pd.DataFrame]) -> ShiftDays:
    """Return the days of all shifts, by municipality."""
    known = pd.read_csv(SEEDS / "border_adjustments.csv", dtype=str)
    found = {pair for end in ("from_code", "to_code") for pair in zip(known[end], known.shift_on, strict=True)}
    seeds = pd.read_csv(SEEDS / "growth_components.csv", dtype={"sign": int})
    for source_id, of in seeds.groupby("source_id"):
        if source_id in sources and not cells(str(source_id)).empty:
            found |= _unexplained(_components(sources[str(source_id)], of, areas, cells(str(source_id))))
    days: ShiftDays = {}
    for code, day in found:
        days.setdefault(code, set()).add(day)
    return days


def _components(source: Source, seeds: pd.DataFrame, areas: Areas, cells: pd.DataFrame) -> pd.DataFrame:
    """Return each component by region and period, on the borders of each edition and of today, with `area`."""
    asked = {code: f"sum(value) filter (where contents = '{code}')" for code in seeds.contents}
    published = evaluated(cells, source, asked)
    published["borders"] = [areas.edition(day) for day in published.borders]
    today = on_todays_borders(published, areas, additive=True).reset_index().assign(borders=areas.today)
    earlier = published[[areas.in_force(*key) for key in zip(published.region, published.borders, strict=True)]]
    rows = pd.concat([earlier[earlier.borders < areas.today], today], ignore_index=True)
    rows["area"] = [areas.since(*key) for key in zip(rows.region, rows.borders, strict=True)]
    for name, of in seeds.groupby("component"):
        rows[str(name)] = (rows[list(of.contents)] * of.sign.to_numpy()).sum(axis=1, skipna=False)
    return rows.reindex(columns=[*KEY, "area", *COMPONENTS])


def _unexplained(rows: pd.DataFrame) -> set[tuple[str, str]]:
    """Return (municipality, first day after the period) where the population changed by more than the components say."""
    yearly = rows[rows.period.str.len() == 4].dropna(subset="population_start")
    following = yearly.assign(period=[str(int(period) - 1) for period in yearly.period])
    starts = following.drop_duplicates([*KEY, "area"]).set_index([*KEY, "area"]).population_start
    end = rows.population_end.fillna(
        pd.Series(starts.reindex(pd.MultiIndex.from_frame(rows[[*KEY, "area"]])).array, rows.index)
    )
    explained = rows.birth_surplus + rows.net_migration
    left = (end - rows.population_start - explained - (rows.growth - explained).fillna(0)).abs()
    persons, per_1000 = pd.read_csv(SEEDS / "remainder_limits.csv")[["persons", "per_1000"]].to_numpy(float)[0]
    odd = rows[(left >= persons) & (left >= per_1000 * rows.population_start / 1000)]
    days = [(span(period).end + timedelta(days=1)).isoformat() for period in odd.period]
    return set(zip(odd.region, days, strict=True))
