"""What the operator sees after ten bad nights: exit code, sentence, status and notification.

`python -m pytest -q -rP tests/flow/test_bad_nights.py` prints them as a table.
"""

import errno
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import time
from functools import partial
from typing import Any

import orjson
import pytest

import cli.main
import extract.clock
import pipeline.runs
from pipeline.settings import Settings
from pipeline.steps import Steps
from tests.flow.shell import Result
from tests.lib.damage import cut
from tests.lib.scripted import Says, Scripted, scripted
from tests.lib.small import replace
from warehouse.lock import only_one

Terminal = Callable[..., Result]
DOWN = "http://127.0.0.1:9"


@dataclass
class Night:
    """A night: the home's settings, and what ends with the night. `given` has settings for the run."""

    settings: Settings
    patched: pytest.MonkeyPatch
    until: ExitStack
    given: dict[str, Any]

    def sources_are_down(self) -> None:
        self.given |= {"statbank_url": DOWN}

    def hours_are_closed(self) -> None:
        self.patched.setattr(extract.clock, "CLOSED", ((time.min, time.max),))
        for name in ("statbank_url", "klass_url", "spreadsheet_url", "fhi_url", "sample", "held", "held_codes"):
            self.given.pop(name, None)

    def one_table_is_refused(self) -> None:
        replace(self.settings.catalogue / "sources/ssb/09429.yaml", '"09a"]', '"09a", "99"]')
        self.given.pop("held_codes")  # they would leave it out

    def rate_is_limited(self) -> None:
        url = self.until.enter_context(scripted(Says(status=429, headers={"Retry-After": "3600"}))).url
        self.given |= {"statbank_url": url, "klass_url": url, "home": self.settings.home / "new"}

    def disk_is_full(self) -> None:
        usage = shutil.disk_usage(self.settings.home)
        self.patched.setattr(shutil, "disk_usage", lambda _: usage._replace(free=20_000_000))

    def an_answer_is_damaged(self) -> None:
        cut(self.settings.folder, "ssb_06913")

    def catalogue_is_broken(self) -> None:
        replace(self.settings.catalogue / "sources/ssb/09429.yaml", "licence:", "license:")

    def lock_is_held(self) -> None:
        self.patched.setattr(pipeline.runs, "only_one", partial(only_one, patience=0))
        self.until.enter_context(only_one(self.settings.home / "lock"))

    def sigterm_comes(self) -> None:
        self.patched.setattr(cli.main, "_end_by_force", lambda: None)  # it would end the tests

        def killed(*_: Any) -> None:
            os.kill(os.getpid(), signal.SIGTERM)

        self.patched.setattr(Steps, "perform", killed)

    def a_check_stops(self) -> None:
        path = self.settings.catalogue / "indicators/demography/birth_surplus.yaml"
        path.write_text(re.sub(r"max: \d+", "max: 0", path.read_text(encoding="utf-8")), encoding="utf-8")


long = partial(pytest.param, marks=pytest.mark.long)
"""A night with a build, as in other tests."""
NIGHTS = [
    # night, exit code, then words of the sentence, of `status`, and of the notification (None: there is none)
    long(Night.sources_are_down, 3, "does not answer", "stale: http", "ssb_09429 are stale: http"),
    (Night.hours_are_closed, 3, "run again then", "exit code 3: Until", None),
    (Night.one_table_is_refused, 4, "no longer has the code 99", "exit code 4: ", "ssb_09429 is stale: SSB table"),
    (Night.rate_is_limited, 3, "Retry-After: 3600", "exit code 3: ", "Retry-After: 3600"),
    (Night.disk_is_full, 2, "with 20 MB free", "Disk: 0.0 GB free", "free some space"),
    long(Night.an_answer_is_damaged, 0, "so it was fetched again", "exit code 0: ", None),
    (Night.catalogue_is_broken, 2, "09429.yaml", "exit code 2: ", "09429.yaml"),
    (Night.lock_is_held, 6, "wait for it to end", "A run is under way", "Another run"),
    (Night.sigterm_comes, 143, "Stopped by SIGTERM", "exit code 143: ", "It was stopped before its end"),
    (Night.a_check_stops, 5, "was not published", "exit code 5: ", "was not published"),
]


