"""Every check of a build passes on a good build, and finds a planted wrong row."""

import re
from pathlib import Path

import pytest

from catalogue.errors import BuildRefused
from tests.lib.connection import Opened, undone
from warehouse.checks import check_build, check_files, run_check

HEIM = "region = '5055' and period = '2026'"
OF_HEIM = "municipality_code = '5055' and period = '2026' and indicator_id = 'population'"
STEINKJER_BEFORE_VERRAN = "region = '5006' and period = '2018' and indicator_id = 'growth_remainder'"

PLANTED: dict[str, dict[str, str]] = {
    "break_says_when_and_why": {
        "a break without a reason": "update core.observation set break_reason = null where break_on is not null",
        "a reason without a break": "update core.observation set break_on = null where break_reason is not null",
        "the break of another": "update core.observation set break_on = date '2024-01-01' where break_on is not null",
    },
    "breakdown_sums_to_whole": {
        "one woman too many": f"""update core.observation set numerator = numerator + 1
            where indicator_id = 'share_80_plus' and breakdown = 'kjonn=2' and {HEIM}""",
    },
    "class_fits_index": {
        "a class too high": "update core.centrality set class = 1 where municipality_code = '5055'",
    },
    "coverage_is_what_figures_say": {
        "a point twice": "insert into mart.coverage from mart.coverage limit 1",
        "a point left out": "delete from mart.coverage where municipality_code = '5055' and point_id = 'hopes'",
        "no data where there is": """update mart.coverage set status = 'no_data', reasons = ['missing']
            where municipality_code = '5055' and point_id = 'people'""",
        "covered without a figure": """delete from mart.indicator
            where municipality_code = '5055' and indicator_id = 'median_income_after_tax'""",
        "no word why": "update mart.coverage set reasons = null where status = 'no_data'",
        "one figure too many": """update mart.coverage set recent_count = recent_count + 1
            where municipality_code = '0301' and point_id = 'people'""",
        "partly where most are there": """update mart.coverage set status = 'partly'
            where municipality_code = '0301' and point_id = 'people'""",
        "measured by others where nobody does": """update mart.coverage
            set status = 'measured_elsewhere', measured_elsewhere = 'Andre måler det.' where point_id = 'hopes'""",
    },
    "everything_is_described": {
        "a table without a comment": "create table core.unsaid as select 1 as one",
        "a column without a comment": "alter table core.period add column unsaid integer",
    },
    "few_are_withheld": {
        "a value on few": """update core.observation
            set value = 1000 * numerator / denominator, symbol = 'derived', withheld_reason = null
            where indicator_id = 'net_migration_per_1000' and region = '5043' and symbol = 'withheld'""",
        "no word why": "update core.observation set withheld_reason = null where symbol = 'withheld'",
        "a value on many that is held back": f"""update core.observation
            set value = null, symbol = 'withheld', withheld_reason = 'Holdt tilbake.'
            where indicator_id = 'share_80_plus' and {HEIM}""",
    },
    "figure_has_source": {
        "an answer that is not there": f"update core.observation set fetch_id = 'lost' where {HEIM}",
        "no answer at all": f"update core.observation set fetch_id = null where {HEIM}",
    },
    "figure_has_value_or_reason": {
        "a figure without a value or a reason": f"update mart.figure set value = null where {OF_HEIM}",
        "a newest figure with both": f"update mart.figure_newest set reason = 'Holdt tilbake.' where {OF_HEIM}",
    },
    "figure_stands_once": {
        "a figure twice": f"insert into mart.figure from mart.figure where {OF_HEIM} limit 1",
        "a newest figure twice": f"insert into mart.figure_newest from mart.figure_newest where {OF_HEIM} limit 1",
    },
    "group_is_sum_of_members": {
        "a county with a thousandth too much": """update mart.indicator_group set value = value * 1.001
            where group_kind = 'county' and group_code = '50' and indicator_id = 'population'""",
        "a country with too few members": f"delete from core.observation where indicator_id = 'population' and {HEIM}",
        "a class that counts one member less": """update mart.indicator_group set members = members - 1
            where group_kind = 'centrality' and group_code = '6' and indicator_id = 'population'""",
        "neighbours with one inhabitant too many": """update mart.indicator_group set value = value + 1
            where group_kind = 'neighbours' and group_code = '5055' and indicator_id = 'population'""",
    },
    "growth_adds_up": {
        "one more from nowhere": """update mart.growth_components set population_end = population_end + 1
            where municipality_code = '5055' and period = '2025'""",
        "a move that is neither domestic nor foreign": """update mart.growth_components
            set foreign_net_migration = foreign_net_migration + 1
            where municipality_code = '0806' and period = '2015K1'""",
    },
    "indicator_loses_no_observation": {
        "one figure lost": """delete from mart.indicator
            where municipality_code = '5055' and period = '2026' and indicator_id = 'population'""",
        "one breakdown lost": """delete from mart.indicator
            where municipality_code = '5055' and period = '2026' and breakdown = 'kjonn=1'""",
    },
    "indicator_stands_once": {
        "a figure twice": "insert into mart.indicator from mart.indicator limit 1",
    },
    "municipality_has_county": {
        "a county that is gone": "delete from core.county where code = '50'",
        "a county that was": "update core.county set valid_to = date '2024-01-01' where code = '50'",
    },
    "municipality_is_in_one_group": {
        "two classes": """insert into core.group_member select * replace ('1' as group_code)
            from core.group_member where group_kind = 'centrality' and municipality_code = '5055'""",
        "no county": "delete from core.group_member where group_kind = 'county' and municipality_code = '5055'",
    },
    "municipality_is_in_one_place": {
        "two names at once": """insert into core.municipality select * replace (date '2022-01-01' as valid_from)
            from core.municipality where code = '5055' and valid_to is null""",
        "two rows from one day": """insert into core.municipality
            from core.municipality where code = '5055' and valid_to is null""",
    },
    "municipality_has_geometry": {
        "a municipality without borders": "delete from core.municipality_geometry where municipality_code = '5055'",
    },
    "map_class_holds_its_figures": {
        "one municipality too many": """update mart.map_class set municipalities = municipalities + 1
            where indicator_id = 'share_80_plus' and class = 3""",
        "a class left out": "delete from mart.map_class where indicator_id = 'share_80_plus' and class = 3",
        "a limit moved": """update mart.map_class set lower = lower + 0.1
            where indicator_id = 'share_80_plus' and class = 3""",
    },
    "neighbours_are_ten": {
        "one too few": "delete from core.neighbour where municipality_code = '5055' and place = 4",
        "its own neighbour": """update core.neighbour set neighbour_code = '5055'
            where municipality_code = '5055' and place = 10""",
        "a nearer one further down": """update core.neighbour set distance = 0
            where municipality_code = '5055' and place = 10""",
    },
    "no_figure_before_existence": {
        "nobody lives there": """update mart.indicator set value = 0
            where municipality_code = '5055' and indicator_id = 'population'""",
    },
    "observation_stands_once": {
        "an observation twice": "insert into core.observation from core.observation limit 1",
    },
    "projection_begins_as_one": {
        "an alternative that begins with one more": """update mart.projection set high = high + 1
            where municipality_code = '4003' and vintage = '2026' and period = '2026'""",
    },
    "pyramid_is_everybody": {
        "a woman too many": """update mart.population_pyramid set persons = persons + 1
            where municipality_code = '5055' and period = '2026' and sex = '2' and age_group = '020-024'""",
        "a share that is too large": """update mart.population_pyramid set share = share + 1
            where municipality_code = '5055' and period = '2026' and sex = '2' and age_group = '020-024'""",
    },
    "service_ages_are_everybody": {
        "somebody of no age": """update mart.projection set main = main + 1
            where municipality_code = '4003' and vintage = '2026' and period = '2030' and age_group = 'all'""",
        "an age group that no service is for": """update mart.projection set age_from = null
            where municipality_code = '4003' and vintage = '2026' and period = '2030' and age_group = '080-089'""",
    },
    "regrouped_count_is_sum_of_parts": {
        "Steinkjer with one too many": f"""update core.observation set numerator = numerator + 1
            where {STEINKJER_BEFORE_VERRAN}""",
        "Steinkjer left out": f"update core.observation set numerator = null where {STEINKJER_BEFORE_VERRAN}",
    },
    "pooled_value_is_of_its_years": {
        "one year's value for two": f"""update core.observation set pooled_periods = '2025-2026'
            where indicator_id = 'share_80_plus' and breakdown is null and {HEIM}""",
        "a year that is not there": f"""update core.observation set pooled_periods = '2024-2026'
            where indicator_id = 'share_80_plus' and breakdown is null and {HEIM}""",
    },
    "sum_is_source_figure": {
        "a county's own figure is one off": """update core.observation set numerator = numerator + 1
            where region = '50' and period = '2026' and indicator_id = 'population'""",
        "the country's own figure is one off": """update core.observation set numerator = numerator + 1
            where region = '0' and period = '2026' and indicator_id = 'population'""",
    },
    "value_is_its_quotient": {
        "a share not in percent": f"""update core.observation set value = value / 100
            where indicator_id = 'share_80_plus' and breakdown is null and {HEIM}""",
        "a count that is not its numerator": f"""update core.observation set value = value + 1
            where indicator_id = 'population' and {HEIM}""",
    },
    "value_is_plausible": {
        "a share above all": """update mart.indicator set value = 101
            where indicator_id = 'share_80_plus' and municipality_code = '5055'""",
        "a share below nothing": """update mart.indicator set value = -1
            where indicator_id = 'share_80_plus' and municipality_code = '5055'""",
    },
    "value_or_symbol": {
        "a published nothing": f"update core.observation set value = null where {HEIM}",
        "no word why": f"update core.observation set symbol = null where {HEIM}",
        "a figure that is said to be missing": f"update core.observation set symbol = 'missing' where {HEIM}",
    },
}


