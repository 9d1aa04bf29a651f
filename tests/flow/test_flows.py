"""The flows end in a state with one sentence and an exit code, and a fault in what Prefect shows fails no run."""

import logging
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from catalogue.errors import (
    Closed,
    CodeGone,
    RetryAfterTooLong,
    SourceUnavailable,
    TooSlow,
    TruncatedAnswer,
    Unreachable,
)
from extract.clock import OSLO
from pipeline.outcome import Outcome, archived
from tests.flow.shell import ROOT
from tests.lib.small import Silent
from warehouse.home import Home


@pytest.fixture(autouse=True)
def labels(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The exit codes that flow runs are labelled with; there is no Prefect server."""
    from flows import nightly  # here, so that only this worker imports Prefect

    found: list[int] = []
    monkeypatch.setattr(nightly, "_label", found.append)
    monkeypatch.setattr(nightly, "begin_work", lambda: None)
    return found


def test_a_wrong_setting_fails_every_flow_with_its_sentence_and_exit_code(
    monkeypatch: pytest.MonkeyPatch, labels: list[int]
) -> None:
    from flows.nightly import documents_flow, municipality_flow, nightly_flow

    monkeypatch.setenv("GRUNNLAG_SPACING", "fast")
    states = [nightly_flow.fn(), municipality_flow.fn("5055"), documents_flow.fn()]
    assert all(state.is_failed() and str(state.message).startswith("GRUNNLAG_SPACING: 'fast'") for state in states)
    assert labels == [2, 2, 2]


@pytest.mark.parametrize(
    ("outcome", "warned"),
    [
        (Outcome(Path(), ["ssb_06913"], 1), ["The key figures of 0301 cannot be shown in Prefect"]),
        (archived(Path(), ["ssb_06913"], "08:00"), []),
    ],
)
def test_a_run_does_not_fail_because_its_figures_cannot_be_shown(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    outcome: Outcome,
    warned: list[str],
) -> None:
    from flows import nightly

    monkeypatch.setenv("GRUNNLAG_HOME", str(tmp_path))  # nothing is published there
    monkeypatch.setattr(nightly, "refresh", lambda *_, **__: outcome)
    with caplog.at_level(logging.WARNING):
        state = nightly.municipality_flow.fn(301)
    assert state.is_completed()
    assert [message.partition(":")[0] for message in caplog.messages] == warned


@pytest.mark.parametrize(
    ("error", "is_retried"),
    [
        (SourceUnavailable("503"), True),
        (TruncatedAnswer("half"), True),
        (Unreachable("no network"), False),
        (TooSlow("a byte a minute"), False),
        (RetryAfterTooLong("in two hours"), False),
        (Closed(datetime(2026, 11, 27, 8, 15, tzinfo=OSLO)), False),
        (CodeGone("9 in Kjonn"), False),
        (ValueError("a bug"), False),
    ],
)
def test_a_task_is_retried_for_what_minutes_can_mend_and_a_run_has_a_limit(
    tmp_path: Path, error: Exception, is_retried: bool
) -> None:
    from flows.tasks import MOST_RETRIES, Tasks

    tasks = Tasks(Silent().reporter, Home(tmp_path))
    asked = [tasks._is_retried("fetch ssb_06913", error) for _ in range(MOST_RETRIES + 1)]
    assert asked == [*[is_retried] * MOST_RETRIES, False]


def test_prefect_yaml_has_the_flows_the_schedule_and_the_log_of_serve() -> None:
    from prefect.flows import load_flow_from_entrypoint

    from flows.environment import _SERVING
    from flows.serve import EVERY_NIGHT

    deployments = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    assert [each["name"] for each in deployments] == ["nightly", "municipality", "documents"]
    assert [load_flow_from_entrypoint(each["entrypoint"]).name for each in deployments] == [
        "nightly",
        "municipality",
        "documents",
    ]
    assert [each.get("schedules") for each in deployments] == [
        [{"cron": EVERY_NIGHT.cron, "timezone": EVERY_NIGHT.timezone}],
        None,
        None,
    ]
    name = "PREFECT_LOGGING_EXTRA_LOGGERS"
    assert {each["work_pool"]["job_variables"]["env"][name] for each in deployments} == {_SERVING[name]}


def test_no_flow_runs_for_ever() -> None:
    from flows.nightly import LONGEST_RUN, documents_flow, municipality_flow, nightly_flow

    assert {each.timeout_seconds for each in (nightly_flow, municipality_flow, documents_flow)} == {LONGEST_RUN}
