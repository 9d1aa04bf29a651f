"""Projections get a new table with every release: it is found in the StatBank's index, and the earlier ones are kept."""

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
    """A home for the projections alone, and those since 2022."""
    catalogue = tiny_catalogue(tmp_path / "catalogue", tables=("06913", "projection"))
    path = catalogue / "sources/ssb/projection.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('since: "2005"', 'since: "2022"'), encoding="utf-8")
    return settings_for(tmp_path / "home", catalogue, server)


def _run(settings: Settings, server: sample.Addresses) -> list[str]:
    """Run, and give the projection tables whose figures were asked for."""
    before = len(server.requests)
    assert refresh(settings, Silent(), municipality=None, scope=None).stale == {}
    posted = [request for request in server.requests[before:] if request["method"] == "POST"]
    return sorted({request["path"].split("/")[-2] for request in posted} - {"06913"})


def test_every_release_is_a_vintage_of_its_own(settings: Settings, server: sample.Addresses) -> None:
    assert _run(settings, server) == ["13600", BEFORE, NEWEST]
    assert [vintage for vintage, _ in rows(settings.folder.database, VINTAGES)] == ["2022", "2024", "2026"]
    number = "select number from meta.source where source_id = 'ssb_projection'"
    assert rows(settings.folder.database, number) == [(NEWEST,)]


def test_a_release_is_on_the_borders_of_its_own_year(settings: Settings, server: sample.Addresses) -> None:
    _run(settings, server)
    borders = "select distinct vintage::varchar, borders::varchar from source.ssb_projection order by all"
    assert rows(settings.folder.database, borders) == [
        ("2022", "2020-01-01"),
        ("2024", "2024-01-01"),
        ("2026", "2024-01-01"),
    ]


def test_a_release_of_sums_alone_is_on_todays_borders_and_its_alternatives_are_found_where_it_has_them(
    settings: Settings, server: sample.Addresses
) -> None:
    """Of the releases to 2012 the sample has no municipality under its own code; 08825 has a dimension of alternatives."""
    path = settings.catalogue / "sources/ssb/projection.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('since: "2022"', 'since: "2011"'), encoding="utf-8")
    assert "08825" in _run(settings, server)
    told = """select region, borders::varchar, contents::varchar, sum(value) from source.ssb_projection
        where vintage = '2011' and period = '2040' and region in ('4003', '0') group by all order by all"""
    assert rows(settings.folder.database, told) == [
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


def test_a_new_release_is_noticed_in_the_listing_and_the_earlier_ones_stay(
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


def test_a_revised_release_replaces_its_own_vintage_alone(settings: Settings, server: sample.Addresses) -> None:
    _run(settings, server)
    before = rows(settings.folder.database, VINTAGES)
    server.statbank.with_figure(BEFORE, 4711, Region="4003", Alder="090+", ContentsCode="Personer", Tid="2040")
    server.statbank.with_updated(BEFORE, "2099-01-01T07:00:00Z")
    assert _run(settings, server) == [BEFORE]
    assert rows(settings.folder.database, VINTAGES) == before
    revised = "select region, period, new_value, cell like '%vintage=2024%' from meta.revision"
    assert rows(settings.folder.database, revised) == [("4003", "2040", 4711, True)]


def test_the_archive_gives_the_same_vintages(settings: Settings, server: sample.Addresses) -> None:
    _run(settings, server)
    before = content(settings.folder.database)
    replay(settings, Silent(), as_of=None)
    assert differing(before, content(settings.folder.database)) == []


def test_the_first_time_releases_come_all_or_not_at_all(settings: Settings, server: sample.Addresses) -> None:
    with server.statbank.without_code(BEFORE, "ContentsCode", "Personer2"):
        outcome = refresh(settings, Silent(), municipality=None, scope=None)
    assert "HHMH" in outcome.stale["ssb_projection"]
    assert rows(settings.folder.database, "from duckdb_tables() where table_name = 'ssb_projection'") == []
    assert _run(settings, server) == ["13600", BEFORE, NEWEST]


def test_no_release_found_is_told(settings: Settings, server: sample.Addresses) -> None:
    path = settings.catalogue / "sources/ssb/projection.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Framskrevet folkemengde,", "Framskrevet lykke,"), encoding="utf-8"
    )
    outcome = refresh(settings, Silent(), municipality=None, scope=None)
    assert outcome.stale["ssb_projection"].startswith(
        "ssb_projection: no table in the StatBank's index has 'Framskrevet lykke'"
    )


def test_a_check_tells_of_a_release_that_has_not_been_loaded(settings: Settings, server: sample.Addresses) -> None:
    with server.statbank.without_table(NEWEST):
        _run(settings, server)
    (finding,) = check(settings, Silent()).findings
    assert finding.drift.says.startswith("the release 14746: Framskrevet folkemengde")
    assert not finding.drift.stops
