"""SIGTERM ends a command within seconds, in one sentence, also while DuckDB computes."""

import signal
import subprocess
import sys

import pytest

from tests.flow.shell import ROOT, clean_environment

WORK = {
    "a wait": "time.sleep(600)",
    "a query": "duckdb.sql('select sum(a.range * b.range) from range(10000000) a, range(10000000) b').fetchall()",
}
SCRIPT = """
import duckdb, time
import cli.main

def work():
    print("at work", flush=True)
    {work}

cli.main.app = work
cli.main.main()
"""


@pytest.mark.parametrize("what", WORK)
def test_sigterm_ends_a_command_in_one_sentence(what: str) -> None:
    command, pipe = [sys.executable, "-c", SCRIPT.format(work=WORK[what])], subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=clean_environment(), stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "at work\n"
        process.terminate()
        _, told = process.communicate(timeout=60)
    assert told == "Stopped by SIGTERM; the published build stays.\n"
    assert process.returncode in (128 + signal.SIGTERM, -signal.SIGALRM)
