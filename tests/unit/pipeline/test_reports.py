"""The reports on disk: whole, of runs with any end, and never more than are kept."""

import errno
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from catalogue.errors import BadSetting
from pipeline.outcome import Outcome
from pipeline.report import CUT_OFF, Report
from pipeline.report_text import markdown, page
from pipeline.reports import KEPT, Reports
from pipeline.run_report import reported
from pipeline.settings import Settings
from tests.lib.small import Silent
from warehouse.home import Home

NIGHT = datetime(2026, 11, 28, 2, 30, tzinfo=UTC)


def of(night: int, **given: Any) -> Report:
    begun = NIGHT + timedelta(days=night)
    ended = {"ended_at": begun + timedelta(minutes=3), "exit_code": 0}
    return Report(command="refresh", started_at=begun, **ended | given)


def test_a_run_without_an_end_is_under_way_while_it_lives_and_cut_off_afterwards(tmp_path: Path) -> None:
    reports = Reports(Home(tmp_path))
    with reports.begun(Report(command="refresh", started_at=NIGHT)):
        assert [report.exit_code for report in reports.newest_first()] == [None]
        assert reports.close_cut_off() == []
    assert [report.exit_code for report in reports.newest_first()] == [CUT_OFF]
    assert [report.exit_code for report in reports.close_cut_off()] == [CUT_OFF]
    assert reports.close_cut_off() == []


def test_the_newest_reports_are_kept(tmp_path: Path) -> None:
    reports = Reports(Home(tmp_path))
    for night in range(KEPT + 3):
        with reports.begun(of(night)):
            pass
    assert [report.started_at for report in reports.newest_first()] == [
        of(n).started_at for n in range(KEPT + 2, 2, -1)
    ]


def test_a_report_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    reports = Reports(Home(tmp_path))
    with reports.begun(of(1)):
        pass
    for name, text in {"2099.json": "{", "2098.json": "[]", "2097.json": '{"command": "refresh"}'}.items():
        (tmp_path / "reports" / name).write_text(text, encoding="utf-8")
    assert reports.last_ended() == of(1)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_disk_that_refuses_leaves_no_report_and_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    reports = Reports(Home(tmp_path))
    with reports.begun(of(1)) as path:
        reports.write(path, of(1))
    assert list((tmp_path / "reports").iterdir()) == []


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (BadSetting("This is wrong."), 2, "This is wrong."),
        (OSError(errno.ENOSPC, "No space left on device"), 2, "Free some space"),
        (TimeoutError("Flow run exceeded timeout"), 3, "took too long"),
        (ZeroDivisionError("division by zero"), 1, "a bug (ZeroDivisionError"),
        (SystemExit(143), 143, "stopped before its end"),
        (KeyboardInterrupt(), 143, "stopped before its end"),
    ],
)
def test_an_error_ends_the_run_and_its_report(tmp_path: Path, error: BaseException, code: int, says: str) -> None:
    settings = Settings(home=tmp_path)

    def work() -> Outcome:
        raise error

    with pytest.raises(type(error)) as raised:
        reported(settings, Silent(), "refresh", None, work)
    assert raised.value is error
    [report] = Reports(settings.folder).newest_first()
    assert (report.exit_code, report.is_failed) == (code, True)
    assert says in report.says
    assert f"exit code {code}" in (tmp_path / "reports/index.html").read_text(encoding="utf-8")
    assert f"exit code {code}: " in (tmp_path / "log/grunnlag.log").read_text(encoding="utf-8")


def test_a_fault_of_the_report_does_not_replace_the_end_of_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("pipeline.run_report.notify", fail)
    outcome = Outcome(tmp_path, [], None)
    assert reported(Settings(home=tmp_path), Silent(), "refresh", None, lambda: outcome) is outcome


def test_every_table_is_up_to_date_after_a_full_run_without_stale_tables_only(tmp_path: Path) -> None:
    settings, reports = Settings(home=tmp_path), Reports(Home(tmp_path))
    full, stale = Outcome(tmp_path, [], None), Outcome(tmp_path, [], None, {"ssb_06913": "It is gone."}, 4)

    def complete_at(outcome: Outcome, municipality: str | None = None) -> datetime | None:
        reported(settings, Silent(), "refresh", municipality, lambda: outcome)
        last = reports.last_ended()
        return last.complete_at if last else None

    first = complete_at(full)
    assert complete_at(stale) == complete_at(full, "5055") == first
    assert complete_at(full) != first


def test_what_a_source_sent_is_text_in_the_report() -> None:
    report = of(1, says="<script>alert(1)</script> [x](javascript:alert(1))", failed={"a|b": "*so*\n# and"})
    assert "<script" not in page([report])
    assert "<a " not in page([report])
    assert page([report, of(0)]).count("<tr>") == page([report]).count("<tr>") + 1
    assert "| a\\|b | \\*so\\* \\# and |" in markdown(report)
