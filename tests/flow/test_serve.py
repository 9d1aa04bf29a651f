"""The real thing, with Prefect: `grunnlag serve` from start to end, and `grunnlag run` with it and alone."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson
import pytest

from tests.flow.processes import is_there
from tests.flow.request_log import Asked, data_requests
from tests.flow.serve_process import ENTRY, Json, Served, own_environment
from tests.flow.shell import ROOT, Shell, Told
from tests.flow.whole import assert_whole
from tests.lib.content import rows
from tests.lib.small import replace

TABLES = "ssb_06913, ssb_09429"
RUN = ("run", "--sample")


@dataclass(frozen=True)
class Story:
    """What a serving Grunnlag did from start to end, and what `run` said in the same home meanwhile."""

    home: Path
    deployments: dict[str, Json]
    unknown: Json
    asked_for_unknown: list[Asked]
    one: Json
    nightly: Json
    run: Told
    runs_on_the_server: int
    run_of_unknown: list[Told]
    run_with_broken_table: Told
    asked: list[list[Asked]]
    exit_code: int
    left: list[int]
    log: str


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    served = Served(tmp_path_factory.mktemp("serve"))
    try:
        yield _told(served)
    finally:
        served.clear_away()


def _told(served: Served) -> Story:
    """An unknown municipality, a known one, a night, runs at the command line, and the end."""
    deployments = served.deployments()
    municipality, nightly = deployments["municipality"], deployments["nightly"]
    unknown = served.ended(served.start(municipality, code="9998"))
    asked_for_unknown = _asked(served.home)
    one = served.ended(served.start(municipality, code="5055"))
    night = served.ended(served.scheduled(nightly))
    before, asked = len(served.runs()), [_asked(served.home)]
    with Shell(served.environment) as shell:
        run = shell.run(*RUN, "--county", "50")
        runs = len(served.runs()) - before
        asked.append(_asked(served.home))
        of_unknown = [shell.run(*RUN, "--municipality", "9998"), shell.run(*RUN, "--county", "99")]
        replace(served.home.parent / "catalogue/sources/ssb/09429.yaml", '"04a"]', '"04a", "99"]')
        broken = shell.run(*RUN, "--county", "50")
    children = served.children()
    code = served.stop()
    left = [pid for pid in children if is_there(pid)]
    log = served.log.read_text(encoding="utf-8")
    return Story(
        served.home,
        deployments,
        unknown,
        asked_for_unknown,
        one,
        night,
        run,
        runs,
        of_unknown,
        broken,
        asked,
        code,
        left,
        log,
    )


def test_both_deployments_are_there_with_the_countys_pages(story: Story) -> None:
    assert story.deployments.keys() == {"nightly", "municipality"}
    assert {one["parameters"]["county"] for one in story.deployments.values()} == {"50"}


def test_nightly_is_scheduled_by_oslo_time_and_the_municipality_is_not(story: Story) -> None:
    [nightly] = story.deployments["nightly"]["schedules"]
    assert nightly["active"]
    assert (nightly["schedule"]["cron"], nightly["schedule"]["timezone"]) == ("30 3 * * *", "Europe/Oslo")
    assert story.deployments["municipality"]["schedules"] == []


def test_a_scheduled_run_happens_by_itself(story: Story) -> None:
    assert (story.nightly["type"], story.nightly["message"]) == (
        "COMPLETED",
        f"Loaded {TABLES}. 38 pages made.",
    )


def test_one_municipality_is_run_on_demand(story: Story) -> None:
    assert story.one["type"] == "COMPLETED", story.one["message"]
    assert "ssb_06913" in story.one["message"]


def test_an_unknown_municipality_fails_in_one_sentence_before_any_figure_is_asked_for(story: Story) -> None:
    said = "9998 is not a municipality's code; it has four digits, such as 5055 for Heim."
    assert (story.unknown["type"], story.unknown["message"]) == ("FAILED", said)
    assert story.asked_for_unknown == []
    assert said in story.log


def test_what_it_published_is_whole(story: Story) -> None:
    assert_whole(story.home / "published")
    query = """select value from mart.indicator
        where indicator_id = 'birth_surplus' and municipality_code = '5055' and period = '2024'"""
    assert rows(story.home / "published" / "grunnlag.duckdb", query) == [(-40,)]


def test_it_shows_no_traceback(story: Story) -> None:
    assert "Traceback" not in story.log
    assert "Exception" not in story.log


def test_it_ends_cleanly_and_prefects_server_with_it(story: Story) -> None:
    assert (story.exit_code, story.left) == (0, [])


def test_a_run_in_the_same_home_is_one_more_on_its_server_and_fetches_nothing_again(story: Story) -> None:
    assert (story.run.code, story.run.err) == (0, "")
    assert "No table has changed; none was fetched again. The pages are up to date." in story.run.out
    assert story.runs_on_the_server == 1
    assert story.asked[0] == story.asked[1] != []


def test_what_a_run_cannot_find_is_said_in_one_sentence(story: Story) -> None:
    municipality, county = story.run_of_unknown
    assert (municipality.code, county.code) == (2, 2)
    assert municipality.err == "9998 is not a municipality's code; it has four digits, such as 5055 for Heim.\n"
    assert county.err.startswith("99 is not a county's code today")
    assert county.err.count("\n") == 1


def test_a_run_with_a_broken_table_says_so_and_ends_with_its_code(story: Story) -> None:
    assert story.run_with_broken_table.code == 4
    assert "ssb_09429 is stale: SSB table 09429 no longer has the code 99 in Nivaa" in story.run_with_broken_table.err
    assert story.run_with_broken_table.err.count("\n") == 1


def test_run_alone_builds_everything(tmp_path: Path) -> None:
    command, environment = [*ENTRY, *RUN, "--county", "50"], own_environment(tmp_path)
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Loaded klass_104, klass_128, klass_131, {TABLES}. 38 pages made." in done.stdout
    assert str(tmp_path / "home" / "published") in done.stdout
    assert _asked(tmp_path / "home") != []
    assert_whole(tmp_path / "home" / "published")
    assert (tmp_path / "home/published/site/5055.html").exists()


def _asked(home: Path) -> list[Asked]:
    log = (home / "sample-requests.jsonl").read_bytes()
    return data_requests(map(orjson.loads, log.splitlines()))
