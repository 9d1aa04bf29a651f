"""The real thing, with Prefect: `grunnlag serve` from start to end, and `grunnlag run` with it and alone."""

import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from flows.nightly import municipality_flow, nightly_flow
from flows.watch import GONE
from tests.flow.serve_process import ENTRY, Json, Served, own_environment
from tests.flow.serve_story import BAD, GOOD, RUN, Story, play, requests_of
from tests.flow.shell import ROOT
from tests.flow.whole import assert_whole
from tests.lib.content import rows

TABLES = "ssb_06913, ssb_09429"


ASKED_BY_US_AND_BY_OTHERS = """
import sys, pathlib, requests, flows.environment, warehouse.home
home = warehouse.home.Home(pathlib.Path(sys.argv[1]))
flows.environment.prepare_prefect(home, serving=False)
import prefect, flows.server
with flows.server.served(home), prefect.get_client(sync_client=True) as client:
    foreign = requests.get(f"{client.api_url}version", headers={"Origin": "http://other.example"})
    print(client.hello().status_code, foreign.status_code, foreign.headers.get("Access-Control-Allow-Origin"))
"""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    served = Served(tmp_path_factory.mktemp("serve"))
    try:
        yield play(served)
    finally:
        served.clear_away()


def _run_as(deployments: dict[str, Json]) -> dict[str, list[Any]]:
    """What the deployments run, and with what parameters. Prefect gives no steps as [], or as None after a restart."""
    keys = ("id", "entrypoint", "pull_steps", "parameters")
    return {name: [one[key] or None for key in keys] for name, one in deployments.items()}


def test_a_county_may_be_a_number_as_prefects_command_line_reads_it() -> None:
    nightly_flow.validate_parameters({"county": 50})
    municipality_flow.validate_parameters({"code": 5055, "county": "50,40"})


def test_the_deployments_are_there_with_the_countys_pages(story: Story) -> None:
    assert story.deployments.keys() == {"nightly", "municipality", "documents"}
    assert {one["parameters"]["county"] for one in story.deployments.values()} == {"50"}


def test_nightly_is_scheduled_by_oslo_time_and_the_municipality_is_not(story: Story) -> None:
    [nightly] = story.deployments["nightly"]["schedules"]
    assert nightly["active"]
    assert (nightly["schedule"]["cron"], nightly["schedule"]["timezone"]) == ("30 3 * * *", "Europe/Oslo")
    assert story.deployments["municipality"]["schedules"] == []


def test_a_scheduled_run_happens_by_itself(story: Story) -> None:
    assert (story.nightly["type"], story.nightly["message"]) == (
        "COMPLETED",
        f"Loaded klass_104, klass_112, klass_128, klass_131, {TABLES}. 38 pages made.",
    )


def test_the_nights_report_and_its_log_are_in_prefects_page_and_on_disk(story: Story) -> None:
    assert "exit code 0" in story.report["data"]
    assert "| ssb\\_06913 |" in story.report["data"]
    assert any("/tables/06913/data answered 200" in line for line in story.logged)
    on_disk = (story.home / "log" / "grunnlag.log").read_text(encoding="utf-8")
    assert "/tables/06913/data answered 200" in on_disk
    assert "answered 200" not in story.log, "the terminal of serve shows no requests"
    reports = [path.read_text(encoding="utf-8") for path in (story.home / "reports").glob("2*.json")]
    assert len(reports) > 2
    assert not [text for text in [*reports, on_disk] if story.password in text]


def test_each_fetch_is_a_task_run_with_a_name_and_tags_that_read(story: Story) -> None:
    assert {"fetch ssb_06913", "fetch ssb_09429", "load", "pages", "switch"} <= story.tasks.keys()
    assert {"fetch", "ssb_09429"} <= set(story.tasks["fetch ssb_09429"]["tags"])


def test_progress_what_changed_and_freshness_are_artifacts(story: Story) -> None:
    assert story.artifacts.keys() == {"report-nightly", "progress-nightly", "changed-nightly", "freshness"}
    assert story.artifacts["progress-nightly"]["data"] == 100
    changed, fresh = (
        {row["table"]: row for row in orjson.loads(story.artifacts[key]["data"])}
        for key in ("changed-nightly", "freshness")
    )
    assert changed["ssb_06913"]["cells"] > 0
    assert fresh.keys() == changed.keys()
    assert fresh["ssb_06913"]["stale"] is None


def test_a_published_build_is_an_event(story: Story) -> None:
    for event in story.published:
        assert event["resource"]["prefect.resource.id"].startswith("grunnlag.build.")
        assert event["payload"]["database"] == str(story.home / "published" / "grunnlag.duckdb")
        assert "ssb_06913" in event["payload"]["fetched"]
        assert "prefect.flow-run" in str(event["related"])


