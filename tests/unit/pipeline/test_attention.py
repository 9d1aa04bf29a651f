"""Notifications: each trouble once, and again after a week; never a secret, never an error."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from catalogue.errors import BadSetting
from pipeline.attention import OLD, age, due, notify
from pipeline.log_file import log_to
from pipeline.notification import send, service
from pipeline.report import Report
from pipeline.settings import Settings, read_settings
from tests.lib.scripted import Says, Scripted, scripted

NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
GONE = {"ssb_06913": "It is gone."}


def ended(days: float, *, fails: bool = False, **given: object) -> Report:
    at = NOW + timedelta(days=days)
    common = {"started_at": at, "ended_at": at, "complete_at": NOW, "exit_code": 4, "says": "It failed."}
    return Report.model_validate(common | {"command": "refresh", "is_failed": fails, "is_full": not fails} | given)


def story(tmp_path: Path, hook: Scripted, *reports: Report) -> list[str]:
    """Return what is sent after these runs."""
    settings, previous = Settings(home=tmp_path, notify=SecretStr(f"{hook.url}/hook")), None
    for report in reports:
        previous = notify(settings, report, previous)
    return [body["message"].splitlines()[0] for _, _, body in hook.asked]


def test_a_stale_table_is_notified_of_once_and_after_a_week_and_anew_when_it_was_well(tmp_path: Path) -> None:
    nights = [ended(day, failed=GONE) for day in range(9)] + [ended(9), ended(10, failed=GONE)]
    for night in nights:
        night.__dict__["complete_at"] = night.ended_at
    with scripted(Says()) as hook:
        assert story(tmp_path, hook, *nights) == ["ssb_06913 is stale: It is gone."] * 3  # days 0, 7 and 10


def test_a_failed_run_is_notified_of_each_time_and_forgets_nothing(tmp_path: Path) -> None:
    nights = [ended(0, failed=GONE), ended(1, fails=True), ended(2, fails=True), ended(3, failed=GONE)]
    with scripted(Says()) as hook:
        assert story(tmp_path, hook, *nights) == ["ssb_06913 is stale: It is gone.", "It failed.", "It failed."]


def test_an_old_file_is_notified_of_also_by_runs_that_succeed_in_part(tmp_path: Path) -> None:
    with scripted(Says()) as hook:
        [told] = story(tmp_path, hook, *[ended(day, exit_code=0) for day in range(10)])
    assert told == "The published file is old: no run has updated every table since 2026-11-28 04:00 Oslo time."


def test_what_could_not_be_sent_is_sent_after_the_next_run(tmp_path: Path) -> None:
    with scripted(Says(status=500), Says()) as hook:
        told = story(tmp_path, hook, *[ended(day, failed=GONE) for day in range(3)])
    assert len(told) == 2


def test_what_is_due() -> None:
    found, week = {"a": "1", "b": "2", "c": "3"}, timedelta(days=7)
    assert due(found, {"a": NOW, "b": NOW - week}, NOW) == {"b": "2", "c": "3"}
    assert age(NOW, NOW + week, 7) == age(None, NOW, 7) == {}
    assert age(NOW, NOW + week, 6.9).keys() == {OLD}


def test_a_web_address_gets_json_and_no_failure_is_raised(caplog: pytest.LogCaptureFixture) -> None:
    with scripted(Says(), Says(status=403)) as hook:
        address = SecretStr(f"{hook.url}/hook-4711")
        assert send(address, "Title", "Text")
        assert not send(address, "Title", "Text")
    assert not send(address, "Title", "Text")
    assert not send(None, "Title", "Text")
    method, path, body = hook.asked[0]
    assert (method, path, body["title"], body["message"]) == ("POST", "/hook-4711", "Title", "Text")
    assert "could not be sent" in caplog.text
    assert "4711" not in caplog.text


def test_the_address_is_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    for known in (
        "https://hooks.example.no/4711",
        "mailto://user:4711@example.no",
        "mailto://mail.example.no?from=a@b.no&to=c@d.no",
    ):
        service(SecretStr(known))
    monkeypatch.setenv("GRUNNLAG_NOTIFY", "https://hooks.example.no/4711")
    settings = read_settings()
    assert "4711" not in f"{settings!r} {settings.environment()} {settings.model_dump_json()}"
    monkeypatch.setenv("GRUNNLAG_NOTIFY", "hook/4711")
    with pytest.raises(BadSetting, match="GRUNNLAG_NOTIFY: the value is not valid: it must be an address") as raised:
        read_settings()
    assert "4711" not in str(raised.value)


def test_the_log_has_times_with_their_zone_and_one_line_for_each_message(tmp_path: Path) -> None:
    home = Settings(home=tmp_path).folder
    with log_to(home):
        logging.getLogger("extract.client").info("One\nmessage")
        logging.getLogger("extract.client").debug("too much")
    logging.getLogger("extract.client").info("afterwards")
    [line] = (tmp_path / "log/grunnlag.log").read_text(encoding="utf-8").splitlines()
    at, rest = line.split(" ", 1)
    assert datetime.fromisoformat(at).utcoffset() is not None
    assert rest.endswith("extract.client: One | message")


def test_a_log_that_cannot_be_written_is_no_error(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "log").write_text("in the way", encoding="utf-8")
    with log_to(Settings(home=tmp_path).folder):
        logging.getLogger("extract.client").info("One message")
    assert capfd.readouterr().err == ""