CASES = [
    pytest.param(path, plant, id=f"{path.stem}: {name}")
    for path in check_files()
    for name, plant in PLANTED.get(path.stem, {"nothing planted": ""}).items()
]


@pytest.mark.parametrize("path", check_files(), ids=lambda path: path.stem)
def test_a_good_build_passes(path: Path, opened: Opened) -> None:
    assert run_check(opened, path).first is None


@pytest.mark.parametrize(("path", "plant"), CASES)
def test_a_planted_row_is_found(path: Path, plant: str, opened: Opened) -> None:
    assert plant, f"plant a bad row for {path.name}: a check that has never failed proves nothing"
    with undone(opened):
        opened.con.execute(plant)
        assert run_check(opened, path).wrong > 0


@pytest.mark.parametrize(("days_later", "found"), [(1, False), (-1, True)])
def test_a_sum_may_differ_from_the_source_only_while_one_municipality_is_newer(
    days_later: int, found: bool, opened: Opened
) -> None:
    path = next(path for path in check_files() if path.stem == "sum_is_source_figure")
    with undone(opened):
        opened.con.execute(PLANTED[path.stem]["a county's own figure is one off"])
        opened.con.execute(
            f"""insert into meta.load select 'part', source_id, ['5055'], updated,
            loaded_at + interval ({days_later}) day, fetches from meta.load where source_id = 'ssb_07459'"""
        )
        assert (run_check(opened, path).wrong > 0) is found


