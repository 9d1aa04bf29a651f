"""The command line: its commands, and how an error ends it."""

import logging
import signal
import sys
import tempfile
import traceback
from typing import NoReturn

import typer

from catalogue.errors import GrunnlagError
from cli import reading, running

app = typer.Typer(
    help="Builds the kunnskapsgrunnlag for kommunal planstrategi: one DuckDB file, Parquet and pages, under var/published.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(running.app)
app.add_typer(reading.app)


def _terminate(*_: object) -> NoReturn:
    """Exit at once on SIGTERM. An unfinished build is deleted, and the published one stays."""
    print("Stopped by SIGTERM; the published build stays.", file=sys.stderr)
    raise SystemExit(128 + signal.SIGTERM)


def main() -> None:
    """Run the command line. Print a GrunnlagError as one sentence, and exit with its code."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    signal.signal(signal.SIGTERM, _terminate)
    try:
        app()
    except GrunnlagError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
    except Exception as error:  # a bug: print a sentence, and write the traceback to a file
        with tempfile.NamedTemporaryFile("w", prefix="grunnlag-fault-", suffix=".txt", delete=False) as details:
            details.write(traceback.format_exc())
        fault = f"{type(error).__name__}: {error}"
        print(f"Grunnlag has a bug ({fault}); please report it with {details.name}.", file=sys.stderr)
        sys.exit(GrunnlagError.exit_code)
