"""The coverage of the points of laws and plans, recomputed from the sample's files."""

import pandas as pd
import pytest

from catalogue.models import Requirement
from tests.acceptance.conftest import Ask
from tests.acceptance.files import education
from tests.acceptance.likeness import FIGURES, places
from tests.lib.spec import shipped_catalogue

POINTS = "select municipality_code, status from mart.coverage where requirement_id = ? and point_id = ?"
EDUCATION = {"higher_education_share", "short_higher_education_share", "long_higher_education_share"}


def _asked(one: Requirement) -> int:
    """How many municipalities a requirement applies to."""
    return len([code for code in places().index if code.startswith(one.county or "")])


def test_every_municipality_has_each_point_that_applies_to_it_once(ask: Ask) -> None:
    rows = sum(len(one.points) * _asked(one) for one in shipped_catalogue().requirements.values())
    assert ask("select count(*), count(distinct municipality_code) from mart.coverage") == [(rows, 357)]


def test_a_countys_plan_asks_its_own_municipalities_only(ask: Ask) -> None:
    asked = "select distinct left(municipality_code, 2) from mart.coverage where requirement_id = ?"
    assert ask(asked, "trondelag_planning_strategy") == [("50",)]


def test_competence_is_covered_as_far_as_the_sample_has_education_and_schools(ask: Ask) -> None:
    """Three of the point's eight indicators are about education and one about schools. The sample lacks the others."""
    [point] = [
        point
        for point in shipped_catalogue().requirements["trondelag_planning_strategy"].points
        if point.id == "competence"
    ]
    assert set(point.indicators) > {*EDUCATION, "school_points"}
    levels, schools = education(), pd.read_parquet(FIGURES / "12255" / "figures.parquet")
    educated = {*levels[(levels.Tid == "2025") & (levels.Nivaa == "09a")].Region}  # else the whole is not known
    graded = {*schools[(schools.ContentsCode == "KOSgrunnskolepoe0000") & (schools.Tid == "2025")].KOKkommuneregion0000}
    counts = {
        code: len(EDUCATION) * (code in educated) + (code in graded) for code in places().index if code.startswith("50")
    }
    query = """select municipality_code, recent_count, indicator_count, status from mart.coverage
        where point_id = 'competence' and requirement_id = 'trondelag_planning_strategy'"""
    actual = {code: tuple(rest) for code, *rest in ask(query)}
    every = len(point.indicators)
    states = {0: "no_data", 1: "partly", len(EDUCATION) + 1: "covered"}
    assert actual == {code: (count, every, states[count]) for code, count in counts.items()}


def test_a_point_is_covered_if_half_of_its_indicators_have_a_recent_figure(ask: Ask) -> None:
    query = """select status, min(recent_count / indicator_count), max(recent_count / indicator_count)
        from mart.coverage where indicator_count > 0 group by status"""
    shares = {status: (least, most) for status, least, most in ask(query)}
    assert shares.keys() == {"covered", "partly", "no_data"}
    assert shares["covered"][0] >= 0.5
    assert 0 < shares["partly"][0] <= shares["partly"][1] < 0.5
    assert shares["no_data"] == (0, 0)


def test_the_future_is_covered_if_the_sample_has_a_projection(ask: Ask) -> None:
    projected = set(pd.read_parquet(FIGURES / "14746" / "figures.parquet").Region.astype(str))
    actual = dict(ask(POINTS, "plan_and_building_act_10_1", "community_outlook"))
    assert {code for code, status in actual.items() if status == "covered"} == projected & {*places().index}


def test_data_missing_for_everybody_and_for_one_municipality_have_different_reasons(ask: Ask) -> None:
    query = "select distinct reasons from mart.coverage where point_id = ? and status = 'no_data'"
    assert ask(query, "coordination") == [(["not_loaded"],)]
    assert ask(query, "community_outlook") == [(["not_delivered"],)]


@pytest.mark.parametrize("status", ["not_measured", "measured_elsewhere"])
def test_points_not_measured_or_measured_elsewhere_are_the_same_for_everybody_and_have_a_reason(
    ask: Ask, status: str
) -> None:
    expected = {
        (requirement_id, point.id, why.nb, _asked(one))
        for requirement_id, one in shipped_catalogue().requirements.items()
        for point in one.points
        if (why := getattr(point, status))
    }
    query = f"""select requirement_id, point_id, any_value({status}), count(*) from mart.coverage
        where status = '{status}' group by all having count(distinct {status}) = 1 and max(indicator_count) = 0"""
    assert set(ask(query)) == expected != set()


def test_a_figure_older_than_five_years_covers_nothing(ask: Ask) -> None:
    """The figures on building on farmland are of 2015 only."""
    assert ask("select max(period) from mart.indicator where indicator_id = 'farmland_built_on'") == [("2015",)]
    covering = "select count(*) from mart.coverage where list_contains(covered_by, 'farmland_built_on')"
    assert ask(covering) == [(0,)]