def test_without_the_secret_prefect_answers_nobody(story: Story) -> None:
    assert story.without_secret == [401, 401, 401]
    assert _run_as(story.deployments_at_the_end) == _run_as(story.deployments)


def test_pages_of_other_sites_may_not_ask_prefect(story: Story) -> None:
    foreign, own = story.allowed_origins
    assert foreign is None
    assert own


def test_the_secret_is_in_its_file_only(story: Story) -> None:
    file = story.home / "prefect" / "secret"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert str(file) in story.log
    shown = [story.log, story.commands, story.one.out, story.one.err]
    assert not [text for text in shown if story.password in text]
    published = [path for path in (story.home / "published").rglob("*") if path.is_file()]
    assert published
    assert not [path for path in published if story.password.encode() in path.read_bytes()]


def test_parameters_are_described_and_checked_before_a_run_is_accepted(story: Story) -> None:
    for deployment in story.deployments.values():
        assert all(one["description"] for one in deployment["parameter_openapi_schema"]["properties"].values())
    assert story.bad_parameters == [409] * len(BAD)
    assert story.good_parameters == [201] * len(GOOD)


def test_a_night_in_closed_hours_waits_and_runs_when_they_end_also_after_a_power_cut(story: Story) -> None:
    said = r"SSB shows zeros for figures it is about to publish; this run starts at \d\d:\d\d Oslo time\."
    assert re.fullmatch(said, story.put_off["state"]["message"])
    names = [state["name"] for state in story.states_of_the_night]
    assert names.index("AwaitingRetry") < names.index("Completed")
    assert not {"Failed", "Crashed"} & set(names)


def test_runs_that_died_with_the_machine_have_crashed_after_the_next_start(story: Story) -> None:
    assert len(story.in_flight) == 3
    assert {state["type"] for state in story.after_the_power_cut} == {"CRASHED"}
    assert {state["message"] for state in story.after_the_power_cut} == {GONE}
    assert story.log.count(GONE) == 3


def test_a_run_that_waits_says_for_which(story: Story) -> None:
    assert story.log_of_the_night[0].startswith("Waiting for another run (process ")
    waits = f"Waits for run {story.put_off['name']} (nightly) to end: one run at a time."
    assert story.queued["state"]["message"] == waits
    assert f"{waits.rstrip('.')} ..." in story.one.out


def test_a_second_serve_on_a_taken_port_is_refused_and_changes_nothing(story: Story) -> None:
    assert (story.second.code, story.second.err.count("\n")) == (2, 1)
    assert "cannot be used (Address already in use)" in story.second.err
    assert _run_as(story.deployments_at_the_end) == _run_as(story.deployments)


def test_one_municipality_is_triggered_and_its_figures_are_shown(story: Story) -> None:
    assert (story.one.code, story.one.err) == (0, "")
    for words in (
        "Asked for 5055: flow run ",
        "fetch ssb_06913 ...",
        f"Loaded {TABLES}.",
        "Fødselsoverskudd",
        "−23",
        "published/site/5055.html",
    ):
        assert words in story.one.out


def test_an_unknown_municipality_fails_in_one_sentence_before_any_figure_is_asked_for(story: Story) -> None:
    said = "9998 is not a municipality's code, today or earlier; Heim's, for example, is 5055."
    assert (story.unknown.code, story.unknown.err) == (2, f"{said}\n")
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
    assert municipality.err == "9998 is not a municipality's code, today or earlier; Heim's, for example, is 5055.\n"
    assert county.err.startswith("99 is not a county's code today")
    assert county.err.count("\n") == 1


def test_a_run_with_a_broken_table_says_so_and_ends_with_its_code(story: Story) -> None:
    assert story.run_with_broken_table.code == 4
    assert "ssb_09429 is stale: SSB table 09429 no longer has the code 9 in Kjonn" in story.run_with_broken_table.err
    assert story.run_with_broken_table.err.count("\n") == 1


def test_the_temporary_server_of_run_has_a_secret_too(story: Story) -> None:
    command = [sys.executable, "-c", ASKED_BY_US_AND_BY_OTHERS, str(story.home)]
    answers = subprocess.check_output(command, cwd=ROOT, env=story.environment, text=True)
    assert answers == "200 401 None\n"


def test_run_alone_builds_everything(tmp_path: Path) -> None:
    command, environment = [*ENTRY, *RUN, "--county", "50"], own_environment(tmp_path)
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Loaded klass_104, klass_112, klass_128, klass_131, {TABLES}. 38 pages made." in done.stdout
    assert str(tmp_path / "home" / "published") in done.stdout
    assert requests_of(tmp_path / "home") != []
    assert_whole(tmp_path / "home" / "published")
    assert (tmp_path / "home/published/site/5055.html").exists()
