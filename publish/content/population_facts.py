"""The facts of births, moves, cohorts and projections, for sentences and the titles of charts."""

from publish.content.facts import Known, computed, rounded
from publish.content.model import Cell
from warehouse.read_content import CohortRow, ComponentsRow, HitRow, ProjectedRow

YEARS = 5
"""The years that births and moves are summed over."""
AHEAD = (10, 25)
"""How many years ahead sentences look in a projection."""
_TODAY = ("on_todays_borders", "true")
_NEWEST = ("is_newest", "true")
Found = dict[str, Known | str]


def component_facts(rows: list[ComponentsRow], code: str) -> Found:
    """Return births and moves of the newest year (`births_1y`), and their sums over five years (`births_5y`)."""
    if not rows:
        return {}
    last = rows[-YEARS:]
    facts: Found = {"components.last": rows[-1].period, "components.first": last[0].period}
    for name, column in (("births", "birth_surplus"), ("migration", "net_migration")):
        cells = [component_cell(row, code, column) for row in last]
        facts[f"{name}_1y"] = computed("sum", cells[-1:])
        if len(cells) == YEARS:
            facts[f"{name}_5y"] = computed("sum", cells)
    return facts


def component_cell(row: ComponentsRow, code: str, column: str) -> Cell:
    """Return a cell of mart.growth_components."""
    key = (("municipality_code", code), ("period", row.period), _TODAY)
    return Cell("mart.growth_components", key, column, getattr(row, column))


def cohort_facts(rows: list[CohortRow], code: str) -> Found:
    """Return persons then and now of each cohort, by its first age: `cohort_020.from`, `.to`, `.change`, `.pct`."""
    facts: Found = {}
    for row in rows:
        name = f"cohort_{row.from_age[:3]}"
        then, now = _cohort_cell(row, code, "from_persons"), _cohort_cell(row, code, "to_persons")
        facts |= {f"{name}.from_age": row.from_label, f"{name}.to_age": row.to_label}
        facts |= {f"{name}.from": computed("sum", [then]), f"{name}.to": computed("sum", [now])}
        facts[f"{name}.change"] = computed("difference", [now], [then])
        if then.value:
            facts[f"{name}.pct"] = computed("percent_change", [now], [then], words="prosent")
            facts[f"{name}.left"] = computed("percent_of", [now], [then])
        facts |= {"cohort.first": row.from_period, "cohort.last": row.to_period}
    return facts


def _cohort_cell(row: CohortRow, code: str, column: str) -> Cell:
    """Return the persons of both sexes: the key selects a row for each sex, and the cell is their sum."""
    key = (
        ("municipality_code", code), ("to_period", row.to_period), ("from_age_group", row.from_age), _TODAY,
    )  # fmt: skip
    return Cell("mart.cohort_change", key, column, getattr(row, column))


def projection_facts(rows: list[ProjectedRow], hits: list[HitRow], code: str, fewest: int) -> Found:
    """Return each service age ten and 25 years ahead: `projected_080_10y`, with `.low`, `.high`, `.change` and `.pct`.

    `projected_080_now` has the persons now, and `projected_10y` the year. All are rounded as projections are.
    """
    facts: Found = {}
    if not rows:
        return _hit_facts(hits, code)
    facts["projected_now.period"] = rows[0].first_year
    for row in rows:
        for years in AHEAD:
            if row.period == looked_at(row, years):
                facts |= {f"projected_{years}y": row.period} | _projected(row, years, code, fewest)
    return facts | _hit_facts(hits, code)


def looked_at(row: ProjectedRow, years: int) -> str:
    """Return the year that sentences look ahead to: about so many years after the first, and one that ends in 0 or 5."""
    return str((int(row.first_year) + years) // 5 * 5)


def _projected(row: ProjectedRow, years: int, code: str, fewest: int) -> Found:
    if row.main < fewest:
        return {}
    age = row.service_age[:3].rstrip("+").zfill(3)
    name, step = f"projected_{age}_{years}y", _step(row.main)
    facts: Found = {
        f"projected_{age}_now": computed("sum", [_projected_cell(row, code, "persons_at_first", row.first)])
    }
    for suffix, column in (("", "main"), (".low", "low"), (".high", "high")):
        cell = _projected_cell(row, code, column, getattr(row, column))
        facts[name + suffix] = rounded(computed("sum", [cell]), step)
    for suffix, column in ((".change", "change_main"), (".change_low", "change_low"), (".change_high", "change_high")):
        cell = _projected_cell(row, code, column, getattr(row, column))
        facts[name + suffix] = rounded(computed("sum", [cell]), step if abs(cell.value) >= step else 1)
    pct = _projected_cell(row, code, "change_main_pct", row.change_main_pct)
    facts[f"{name}.pct"] = computed("sum", [pct], words="prosent")
    return facts


def _projected_cell(row: ProjectedRow, code: str, column: str, value: float) -> Cell:
    key = (
        ("municipality_code", code), ("service_age", row.service_age), ("period", row.period), _NEWEST, _TODAY,
    )  # fmt: skip
    return Cell("mart.projected_change", key, column, value)


def _step(persons: float) -> int:
    """Return what a projected number is rounded to: more than the projection can say would seem exact."""
    return 5 if persons < 5000 else 10 if persons < 50000 else 100


def _hit_facts(hits: list[HitRow], code: str) -> Found:
    """Return how far the newest release that is ten years old was from the population."""
    if not hits:
        return {}
    hit = hits[-1]
    key = (
        ("municipality_code", code), ("vintage", hit.vintage), ("period", hit.period), ("alternative", "MMMM"), _TODAY,
    )  # fmt: skip
    cell = Cell("mart.projection_hit_rate", key, "deviation_pct", hit.deviation_pct)
    return {
        "hit.vintage": hit.vintage,
        "hit.period": hit.period,
        "hit": computed("sum", [cell], decimals=1, words="prosent"),
    }
