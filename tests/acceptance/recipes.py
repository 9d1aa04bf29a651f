"""Definitions of indicators in pandas over the sample's files, without Grunnlag's code.

A recipe returns numerator, denominator and value. The index is code, period, and breakdown, vintage and alternative if
the indicator has them.
"""

from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import TypeAlias

import pandas as pd

from tests.acceptance.files import FIGURES, changes, codelist, projections
from tests.lib.recomputation import changes as code_changes
from tests.lib.recomputation import divided_with, in_force

Counts: TypeAlias = "pd.Series[float]"
PLACE = ["code", "period"]
OLDEST = 105
"""The age of everybody aged 105 and over in 07459."""
STARTS = [0, 1, 6, 13, 16, 20, 45, 67, 80, 90]
"""The first age of each age group."""
MEASURES = ["numerator", "denominator", "value"]


def count(counted: Counts) -> pd.DataFrame:
    return pd.DataFrame({"numerator": counted, "denominator": float("nan"), "value": counted})


def quotient(above: Counts, below: Counts, scale: int = 1) -> pd.DataFrame:
    """Return above / below, for the keys that both have."""
    both = pd.concat({"numerator": above, "denominator": below}, axis=1, join="inner")
    return both.assign(value=scale * both.numerator / both.denominator)


def published(value: Counts) -> pd.DataFrame:
    """Return published values, which have no numerator and denominator."""
    return pd.DataFrame({"numerator": float("nan"), "denominator": float("nan"), "value": value.astype(float)})


def earlier(counted: Counts, years: int) -> Counts:
    """Return the count of so many years before each period."""
    frame = counted.rename("counted").reset_index()
    return frame.assign(period=frame.period + years).set_index(counted.index.names).counted


def growth(counted: Counts, years: int) -> pd.DataFrame:
    before = earlier(counted, years)
    return quotient(counted - before, before, 100).dropna()


def unshifted(rows: pd.DataFrame, years: int) -> pd.DataFrame:
    """Remove the growth of the four that had land with inhabitants moved from or to them on 1 January 2020."""
    moved = rows.index.get_level_values("code").isin(["5006", "5007", "5054", "5060"])
    end = rows.index.get_level_values("period").astype(int)
    across = moved & (end >= 2020) & (end - years < 2020)
    return rows.assign(**{name: rows[name].mask(across) for name in ("numerator", "value")})


def unbroken(rows: pd.DataFrame, years: int, *measures: str) -> pd.DataFrame:
    """Remove measures over years in which the municipality, or a part of it, was divided."""
    spans = [(last_division(code), f"{period - years}-01-01", f"{period}-01-01") for code, period in rows.index]
    across = [begins < day <= ends for day, begins, ends in spans]
    return rows.assign(**{name: rows[name].mask(across) for name in measures})


def cohort_15_19_to_25_29() -> pd.DataFrame:
    """Return the cohort's change. Across a division or shift only the value is removed; numerator and denominator stay."""
    whole = quotient(aged(25, 29, ""), earlier(aged(15, 19, ""), 10), 100)
    return whole.assign(value=unshifted(unbroken(whole, 10, "value"), 10).value)


@cache
def people() -> pd.DataFrame:
    """Return 07459 on today's borders by code, period and breakdown, with a column for each age; empty without people."""
    file = pd.read_parquet(FIGURES / "07459" / "figures.parquet").astype({"Region": str, "Kjonn": str, "Tid": int})
    file = file[file.Region.str.startswith("K-")]
    file = file.assign(code=file.Region.str[2:], age=file.Alder.astype(str).str.removesuffix("+").astype(int))
    sexes = file.assign(breakdown="kjonn=" + file.Kjonn).set_index([*PLACE[:1], "Tid", "breakdown", "age"])
    sexes = sexes.value.astype(float).unstack("age").rename_axis(index=[*PLACE, "breakdown"])
    whole = sexes.groupby(PLACE).sum(min_count=1).assign(breakdown="").set_index("breakdown", append=True)
    each = pd.concat([whole, sexes])
    return each[each.groupby(PLACE).transform("sum").sum(axis=1) > 0].reindex(each.index)


