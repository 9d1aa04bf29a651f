"""Unusual answers from SSB, and faults in one table: the others load, and no false figure is published."""

from collections.abc import Iterator

import pytest

import sample
from catalogue.errors import BadSetting
from pipeline.runs import publish, refresh
from pipeline.settings import Settings
from publish.site import Scope
from tests.lib.alterations import Altered, altered
from tests.lib.content import rows
from tests.lib.small import Silent

IN_2021 = "select count(*) from mart.indicator where municipality_code = '5012' and period = '2021'"


@pytest.fixture
def education_table(ssb: sample.Addresses) -> Iterator[Altered]:
    with altered(ssb, "09429") as table:
        yield table


def _run(settings: Settings, scope: Scope | None = None) -> dict[str, str]:
    """Run, and return the stale tables with the reasons."""
    return refresh(settings, Silent(), municipality=None, scope=scope).stale


def test_zeros_for_a_former_code_are_not_figures(quick_home: Settings, population_table: Altered) -> None:
    population_table.put(0, Region="5012", Tid="2021")
    population_table.announce()
    assert _run(quick_home) == {}
    assert rows(quick_home.folder.database, IN_2021) == [(0,)]


def test_a_figure_for_a_former_code_is_in_the_source_table_only(
    quick_home: Settings, population_table: Altered
) -> None:
    population_table.put(7, Region="5012", Tid="2021")
    population_table.announce()
    assert _run(quick_home) == {}
    assert rows(quick_home.folder.database, IN_2021) == [(0,)]
    kept = "select distinct value from source.ssb_06913 where region = '5012' and period = '2021'"
    assert rows(quick_home.folder.database, kept) == [(7.0,)]


def test_a_table_without_any_figure_is_refused(quick_home: Settings, population_table: Altered) -> None:
    population_table.put(None)
    population_table.put(1, Region="5001", Tid="2025", ContentsCode="Folkemengde")
    population_table.announce()
    stale = _run(quick_home)
    assert "nearly all of the table's municipalities" in stale["ssb_06913"]
    assert rows(quick_home.folder.database, "select count(value) > 900 from source.ssb_06913") == [(True,)]


def test_a_table_that_fails_the_build_is_left_out_and_the_others_load(
    quick_home: Settings, population_table: Altered, education_table: Altered
) -> None:
    population_table.put(99_000_000, Region="5055", Tid="2025", ContentsCode="Nettoinnflytting")
    population_table.announce()
    education_table.put(901, Region="5055", Tid="2025", Nivaa="03a")
    education_table.announce()
    outcome = refresh(quick_home, Silent(), municipality=None, scope=None)
    assert outcome.loaded == ["ssb_09429"]
    assert outcome.exit_code == 4
    assert outcome.stale["ssb_06913"].startswith("ssb_06913 was not loaded: No municipality has a value outside")


def test_a_single_page_is_added_to_the_others(quick_home: Settings) -> None:
    publish(quick_home, Silent(), scope=Scope(counties=("50",)))
    site = quick_home.folder.published / "site"
    before = {path.name: path.read_bytes() for path in site.glob("*.html")}
    (site / "5055.html").unlink()
    publish(quick_home, Silent(), scope=Scope(municipality="5055"))
    after = {path.name: path.read_bytes() for path in (quick_home.folder.published / "site").glob("*.html")}
    assert len(before) > 30
    assert after == before


def test_the_sample_never_replaces_ssbs_own_figures(quick_home: Settings) -> None:
    elsewhere = quick_home.model_copy(update={"sample": False})
    assert refresh(elsewhere, Silent(), municipality=None, scope=None).loaded
    with pytest.raises(BadSetting, match=r"holds a build of http.+ figures; give the sample another GRUNNLAG_HOME"):
        _run(quick_home)


def test_pages_of_another_origin_are_not_kept_with_new_figures(quick_home: Settings) -> None:
    publish(quick_home, Silent(), scope=Scope(counties=("50",)))
    _run(quick_home.model_copy(update={"sample": False}))
    assert not (quick_home.folder.published / "site").exists()
