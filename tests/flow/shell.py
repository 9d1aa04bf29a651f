"""The command line, in this process or, for what needs Prefect, in one that carries out many commands.

Prefect takes seconds to be imported. Each line on that process's standard input is the words after `grunnlag`, answered
by what they came to.
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
class Told:
    """What a person at the terminal gets."""

    code: int
    out: str
    err: str


class Shell:
    """The tests' end: the command line in an environment of its own."""

    def __init__(self, environment: dict[str, str]) -> None:
        command = [sys.executable, "-m", "tests.flow.shell"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe)

    def __enter__(self) -> "Shell":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def run(self, *words: str) -> Told:
        """Give a command line and wait for what it comes to."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(orjson.dumps(words) + b"\n")
        self._process.stdin.flush()
        return Told(**orjson.loads(self._process.stdout.readline()))


def clean_environment() -> dict[str, str]:
    """This process's, without settings of Grunnlag and Prefect, and at a fixed width."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GRUNNLAG_", "PREFECT_"))}
    return kept | {"COLUMNS": "120", "PYTHONUNBUFFERED": "1"}


def exit_code(*words: str) -> int:
    """Carry out a command line in this process."""
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
        answers.write(orjson.dumps(asdict(_carry_out(orjson.loads(line)))) + b"\n")


def _carry_out(words: list[str]) -> Told:
    """Run the command line in this process, its two streams into files."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        code = exit_code(*words)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode())
    return Told(code, *texts)


if __name__ == "__main__":
    _serve()