def aged(first: int = 0, last: int = OLDEST, part: str | None = None) -> Counts:
    """Return the persons of these ages; with `part`, of one breakdown, by code and period."""
    found = people().loc[:, first:last].sum(axis=1, skipna=False)
    return found if part is None else found.xs(part, level="breakdown")


def mean_age() -> pd.DataFrame:
    return quotient((people() * people().columns.to_numpy(float)).sum(axis=1, skipna=False), aged())


def age_groups() -> pd.DataFrame:
    lasts = [start - 1 for start in STARTS[1:]]
    spans = {f"alder={first:03}-{last:03}": (first, last) for first, last in zip(STARTS, lasts, strict=False)}
    spans["alder=090+"] = (STARTS[-1], OLDEST)
    parts = {breakdown: quotient(aged(*ages, part=""), aged(part=""), 100) for breakdown, ages in spans.items()}
    return pd.concat(parts, names=["breakdown"])


def dependency_ratio() -> pd.DataFrame:
    return quotient(aged(0, 19, "") + aged(67, OLDEST, ""), aged(20, 66, ""))


@cache
def movements() -> pd.DataFrame:
    """Return 06913 by code and period, with a column for each contents."""
    rows = changes("06913").rename(columns={"region": "code"})
    return rows.astype({"period": int}).set_index(PLACE)


def birth_surplus_per_1000() -> pd.DataFrame:
    """The population is from 07459, which has only municipalities with today's borders."""
    file = pd.read_csv(FIGURES / "07459" / "Region.csv", dtype=str).dropna()
    since = dict(zip(file.code, file.since.astype(int), strict=True))
    rate = quotient(movements().Fodselsoverskudd.dropna(), aged(part=""), 1000)
    return rate[rate.index.get_level_values("period") >= rate.index.get_level_values("code").map(since)]


def growth_remainder() -> pd.DataFrame:
    """Return the unexplained growth, without years in which the area changed."""
    rows = movements()
    left = earlier(rows.Folkemengde, -1) - rows.Folkemengde - rows.Fodselsoverskudd - rows.Nettoinnflytting
    moved = {(code, int(day[:4]) - 1) for old, new, day in code_changes() if old != new for code in (old, new)}
    return count(left.dropna()[lambda found: ~found.index.isin(moved)])


def _education(contents: str) -> pd.DataFrame:
    """Return the cells of 09429 for both sexes."""
    rows = pd.read_parquet(FIGURES / "09429" / "figures.parquet").astype({"Region": str, "Nivaa": str, "Tid": str})
    rows = rows[(rows.ContentsCode == contents) & (rows.Kjonn.astype(str) == "0")]
    return rows.assign(code=rows.Region, period=rows.Tid.astype(int), breakdown="nivaa=" + rows.Nivaa)


def higher_education_share() -> pd.DataFrame:
    level = _education("Personer").pivot(index=PLACE, columns="Nivaa", values="value")
    known = level[["01", "02a", "11", "03a", "04a"]].sum(axis=1, skipna=False)
    unknown = level["09a"].where(level.index.get_level_values("period") >= 2025, 0)
    return quotient(level["03a"] + level["04a"], known + unknown, 100)


def education_levels() -> pd.DataFrame:
    return published(_education("PersonerProsent").set_index([*PLACE, "breakdown"]).value)


def median_income() -> pd.DataFrame:
    rows = pd.read_csv(FIGURES / "06944" / "figures.csv", dtype={"Region": str}).query("ContentsCode == 'InntSkatt'")
    return published(rows.set_index(["Region", "Tid"]).value.rename_axis(PLACE))


