"""The server that `serve` starts is its own, requires a secret, and ends with `serve`."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from uuid import uuid4

import pytest

from catalogue.errors import BadSetting
from flows.environment import is_set_up_elsewhere
from flows.secret import make_secret, read_secret
from tests.flow.shell import ROOT
from warehouse.home import Home


class Obliging(BaseHTTPRequestHandler):
    """Accepts every request, as a Prefect server without a secret does."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which another server answers."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Obliging) as server:
        Thread(target=server.serve_forever).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture
def secretive(tmp_path: Path) -> Home:
    """A home with a secret."""
    (tmp_path / "prefect").mkdir()
    assert make_secret(Home(tmp_path))
    return Home(tmp_path)


def test_a_port_that_another_took_while_we_started_is_not_joined(secretive: Home, taken: int) -> None:
    from flows import own_server  # here, so that only this worker imports Prefect

    with pytest.raises(BadSetting, match=f"Port {taken} cannot be used"), own_server.own_server(secretive, taken):
        pytest.fail("joined another's server")


def test_a_secret_is_made_once_and_for_its_owner_alone(secretive: Home) -> None:
    first = read_secret(secretive)
    file = secretive.path / "prefect" / "secret"
    file.chmod(0o644)
    assert not make_secret(secretive)
    assert (read_secret(secretive), file.stat().st_mode & 0o777) == (first, 0o600)
    file.write_text("", encoding="utf-8")
    assert make_secret(secretive)
    assert read_secret(secretive) not in ("", first)


def test_a_secret_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="secret cannot be read"):
        read_secret(Home(tmp_path))


def test_a_server_ends_when_serve_is_killed() -> None:
    code = "from flows.prefect_server import end_with_parent; end_with_parent(); import time; time.sleep(300)"
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE) as process:
        assert process.stdin
        process.stdin.close()  # as the system does when a process ends
        assert process.wait(60) == 1


def test_a_run_is_worked_on_until_its_process_ends_however_it_ends(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from prefect.settings import PREFECT_HOME, temporary_settings

    from flows.at_work import is_worked_on

    run, code = uuid4(), "from flows.at_work import begin_work; begin_work(); print(flush=True); input()"
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    monkeypatch.setenv("PREFECT__RUNTIME__FLOW_RUN__ID", str(run))
    pipe = subprocess.PIPE
    here = temporary_settings({PREFECT_HOME: tmp_path})
    with here, subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdin=pipe, stdout=pipe) as process:
        assert process.stdout
        assert process.stdout.readline() == b"\n"
        assert is_worked_on(run)
        assert not is_worked_on(uuid4())
        process.kill()
        process.wait()
        assert not is_worked_on(run)


SERVER, NONE = 'PREFECT_API_URL = "http://prefect.example/api"', ""


@pytest.mark.parametrize(
    ("setting", "has_history", "elsewhere"),
    [(None, False, False), (NONE, False, True), (NONE, True, False), (SERVER, True, True), ("= no TOML", True, True)],
)
def test_a_profile_without_a_server_does_not_part_a_home_from_its_history(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, setting: str | None, has_history: bool, elsewhere: bool
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for folder in (".prefect", "prefect"):
        (tmp_path / folder).mkdir()
    if setting is not None:
        profiles = f'active = "mine"\n[profiles.mine]\n{setting}\n'
        (tmp_path / ".prefect" / "profiles.toml").write_text(profiles, encoding="utf-8")
    if has_history:
        (tmp_path / "prefect" / "prefect.db").touch()
    assert is_set_up_elsewhere(Home(tmp_path)) is elsewhere


def test_a_server_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import own_server

    monkeypatch.setattr(own_server, "STOP_LIMIT", 0.1)
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"deaf\n"
        own_server.end_server(process)
        assert process.returncode == -signal.SIGKILL
