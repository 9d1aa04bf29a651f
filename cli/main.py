"""The command line: its commands, and how an error ends it."""

import _thread
import logging
import os
import signal
import sys
import tempfile
import time
import traceback
from importlib.metadata import version
from typing import Annotated, NoReturn

import typer

from catalogue.errors import BadSetting, GrunnlagError
from cli import reading, running

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(running.app)
app.add_typer(reading.app)


GRACE = 5
"""Seconds from SIGTERM to the end of the process."""

STOPPED = 128 + signal.SIGTERM
INTERRUPTED = 128 + signal.SIGINT


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"grunnlag {version('grunnlag')}")
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Build the kunnskapsgrunnlag for kommunal planstrategi: one DuckDB file, Parquet and pages, under var/published."""


def _terminate(*_: object) -> NoReturn:
    """Exit on SIGTERM: at once, or by force after GRACE seconds, because DuckDB finishes a query before the process ends.

    An unfinished build is deleted, and the published one stays.
    """
    print("Stopped by SIGTERM; the published build stays.", file=sys.stderr, flush=True)
    _thread.start_new_thread(_end_by_force, ())  # not signal.alarm, which Prefect's time limit turns off
    raise SystemExit(STOPPED)


def _end_by_force() -> NoReturn:
    time.sleep(GRACE)
    os._exit(STOPPED)


def _refuse_empty(words: list[str]) -> None:
    """Raise BadSetting for an empty argument: `--municipality "$CODE"` must not run for all if CODE is not set."""
    for before, word in zip(["grunnlag", *words], words, strict=False):
        if not word.strip() or (word.startswith("--") and word.endswith("=")):
            raise BadSetting(
                f"The argument {word.strip() or f'after {before}'} is empty; give a value, or leave it out."
            )


def show_warnings() -> None:
    """Show warnings on the terminal; the log file has more."""
    terminal = logging.StreamHandler()
    terminal.setLevel(logging.WARNING)
    logging.basicConfig(format="%(message)s", handlers=[terminal])


def main() -> None:
    """Run the command line. Print a GrunnlagError as one sentence, and exit with its code."""
    show_warnings()
    signal.signal(signal.SIGTERM, _terminate)
    try:
        _refuse_empty(sys.argv[1:])
        app()
    except Exception as error:
        _exit(error)


def _exit(error: Exception) -> NoReturn:
    """Print an error as one sentence, and exit with its code. If it is a bug, write the traceback to a file."""
    from warehouse.disk import as_disk_fault
    from warehouse.interruption import interruption

    if cause := interruption(error):
        sys.exit(STOPPED if isinstance(cause, SystemExit) else INTERRUPTED)
    ours = error if isinstance(error, GrunnlagError) else as_disk_fault(error)
    if ours:
        print(ours, file=sys.stderr)
        sys.exit(ours.exit_code)
    fault = f"{type(error).__name__}: {error}"
    with tempfile.NamedTemporaryFile("w", prefix="grunnlag-fault-", suffix=".txt", delete=False) as details:
        details.write(traceback.format_exc())
    print(f"Grunnlag has a bug ({fault:.500}); please report it with {details.name}.", file=sys.stderr)
    sys.exit(GrunnlagError.exit_code)