def out_commuting_share() -> pd.DataFrame:
    """Return the share of employed residents who work in another municipality, in the three newest years."""
    flows = pd.read_parquet(FIGURES / "03321" / "figures.parquet").astype({"ArbstedKomm": str, "Bokommuen": str})
    flows = flows.astype({"Tid": str}).astype({"Tid": int})
    flows = flows[flows.Tid > flows.Tid.max() - 3]
    everybody = flows.groupby(["Bokommuen", "Tid"]).value.sum()
    at_home = flows[flows.ArbstedKomm == flows.Bokommuen].groupby(["Bokommuen", "Tid"]).value.sum()
    return quotient(everybody.sub(at_home, fill_value=0), everybody, 100).rename_axis(PLACE)


def health(table: str, **codes: str) -> pd.DataFrame:
    """Return FHI's figures of these codes, by the first year of the period."""
    folder = FIGURES / "fhi" / "nokkel" / table
    file = folder / "figures.csv"
    rows = pd.read_csv(file, dtype=str) if file.exists() else pd.read_parquet(folder / "figures.parquet")
    rows = rows.astype({"GEO": str, "AAR": str, "value": float})
    rows = rows[(rows.GEO.str.len() == 4) & (rows[list(codes)] == pd.Series(codes)).all(axis=1) & rows.value.notna()]
    return rows.assign(code=rows.GEO, period=rows.AAR.str[:4].astype(int))


def life_expectancy_by_education() -> pd.DataFrame:
    rows = health("507", KJONN="0", ALDER="30")
    rows = rows[rows.UTDANN != "0"].assign(breakdown="utdann=" + rows.UTDANN.astype(str))
    return published(rows.set_index([*PLACE, "breakdown"]).value)


def centrality_index() -> pd.DataFrame:
    """Return the index of 2023. KLASS has it in the notes of today's municipalities."""
    items = pd.read_csv(FIGURES / "klass" / "2682_items.csv", dtype=str)
    items = items[(items.level == "2") & ~items.name.str.contains("(-", regex=False)].assign(period=2023)
    return published(items.set_index(["code", "period"]).notes.astype(float))


@cache
def projected(first: int = 0) -> Counts:
    """Return the persons in age groups from this age on, for every release and alternative."""
    rows = projections()[lambda every: (every.region.str.len() == 4) & (every.age_from >= first)]
    rows = rows.assign(code=rows.region, period=rows.period.astype(int))
    persons: Counts = rows.groupby([*PLACE, "vintage", "alternative"]).persons.sum()
    return persons


def profile(label: str, *, on_a_map: bool = False) -> Counts:
    """Return the workbook's figures with this label, by land use if they are divided by it.

    Those from before a division are left out, unless they are measured `on_a_map`.
    """
    rows = pd.read_parquet(FIGURES / "arealprofiler" / "figures.parquet").query("statistikkvariabel == @label")
    breakdown = ("klasse=" + rows.klasse.astype(object)).fillna("")
    rows = rows.assign(code=rows.kommunenr, period=rows["år"].astype(int), breakdown=breakdown)
    found: Counts = rows.set_index([*PLACE, "breakdown"]).verdi
    places = zip(rows.code, rows.period, strict=True)
    gone = [not on_a_map and last_division(code) > f"{period}-12-31" for code, period in places]
    return found.mask(pd.Series(gone, index=found.index))


def emissions(*by: str) -> Counts:
    """Return the tonnes of greenhouse gases, by sector if so named, with the sector as breakdown."""
    rows = pd.read_parquet(FIGURES / "miljodirektoratet" / "figures.parquet").astype(
        {"Kommunenummer": str, "Sektor": str}
    )
    rows = rows.assign(code=rows.Kommunenummer, period=rows["År"].astype(int), breakdown="sektor=" + rows.Sektor)
    tonnes: Counts = rows.groupby([*PLACE, *by])["Utslipp (tonn CO2-ekvivalenter)"].sum()
    return tonnes


@cache
def before_division(code: str, period: int) -> list[tuple[str, int]]:
    """Return a municipality that began after the period, and the other successors of its divided predecessor."""
    day = f"{period}-01-01"
    others = set() if in_force(code, day) else divided_with(code, day)
    return [(successor, period) for successor in {code, *others}] if others else []


