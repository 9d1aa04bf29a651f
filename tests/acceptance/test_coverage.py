"""Which municipalities have figures for what laws and plans ask for, worked out anew from the sample's files."""

import pandas as pd

from catalogue import load_catalogue
from tests.acceptance.conftest import Ask
from tests.acceptance.likeness import FIGURES, places

POINTS = "select municipality_code, status from mart.coverage where requirement_id = ? and point_id = ?"


def test_every_municipality_has_each_point_once(ask: Ask) -> None:
    points = sum(len(one.points) for one in load_catalogue().requirements.values())
    assert ask("select count(*), count(distinct municipality_code) from mart.coverage") == [(357 * points, 357)]


def test_competence_is_covered_where_the_sample_has_education(ask: Ask) -> None:
    levels = pd.read_csv(FIGURES / "09429" / "figures.csv", dtype={"Region": str})
    educated = {*levels[(levels.Tid == 2025) & levels.value.notna()].Region} & {*places().index}
    told = dict(ask(POINTS, "trondelag_planning_strategy", "competence"))
    assert {code for code, status in told.items() if status == "covered"} == educated
    assert {status for code, status in told.items() if code not in educated} == {"no_data"}


def test_the_future_is_covered_where_the_sample_has_a_projection(ask: Ask) -> None:
    projected = set(pd.read_parquet(FIGURES / "14746" / "figures.parquet").Region.astype(str))
    told = dict(ask(POINTS, "plan_and_building_act_10_1", "community_outlook"))
    assert {code for code, status in told.items() if status == "covered"} == projected & {*places().index}


def test_what_is_in_nobodys_figures_is_told_from_what_one_municipality_lacks(ask: Ask) -> None:
    query = "select distinct reasons from mart.coverage where point_id = ? and status = 'no_data'"
    assert ask(query, "d_injuries") == [(["not_loaded"],)]
    assert ask(query, "community_outlook") == [(["missing"],)]


def test_what_nobody_measures_is_so_for_everybody_and_says_why(ask: Ask) -> None:
    unmeasured = {
        (requirement_id, point.id, point.not_measured.nb)
        for requirement_id, one in load_catalogue().requirements.items()
        for point in one.points
        if point.not_measured
    }
    told = """select requirement_id, point_id, any_value(not_measured) from mart.coverage where status = 'not_measured'
        group by all having count(*) = 357 and count(distinct not_measured) = 1"""
    assert set(ask(told)) == unmeasured


def test_a_figure_older_than_five_years_covers_nothing(ask: Ask) -> None:
    """What was built on farmland is from 2015 alone."""
    assert ask("select max(period) from mart.indicator where indicator_id = 'farmland_built_on'") == [("2015",)]
    covering = "select count(*) from mart.coverage where list_contains(covered_by, 'farmland_built_on')"
    assert ask(covering) == [(0,)]
