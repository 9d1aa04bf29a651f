"""`trigger` without a `serve`: the municipality that a name means, and the errors."""

from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import duckdb
import pytest

from catalogue.errors import BadSetting
from catalogue.load import HOME, load_catalogue
from cli.completion import indicators, municipalities, themes
from cli.place import county_of, municipality_code, place_of
from pipeline.settings import Settings
from tests.flow.shell import Result
from warehouse.home import Home
from warehouse.lock import only_one

Terminal = Callable[..., Result]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Heim", "5055"),
        (" hEIM ", "5055"),
        ("5055", "5055"),
        ("301", "0301"),
        ("Snåsa", "5041"),
        ("snåase", "5041"),
        ("Snåase - Snåsa", "5041"),
        ("TRONDHEIM", "5001"),
        ("Kåfjord", "5540"),
        ("Våler (Østfold)", "3114"),
    ],
)
def test_a_municipality_is_known_by_its_code_and_each_of_its_names(good: Settings, text: str, code: str) -> None:
    assert place_of(good.folder, text).code == code


def test_before_anything_is_published_a_code_will_do(tmp_path: Path) -> None:
    assert place_of(Home(tmp_path), "5055").code == "5055"
    with pytest.raises(BadSetting, match=r"Nothing has been published in .*; give a code of four digits"):
        place_of(Home(tmp_path), "Heim")


def test_a_file_of_another_version_is_not_called_unpublished(tmp_path: Path) -> None:
    (tmp_path / "published").mkdir()
    with duckdb.connect(tmp_path / "published" / "grunnlag.duckdb"):
        assert county_of(Home(tmp_path), "3").code == "03"
    with pytest.raises(BadSetting, match=r"was published by another version of Grunnlag; give a code of two digits"):
        county_of(Home(tmp_path), "Oslo")


def test_a_code_needs_no_leading_zero_where_it_is_not_looked_up(tmp_path: Path) -> None:
    assert municipality_code(Home(tmp_path), "301") == "0301"


def test_the_shell_completes_nothing_while_a_setting_is_invalid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRUNNLAG_SPACING", "fast")
    assert [complete("h") for complete in (municipalities, indicators, themes)] == [[], [], []]


def test_the_key_figures_are_measured() -> None:
    from cli.key_figures import KEY

    assert set(KEY) <= load_catalogue(HOME).indicators.keys()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["trigger", "Hiem"], 2, "There is no municipality 'Hiem' today; did you mean 5055 Heim"),
        (["trigger", "5500"], 2, "There is no municipality '5500' today; did you mean 55"),
        (["trigger", "Atlantis"], 2, "There is no municipality 'Atlantis' today; give a name such as Heim"),
        (["trigger", "Våler"], 2, "There are 2 municipalities called Våler: 3114 Våler (Østfold) and 3419 Våler (Innl"),
        (["trigger", "Heim"], 3, "No 'grunnlag serve' is up for "),
        (["serve", "--county", "5x"], 2, "5x is not a county's code; it has two digits, such as 50"),
    ],
)
def test_what_cannot_be_asked_for_is_said(
    home: Settings, terminal: Terminal, words: list[str], code: int, said: str
) -> None:
    result = terminal(*words, home=home.home)
    assert (result.code, result.out, result.err.count("\n")) == (code, "", 1)
    assert result.err.startswith(said)


def test_a_port_that_is_none_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    result = terminal("serve", "--sample", "--port", "99999", home=tmp_path)
    assert result.code == 2
    assert "--port" in result.err


def test_a_serve_that_has_announced_no_server_is_said(home: Settings, terminal: Terminal) -> None:
    lock = home.home / "prefect" / "serve.lock"
    lock.parent.mkdir()
    with only_one(lock):
        result = terminal("trigger", "Heim", home=home.home)
    assert (result.code, result.err.count("\n")) == (3, 1)
    assert "has not started yet, or uses a Prefect server of its PREFECT_API_URL" in result.err


class Refusing(BaseHTTPRequestHandler):
    """Prefect's API as it answers requests without its secret."""

    def do_GET(self) -> None:
        self.send_response(401)
        self.end_headers()
        self.wfile.write(b'{"exception_message":"Unauthorized"}')

    def log_message(self, *_: object) -> None: ...


def test_a_prefect_that_is_not_there_or_wants_a_secret_is_said(home: Settings, terminal: Terminal) -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings  # here, so that only this worker imports Prefect

    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        Thread(target=server.serve_forever).start()
        url = f"http://127.0.0.1:{server.server_port}/api"
        with temporary_settings({PREFECT_API_URL: url}):
            without_secret = terminal("trigger", "Heim", home=home.home)
        server.shutdown()
    with temporary_settings({PREFECT_API_URL: url}):
        wrong_port = terminal("trigger", "Heim", home=home.home)
    assert (without_secret.code, wrong_port.code) == (2, 3)
    assert without_secret.err == f"Prefect at {url} wants a secret; give it in PREFECT_API_AUTH_STRING.\n"
    assert wrong_port.err == f"Prefect at {url} does not answer; is 'grunnlag serve' up there? See PREFECT_API_URL.\n"
