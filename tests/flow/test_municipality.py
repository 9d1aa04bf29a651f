"""A run for one municipality fetches and changes only that one, and later runs still update everything."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sample
from catalogue.errors import UnknownName
from pipeline.runs import Outcome, refresh
from pipeline.settings import Settings
from tests.flow.request_log import Asked
from tests.lib.alterations import TOMORROW, altered
from tests.lib.content import HASH, Content, differing, rows
from tests.lib.few import few
from tests.lib.small import Silent

HEIM, HEMNE, SNILLFJORD = "5055", "5011", "5012"
OF_2015 = ("1571", "1612", "1613", "1621", "1622", "1624", "1627", "1630", "1632")
"""The codes in 2015 of Halsa, Hemne and Snillfjord, and of their predecessors."""
OWN = "indicator_id, municipality_code, borders, period, breakdown, vintage, alternative, numerator, denominator, value, symbol"
PROJECTION = "14746"
ALL_TABLES = {"01222", "03321", "06913", "06944", "07459", "09429", PROJECTION}

Requests = Callable[[], list[Asked]]


def run(settings: Settings, municipality: str | None = None) -> Outcome:
    outcome = refresh(settings, Silent(), municipality=municipality, scope=None)
    assert outcome.exit_code == 0, str(outcome)
    return outcome


def of_others(database: Path) -> Content:
    """Return everything that is not Heim's: source rows, and the figures of municipalities."""
    others = f"not in {(HEIM, HEMNE, SNILLFJORD, *OF_2015)}"
    tables = rows(
        database,
        "select table_name from duckdb_tables() where schema_name = 'source' and starts_with(table_name, 'ssb_')",
    )
    queries = {str(name): f"from source.{name} where region {others}" for (name,) in tables}
    queries["mart.indicator"] = f"select {OWN} from mart.indicator where municipality_code {others}"
    return {name: rows(database, HASH.format(query))[0] for name, query in queries.items()}


def population(database: Path, code: str) -> tuple[Any, ...]:
    """Return the population of the municipality and of its county in 2026."""
    query = f"""select value, county_value from mart.indicator
        where indicator_id = 'population' and breakdown is null and period = '2026' and municipality_code = '{code}'"""
    return rows(database, query)[0]


def test_requests_the_municipality_its_predecessors_and_its_siblings(home: Settings, asked: Requests) -> None:
    run(home, HEIM)
    of_the_register = {(HEMNE, SNILLFJORD, HEIM)}  # Halsa, 1571, is in a county that the sample's other tables lack
    assert {one.table for one in asked()} == ALL_TABLES - {PROJECTION}  # the projection has only Telemark
    with_successors_of_snillfjord = (f"K-{HEIM}", "K-5056", "K-5059")  # SSB's sums may give all of it to one successor
    assert {one.regions for one in asked() if one.table == "07459"} == {with_successors_of_snillfjord}
    assert {one.regions for one in asked() if one.table == "01222"} == {OF_2015}
    assert {one.regions for one in asked() if one.table == "03321"} == {(*OF_2015, HEMNE, SNILLFJORD, HEIM)}
    assert {one.regions for one in asked() if one.table not in ("01222", "03321", "07459")} == of_the_register


def test_leaves_all_other_municipalities_unchanged(home: Settings, ssb: sample.Addresses) -> None:
    before, heim = of_others(home.folder.database), population(home.folder.database, HEIM)
    with altered(ssb, "07459") as table:
        for code in (f"K-{HEIM}", "K-5001", "0"):  # the source has changed, and not for Heim alone
            table.put(99, Region=code, Kjonn="1", Alder="040", Tid="2026", ContentsCode="Personer1")
        table.announce()
        run(home, HEIM)
    after = population(home.folder.database, HEIM)
    assert after != heim
    assert differing(of_others(home.folder.database), before) == []


@pytest.mark.long
def test_group_figures_are_recomputed(home: Settings, ssb: sample.Addresses) -> None:
    value, county = population(home.folder.database, HEIM)
    with altered(ssb, "07459") as table:
        table.put(99, Region=f"K-{HEIM}", Kjonn="1", Alder="040", Tid="2026", ContentsCode="Personer1")
        run(home, HEIM)
    new_value, new_county = population(home.folder.database, HEIM)
    assert new_value != value
    assert new_county == county + (new_value - value)


@pytest.mark.long
def test_the_next_run_of_a_new_home_still_fetches_everything(good: Settings, tmp_path: Path, asked: Requests) -> None:
    settings = good.model_copy(update={"home": tmp_path / "empty"})
    run(settings, HEIM)
    assert rows(settings.folder.database, "select distinct region from source.ssb_07459") == [(HEIM,)]
    partial = len(asked())
    run(settings)
    assert {one.table for one in asked()[partial:]} == ALL_TABLES
    assert {"0", "K-5001", "F-50"} <= {code for one in asked()[partial:] for code in one.regions}
    assert of_others(settings.folder.database).keys() == of_others(good.folder.database).keys()
    query = HASH.format(f"select {OWN} from mart.indicator")
    assert rows(settings.folder.database, query) == rows(good.folder.database, query)


@pytest.mark.parametrize("first", few(["the municipality", "the source"], 1))
def test_a_later_change_at_the_source_is_still_fetched(
    quick_home: Settings, ssb: sample.Addresses, asked: Requests, first: str
) -> None:
    with altered(ssb, "06944") as table:
        if first == "the municipality":
            run(quick_home, HEIM)
        table.announce()
        if first == "the source":  # the municipality's figures are already tomorrow's, the others' are not
            run(quick_home, HEIM)
        partial = len(asked())
        run(quick_home)
    assert {one.table for one in asked()[partial:]} == {"06944"}
    assert "5001" in {code for one in asked()[partial:] for code in one.regions}
    updated = rows(quick_home.folder.database, "select updated from meta.source where source_id = 'ssb_06944'")
    assert str(updated[0][0]).startswith(TOMORROW[:10])


def test_a_later_run_without_changes_fetches_nothing(quick_home: Settings, asked: Requests) -> None:
    run(quick_home, HEIM)
    partial = len(asked())
    run(quick_home)
    assert asked()[partial:] == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("9998", "9998 is not a municipality's code, today or earlier; Heim's, for example, is 5055."),
        ("5011", "5011 Hemne is no longer a municipality; it became 5055 Heim."),
        ("0", "0 is not a municipality's code; it has four digits, such as 5055 for Heim."),
        ("*", "* is not a municipality's code; it has four digits, such as 5055 for Heim."),
    ],
)
def test_an_unknown_municipality_is_refused_before_any_figure_is_requested(
    quick_home: Settings, asked: Requests, code: str, said: str
) -> None:
    with pytest.raises(UnknownName) as error:
        run(quick_home, code)
    assert str(error.value) == said
    assert asked() == []
