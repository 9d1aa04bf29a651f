"""A signal ends a command within seconds, with its exit code, also while DuckDB computes or Prefect limits the time."""

import signal
import subprocess
import sys
import time

import pytest

from tests.flow.shell import ROOT, clean_environment

WAIT = "time.sleep(600)"
QUERY = "duckdb.sql('select sum(a.range * b.range) from range(10000000) a, range(10000000) b').fetchall()"
LIMITED = """from prefect._internal.concurrency.cancellation import cancel_sync_after
    try:
        with cancel_sync_after(600):
            print("at work", flush=True)
            time.sleep(600)
    finally:
        time.sleep(600)"""
SCRIPT = """
import duckdb, signal, time, typer
import cli.main

def work():
    signal.signal(signal.SIGINT, signal.default_int_handler)
    {work}

cli.main.GRACE = 2
cli.main.app = lambda: typer.run(work)
cli.main.main()
"""


def _ends(work: str, number: signal.Signals) -> tuple[int, str]:
    """Return the exit code and standard error of a command that gets a signal while at work."""
    announced = work if "at work" in work else f'print("at work", flush=True)\n    {work}'
    command, pipe = [sys.executable, "-c", SCRIPT.format(work=announced)], subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=clean_environment(), stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "at work\n"
        time.sleep(1)  # so that the query has begun; the outcome is the same if it has not
        process.send_signal(number)
        _, told = process.communicate(timeout=120)
    return process.returncode, told


@pytest.mark.parametrize("work", [WAIT, QUERY, LIMITED])
def test_sigterm_ends_a_command_in_one_sentence(work: str) -> None:
    assert _ends(work, signal.SIGTERM) == (143, "Stopped by SIGTERM; the published build stays.\n")


def test_ctrl_c_during_a_query_is_not_taken_for_sigterm() -> None:
    assert _ends(QUERY, signal.SIGINT) == (130, "")
