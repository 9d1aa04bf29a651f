"""Each release of a projection is a new table, found in the StatBank's index. Earlier releases are kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import sample
from pipeline.check import check
from pipeline.replay import replay
from pipeline.runs import refresh
from pipeline.settings import Settings
from tests.flow.tiny import tiny_catalogue
from tests.lib.content import content, differing, rows
from tests.lib.small import Silent, settings_for

NEWEST, BEFORE = "14746", "14288"
VINTAGES = "select vintage::varchar, count(*) from source.ssb_projection group by all order by all"


@pytest.fixture
def server() -> Iterator[sample.Addresses]:
    """SSB before its newest release."""
    with sample.serve(calls_per_minute=100_000) as addresses:
        yield addresses


@pytest.fixture
def settings(server: sample.Addresses, tmp_path: Path) -> Settings:
    """A home with the projections since 2022 only."""
    catalogue = tiny_catalogue(tmp_path / "catalogue", tables=("06913", "projection"))
    path = catalogue / "sources/ssb/projection.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('since: "2005"', 'since: "2022"'), encoding="utf-8")
    return settings_for(tmp_path / "home", catalogue, server)


def _run(settings: Settings, server: sample.Addresses) -> list[str]:
    """Run, and return the projection tables that were requested."""
    before = len(server.requests)
    assert refresh(settings, Silent(), municipality=None, scope=None).stale == {}
    posted = [request for request in server.requests[before:] if request["method"] == "POST"]
    return sorted({request["path"].split("/")[-2] for request in posted} - {"06913"})


def test_every_release_has_its_own_vintage(settings: Settings, server: sample.Addresses) -> None:
    assert _run(settings, server) == ["13600", BEFORE, NEWEST]
    assert [vintage for vintage, _ in rows(settings.folder.database, VINTAGES)] == ["2022", "2024", "2026"]
    number = "select number from meta.source where source_id = 'ssb_projection'"
    assert rows(settings.folder.database, number) == [(NEWEST,)]


@pytest.mark.long
def test_a_release_is_on_the_borders_of_its_first_year(settings: Settings, server: sample.Addresses) -> None:
    _run(settings, server)
    borders = "select distinct vintage::varchar, borders::varchar from source.ssb_projection order by all"
    assert rows(settings.folder.database, borders) == [
        ("2022", "2020-01-01"),
        ("2024", "2024-01-01"),
        ("2026", "2024-01-01"),
    ]


def test_a_release_with_sums_only_is_on_todays_borders_and_may_have_a_dimension_of_alternatives(
    settings: Settings, server: sample.Addresses
) -> None:
    """The sample has the releases until 2012 only as sums; 08825 has a dimension of alternatives."""
    path = settings.catalogue / "sources/ssb/projection.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('since: "2022"', 'since: "2011"'), encoding="utf-8")
    assert "08825" in _run(settings, server)
    summed = """select region, borders::varchar, contents::varchar, sum(value) from source.ssb_projection
        where vintage = '2011' and period = '2040' and region in ('4003', '0') group by all order by all"""
    assert rows(settings.folder.database, summed) == [
        ("0", "2024-01-01", "HHMH", 7_399_449),
        ("0", "2024-01-01", "LLML", 5_685_935),
        ("0", "2024-01-01", "MMMM", 6_385_791),
        ("4003", "2024-01-01", "HHMH", 71_456),
        ("4003", "2024-01-01", "LLML", 56_062),
        ("4003", "2024-01-01", "MMMM", 62_527),
    ]
    labelled = "select label from core.label where source_id = 'ssb_projection' and code = 'LLML'"
    assert rows(settings.folder.database, labelled) == [("Lav nasjonal vekst (LLML)",)]
    assert rows(settings.folder.database, "from core.label where dimension in ('framskriv', 'contentscode')") == []


def test_a_new_release_in_the_listing_is_loaded_and_earlier_ones_stay(
    settings: Settings, server: sample.Addresses
) -> None:
    with server.statbank.without_table(NEWEST):
        assert _run(settings, server) == ["13600", BEFORE]
        before = rows(settings.folder.database, VINTAGES)
        assert _run(settings, server) == []
    asked = len(server.requests)
    server.statbank.with_updated(NEWEST, "2099-01-01T07:00:00Z")
    assert _run(settings, server) == [NEWEST]
    assert not [one for one in server.requests[asked:] if one["query"].get("query")], "no search was needed"
    assert rows(settings.folder.database, VINTAGES)[:2] == before
    assert _run(settings, server) == []


def test_a_revised_release_replaces_only_its_own_vintage(settings: Settings, server: sample.Addresses) -> None:
    _run(settings, server)
    before = rows(settings.folder.database, VINTAGES)
    server.statbank.with_figure(BEFORE, 4711, Region="4003", Alder="090+", ContentsCode="Personer", Tid="2040")
    server.statbank.with_updated(BEFORE, "2099-01-01T07:00:00Z")
    assert _run(settings, server) == [BEFORE]
    assert rows(settings.folder.database, VINTAGES) == before
    revised = "select region, period, new_value, cell like '%vintage=2024%' from meta.revision"
    assert rows(settings.folder.database, revised) == [("4003", "2040", 4711, True)]


@pytest.mark.long
def test_a_rebuild_from_the_archive_has_the_same_vintages(settings: Settings, server: sample.Addresses) -> None:
    _run(settings, server)
    before = content(settings.folder.database)
    replay(settings, Silent(), as_of=None)
    assert differing(before, content(settings.folder.database)) == []


def test_the_first_load_has_all_releases_or_none(settings: Settings, server: sample.Addresses) -> None:
    with server.statbank.without_code(BEFORE, "ContentsCode", "Personer2"):
        outcome = refresh(settings, Silent(), municipality=None, scope=None)
    assert "HHMH" in outcome.stale["ssb_projection"]
    assert rows(settings.folder.database, "from duckdb_tables() where table_name = 'ssb_projection'") == []
    assert _run(settings, server) == ["13600", BEFORE, NEWEST]


def test_a_search_without_releases_is_reported(settings: Settings, server: sample.Addresses) -> None:
    path = settings.catalogue / "sources/ssb/projection.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Framskrevet folkemengde,", "Framskrevet lykke,"), encoding="utf-8"
    )
    outcome = refresh(settings, Silent(), municipality=None, scope=None)
    assert outcome.stale["ssb_projection"].startswith(
        "ssb_projection: no table in the StatBank's index has 'Framskrevet lykke'"
    )


def test_check_reports_a_release_that_has_not_been_loaded(settings: Settings, server: sample.Addresses) -> None:
    with server.statbank.without_table(NEWEST):
        _run(settings, server)
    (finding,) = check(settings, Silent()).findings
    assert finding.drift.says.startswith("the release 14746: Framskrevet folkemengde")
    assert not finding.drift.stops