def test_no_row_is_planted_for_a_check_that_is_gone() -> None:
    assert set(PLANTED) == {path.stem for path in check_files()}


def test_a_build_with_a_bad_row_is_refused_in_the_words_of_the_check(opened: Opened) -> None:
    with undone(opened):
        opened.con.execute("delete from meta.check")
        opened.con.execute(PLANTED["class_fits_index"]["a class too high"])
        with pytest.raises(
            BuildRefused, match=r"was not published: Every centrality class .+, but 1 rows violate this"
        ):
            check_build(opened)


def test_what_a_check_at_level_look_finds_is_returned_and_stops_nothing(opened: Opened) -> None:
    with undone(opened):
        opened.con.execute("delete from meta.check")
        opened.con.execute(PLANTED["municipality_has_geometry"]["a municipality without borders"])
        [says] = check_build(opened)
        assert re.search(r"has a geometry.+but 1 rows violate this, for example code 5055", says)
        query = "select level, wrong from meta.check where check_id = 'municipality_has_geometry'"
        assert opened.rows(query) == [("look", 1)]


def test_every_check_of_a_build_is_logged(opened: Opened) -> None:
    logged = opened.rows("select check_id, wrong from meta.check order by check_id")
    assert logged == [(path.stem, 0) for path in check_files()]
