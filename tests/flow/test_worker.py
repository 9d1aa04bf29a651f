"""`prefect.yaml` on a Prefect server of one's own, and a night that a worker runs, in which a table fails at first."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import sample
from extract.client import ATTEMPTS
from tests.flow.serve_process import Json
from tests.flow.worked import Worked

pytestmark = pytest.mark.long
LOADED = "Loaded klass_104, klass_112, klass_128, klass_131, ssb_06913, ssb_09429. 17 pages made."


@dataclass(frozen=True)
class Night:
    """What Prefect shows of the deployments and of the night."""

    deployments: dict[str, Json]
    ended: Json
    tasks: dict[str, Json]
    states: list[str]
    artifacts: dict[str, Json]
    published: list[Json]
    log: list[str]
    asked: int
    home: Path


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory, server: sample.Addresses) -> Iterator[Night]:
    worked = Worked(tmp_path_factory.mktemp("worker"), server)
    try:
        server.faults.add("503", route="/tables/06913/data", times=ATTEMPTS + 1)
        run = worked.asked_for("nightly", county="40")
        ended, tasks = worked.ended(run), worked.tasks(run)
        states = worked.states_of(tasks["fetch ssb_06913"])
        asked = len([each for each in server.requests if each["path"].endswith("/tables/06913/data")])
        shown = worked.artifacts(run), worked.published(), worked.logs(run)
        yield Night(worked.deployments(), ended, tasks, states, *shown, asked, worked.home)
    finally:
        worked.clear_away()


def test_every_deployment_is_there_with_its_work_pool_and_parameters(night: Night) -> None:
    assert night.deployments.keys() == {"nightly", "municipality", "documents"}
    for one in night.deployments.values():
        assert one["work_pool_name"] == "grunnlag"
        assert all(parameter["description"] for parameter in one["parameter_openapi_schema"]["properties"].values())


def test_a_run_by_the_api_is_completed_by_the_worker(night: Night) -> None:
    assert (night.ended["type"], night.ended["message"]) == ("COMPLETED", LOADED), night.log


def test_a_failing_table_shows_its_retries_and_its_requests_are_not_multiplied(night: Night) -> None:
    assert night.states.count("AwaitingRetry") == 2
    assert night.states[-1] == "Completed"
    assert any("Retry 2/2 will start" in line for line in night.log)
    assert night.asked == ATTEMPTS + 1 + 1


def test_the_log_is_in_prefects_page(night: Night) -> None:
    assert any("/tables/06913/data answered 200" in line for line in night.log)


def test_its_artifacts_are_those_of_serve(night: Night) -> None:
    assert night.artifacts.keys() == {"report-nightly", "progress-nightly", "changed-nightly", "freshness"}


def test_a_published_build_is_an_event(night: Night) -> None:
    [event] = night.published
    assert (night.home / "published/grunnlag.duckdb").samefile(event["payload"]["database"])