@cache
def last_division(code: str, until: str = "9999") -> str:
    """Return the last day on which a predecessor of the code was divided; empty if none was."""
    days = [""]
    for old, new, on in code_changes():
        if new == code and on < until:
            successors = {after for before, after, day in code_changes() if (before, day) == (old, on)}
            successors |= {old} if in_force(old, on) else set()
            days += [on] if len(successors) > 1 else []
            days += [last_division(old, on)]
    return max(days)


def on_todays_borders(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the sums of merged municipalities by SSB's codelist, if all have a figure and none was divided later."""
    rows = rows.assign(begun=rows.get("vintage", rows.period).astype(int)).dropna(subset="numerator")
    both = rows.merge(parts(rows.begun.unique()), on=["code", "begun"])
    key = [name for name in both if name not in ("code", *MEASURES)]
    sums = both.groupby(key).agg(
        numerator=("numerator", "sum"),
        denominator=("denominator", partial(pd.Series.sum, min_count=1)),
        found=("code", "count"),
    )
    return sums.reset_index().query("found == parts").rename(columns={"today": "code"}).assign(value=float("nan"))


def parts(years: Iterable[int]) -> pd.DataFrame:
    """Return today, code, begun, parts: the codes of each municipality in each of the years, and their number."""
    found = [
        (today, code, year)
        for year in years
        for today, codes in codelist("07459").items()
        if not before_division(today, year)
        for code in codes
        if in_force(code, f"{year}-01-01")
    ]
    frame = pd.DataFrame(found, columns=["today", "code", "begun"])
    return frame.assign(parts=frame.groupby(["today", "begun"]).code.transform("count"))


RECIPES: dict[str, Callable[[], pd.DataFrame]] = {
    "population": lambda: count(aged()),
    "share_80_plus": lambda: quotient(aged(80), aged(), 100),
    "dependency_ratio": dependency_ratio,
    "mean_age": mean_age,
    "women_per_man_20_39": lambda: quotient(aged(20, 39, "kjonn=2"), aged(20, 39, "kjonn=1")),
    "population_growth_5y": lambda: unshifted(unbroken(growth(aged(part=""), 5), 5, "numerator", "value"), 5),
    "age_groups": age_groups,
    "cohort_15_19_to_25_29": cohort_15_19_to_25_29,
    "birth_surplus": lambda: count(movements().Fodselsoverskudd),
    "birth_surplus_per_1000": birth_surplus_per_1000,
    "growth_remainder": growth_remainder,
    "higher_education_share": higher_education_share,
    "education_levels": education_levels,
    "median_income_after_tax": median_income,
    "out_commuting_share": out_commuting_share,
    "centrality_index": centrality_index,
    "child_welfare_measures": lambda: published(health("337").set_index(PLACE).value),
    "life_expectancy_by_education": life_expectancy_by_education,
    "projected_population": lambda: count(projected()),
    "projected_share_80_plus": lambda: quotient(projected(80), projected(), 100),
    "projected_population_growth_10y": lambda: growth(projected(), 10),
    "newly_cultivated_land": lambda: count(profile("Godkjent nydyrket areal. Dekar")),
    "distance_to_centre": lambda: published(profile("Boliger, gj.avst. sentrumssone. Km", on_a_map=True)),
    "greenhouse_gas_emissions_per_inhabitant": lambda: quotient(emissions(), aged(part="")),
    "greenhouse_gas_emissions_change_5y": lambda: growth(emissions(), 5),
    "greenhouse_gas_emissions_by_sector": lambda: quotient(
        tonnes := emissions("breakdown"),
        emissions().reindex(tonnes.index.droplevel("breakdown")).set_axis(tonnes.index),
        100,
    ),
    "built_up_area_by_use": lambda: published(profile("Andel bebygd areal etter arealbruksklasse")),
}
