"""A setting of Prefect's that is wrong, a server that does not answer, a run that does not end: one sentence each."""

import subprocess
import sys
from pathlib import Path

import pytest

from catalogue.errors import BadSetting, SourceUnavailable
from tests.flow.shell import ROOT, clean_environment

ENTRY = [sys.executable, "-c", "from cli.main import main; main()"]
INPUT, LATER = 2, 3

NEVER_ENDS = """
import duckdb
from cli.main import main
import flows.nightly as nightly
nightly.LONGEST_RUN = 1.0
one_core = duckdb.connect(config={"threads": 1})
nightly.refresh = lambda *_, **__: one_core.sql("select sum(a.i * b.i) from range(10000000) a(i), range(10000000) b(i)").show()
main()
"""


def _ends(home: Path, command: list[str], *words: str, **variables: str) -> tuple[int, str]:
    """Return the exit code and standard error of a command in a home of its own."""
    environment = clean_environment() | {"GRUNNLAG_HOME": str(home)} | variables
    done = subprocess.run([*command, *words], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PREFECT_API_URL", "foo", "PREFECT_API_URL is not valid: it must be an address"),
        ("PREFECT_API_URL", "http://[::1", "PREFECT_API_URL is not valid: Invalid IPv6 URL."),
        ("PREFECT_LOGGING_LEVEL", "loud", "A PREFECT_ variable (level) is not valid"),
    ],
)
def test_an_invalid_setting_of_prefects_is_named(tmp_path: Path, name: str, value: str, says: str) -> None:
    code, told = _ends(tmp_path, ENTRY, "trigger", "5055", **{name: value})
    assert code == INPUT
    assert told.splitlines()[-1].startswith(says)


def test_a_prefect_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    url = "http://127.0.0.1:9/api"
    ended = _ends(tmp_path, ENTRY, "run", "--municipality", "5055", PREFECT_API_URL=url)
    assert ended == (LATER, f"Prefect at {url} does not answer; is it up there? See PREFECT_API_URL.\n")


@pytest.mark.parametrize(
    ("error", "becomes", "says"),
    [
        (RuntimeError("Failed to reach API at x"), SourceUnavailable, "is 'serve' up there"),
        (RuntimeError("Found incompatible versions: client: 3"), BadSetting, "cannot be used: Found incompatible"),
        (RuntimeError("a bug of ours"), RuntimeError, "^a bug of ours$"),
    ],
)
def test_only_what_prefect_says_of_its_server_is_a_fault_of_the_server(
    error: Exception, becomes: type[Exception], says: str
) -> None:
    from flows.server import prefect_faults  # here, so that only this worker imports Prefect

    with pytest.raises(becomes, match=says), prefect_faults("http://x/api", "'serve'"):
        raise error


def test_a_run_that_does_not_end_is_ended(tmp_path: Path) -> None:
    code, told = _ends(tmp_path, [sys.executable, "-c", NEVER_ENDS], "run")
    assert code == LATER
    assert "was ended; run it again" in told
