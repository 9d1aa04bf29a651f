"""The flows end in a state with one sentence and an exit code, and a fault in what Prefect shows fails no run."""

import logging
from pathlib import Path

import pytest

from pipeline.outcome import Outcome, archived


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


def test_no_flow_runs_for_ever() -> None:
    from flows.nightly import LONGEST_RUN, documents_flow, municipality_flow, nightly_flow

    assert {each.timeout_seconds for each in (nightly_flow, municipality_flow, documents_flow)} == {LONGEST_RUN}