@pytest.fixture
def hook() -> Iterator[Scripted]:
    """A webhook."""
    with scripted(Says()) as received:
        yield received


@contextmanager
def of(home: Settings, hook: Scripted, change: Callable[[Night], None]) -> Iterator[dict[str, Any]]:
    """Yield the settings of a run in a home in which `change` has happened."""
    given = {name.removeprefix("GRUNNLAG_").lower(): value for name, value in home.environment().items()}
    with pytest.MonkeyPatch.context() as patched, ExitStack() as until:
        night = Night(home, patched, until, given | {"notify": f"{hook.url}/hook"})
        change(night)
        yield night.given


def messages(hook: Scripted) -> list[str]:
    return [f"{body['title']}\n{body['message']}" for _, _, body in hook.asked]


@pytest.fixture
def own(quick_home: Settings, tmp_path: Any) -> Settings:
    """The home with three tables, with a catalogue of its own."""
    catalogue = shutil.copytree(quick_home.catalogue, tmp_path / "catalogue")
    return quick_home.model_copy(update={"catalogue": catalogue})


@pytest.mark.parametrize(("change", "code", "says", "status", "notified"), NIGHTS)
def test_after_a_bad_night(
    terminal: Terminal, own: Settings, hook: Scripted, change: Any, code: int, says: str, status: str, notified: Any
) -> None:
    with of(own, hook, change) as given:
        ended = terminal("refresh", **given)
        seen = terminal("status", **given)
    assert ended.code == code, ended
    assert says in ended.err + ended.out
    assert "Traceback" not in ended.err
    assert (seen.code, seen.err) == (0, "")
    assert status in seen.out
    assert "Last run: refresh of 2" in seen.out
    assert f"exit code {code}: " in seen.out
    assert [notified in message for message in messages(hook)] == ([True] if notified else [])
    sentence = (ended.err or ended.out).strip().splitlines()[-1 if ended.err else 0]
    last = next(line for line in seen.out.splitlines() if line.startswith("Last run"))
    told = messages(hook)[0].replace("\n", " / ") if hook.asked else "none"
    sys.stdout.write(f"| {change.__name__.replace('_', ' ')} | {code} | {sentence} | {last} | {told} |\n")


def test_a_disk_that_refuses_the_report_does_not_hide_the_error(
    terminal: Terminal, own: Settings, hook: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def change(night: Night) -> None:
        night.catalogue_is_broken()
        night.patched.setattr(os, "fsync", full)

    with of(own, hook, change) as given:
        ended = terminal("refresh", **given)
    assert (ended.code, ended.err.count("\n")) == (2, 1)
    assert "09429.yaml" in ended.err
    assert "09429.yaml" in messages(hook)[0]


def test_status_shows_the_last_run_the_next_one_and_the_archive_to_programs(terminal: Terminal, own: Settings) -> None:
    given = {name.removeprefix("GRUNNLAG_").lower(): value for name, value in own.environment().items()}
    gone = cut(own.folder, "ssb_06913")
    gone.unlink()
    assert terminal("archive", **given).code == 4
    with only_one(own.folder.serve_lock):
        status = orjson.loads(terminal("status", "--json", **given).out)
    assert status["last_run"]["command"] == "refresh"
    assert status["last_run"]["requests"] > 5
    assert status["last_run"]["fetched"]["ssb_06913"] > 1000
    assert status["last_run"]["checks"] > 5
    assert status["complete_at"] == status["last_run"]["ended_at"]
    assert status["next_run"] > status["complete_at"]
    assert status["disk_free"] > 0
    archive = status["archive"]
    assert (archive["gone"], archive["damaged"], archive["odd_lines"]) == (1, 1, 0)
    assert archive["answers"] > 5
    assert archive["bytes"] > 1000


def test_status_notifies_of_an_old_file_alone(terminal: Terminal, own: Settings, hook: Scripted) -> None:
    given = {name.removeprefix("GRUNNLAG_").lower(): value for name, value in own.environment().items()}
    for days in (1, 1e-9):
        assert terminal("status", "--notify", **given | {"notify": f"{hook.url}/hook", "old_after": days}).code == 0
    assert [body["title"] for _, _, body in hook.asked] == ["Grunnlag: no run has updated every table"]
