"""The real thing, with Prefect: `grunnlag serve` from start to end, and `grunnlag run` twice."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import orjson
import pytest

from flows import serve
from tests.flow.request_log import Asked, data_requests
from tests.flow.serve_process import ENTRY, Json, Served, await_, is_there, own_environment
from tests.flow.shell import ROOT
from tests.flow.whole import assert_whole
from tests.lib.content import rows

TABLES = "ssb_01222, ssb_03321, ssb_06913, ssb_06944, ssb_07459, ssb_09429, ssb_projection"
AHEAD = timedelta(seconds=12)


@dataclass(frozen=True)
class Story:
    """What a serving Grunnlag did from start to end."""

    home: Path
    deployments: dict[str, Json]
    unknown: Json
    asked_for_unknown: list[Asked]
    one: Json
    nightly: Json
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
    """An unknown municipality, a known one, a night, and the end."""
    deployments = served.deployments()
    municipality, nightly = deployments["municipality"], deployments["nightly"]
    unknown = served.ended(served.start(municipality, code="9998"))
    asked = data_requests(map(orjson.loads, (served.home / "sample-requests.jsonl").read_bytes().splitlines()))
    at = served.schedule(nightly, AHEAD)
    one = served.ended(served.start(municipality, code="5055"))
    night = await_(lambda: served.scheduled(at), 60)
    slept = served.ended(night["id"])
    children = served.children()
    code = served.stop()
    left = [pid for pid in children if is_there(pid)]
    log = served.log.read_text(encoding="utf-8")
    return Story(served.home, deployments, unknown, asked, one, slept, code, left, log)


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
    assert "ssb_07459" in story.one["message"]


def test_an_unknown_municipality_fails_in_one_sentence_before_any_figure_is_asked_for(story: Story) -> None:
    said = "9998 is not a municipality's code; it has four digits, such as 5055 for Heim."
    assert (story.unknown["type"], story.unknown["message"]) == ("FAILED", said)
    assert story.asked_for_unknown == []
    assert said in story.log


def test_what_it_published_is_whole(story: Story) -> None:
    assert_whole(story.home / "published")
    query = """select value from mart.indicator
        where indicator_id = 'population' and breakdown is null and municipality_code = '5055' and period = '2026'"""
    assert rows(story.home / "published" / "grunnlag.duckdb", query) == [(6075,)]


def test_it_shows_no_traceback(story: Story) -> None:
    assert "Traceback" not in story.log
    assert "Exception" not in story.log


def test_it_ends_cleanly_and_prefects_server_with_it(story: Story) -> None:
    assert (story.exit_code, story.left) == (0, [])


def test_run_builds_everything_and_a_second_run_fetches_nothing(tmp_path: Path) -> None:
    first, second = _run(tmp_path), _run(tmp_path)
    assert first.returncode == 0, first.stderr
    assert f"Loaded klass_104, klass_128, klass_131, {TABLES}. 38 pages made." in first.stdout
    assert str(tmp_path / "home" / "published") in first.stdout
    asked = len(_asked(tmp_path))
    assert asked > 0
    assert_whole(tmp_path / "home" / "published")
    assert (tmp_path / "home/published/site/5055.html").exists()
    assert second.returncode == 0, second.stderr
    assert "No table has changed; none was fetched again. The pages are up to date." in second.stdout
    assert len(_asked(tmp_path)) == asked
    assert first.stderr + second.stderr == ""


def _run(folder: Path) -> "subprocess.CompletedProcess[str]":
    command = [*ENTRY, "run", "--sample", "--county", "50"]
    environment = own_environment(folder)
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=180, check=False)


def _asked(folder: Path) -> list[Asked]:
    log = (folder / "home" / "sample-requests.jsonl").read_bytes()
    return data_requests(map(orjson.loads, log.splitlines()))


def test_a_server_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "STOP_LIMIT", 0.1)
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"deaf\n"
        serve.end_server(process)
        assert process.returncode == -signal.SIGKILL
