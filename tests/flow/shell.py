"""The command line, in this process or, for commands that need Prefect, in a process that runs many commands.

Prefect takes seconds to import. Each line on that process's standard input has the words after `grunnlag`; the answer is
the command's result.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from cli.main import main

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Result:
    """The result of a command: exit code, standard output and standard error."""

    code: int
    out: str
    err: str


class Shell:
    """Runs commands in a separate process with its own environment."""

    def __init__(self, environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", "tests.flow.shell"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe)

    def __enter__(self) -> "Shell":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def run(self, *words: str) -> Result:
        """Run a command and return its result."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(orjson.dumps(words) + b"\n")
        self._process.stdin.flush()
        return Result(**orjson.loads(self._process.stdout.readline()))


def clean_environment() -> dict[str, str]:
    """Return this process's environment without settings of Grunnlag and Prefect, with a fixed width."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GRUNNLAG_", "PREFECT_"))}
    return kept | {"COLUMNS": "120", "PYTHONUNBUFFERED": "1"}


def exit_code(*words: str) -> int:
    """Run a command in this process, and return its exit code."""
    sys.argv = ["grunnlag", *words]
    try:
        main()
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 0 if error.code is None else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _serve() -> None:
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    for line in sys.stdin:
        answers.write(orjson.dumps(asdict(_run(orjson.loads(line)))) + b"\n")


def _run(words: list[str]) -> Result:
    """Run a command in this process, with its output in temporary files, and return its result."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        code = exit_code(*words)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode())
    return Result(code, *texts)


if __name__ == "__main__":
    _serve()
