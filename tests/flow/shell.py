"""One process that is the command line many times over: Prefect takes seconds to start, and does so once here.

Each line on standard input is a `Command`, answered by what it came to. The waits between the retries of a source that
is down are left out.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

import orjson
from tenacity import wait_none

import extract.client
from cli.main import main

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Command:
    """The words after `grunnlag`, and settings: GRUNNLAG_<name in capitals>."""

    words: list[str]
    settings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """What a person at the terminal gets."""

    code: int
    out: str
    err: str


class Shell:
    """The tests' end."""

    def __enter__(self) -> "Shell":
        self._home = tempfile.TemporaryDirectory()
        environment = clean_environment() | {"PREFECT_HOME": self._home.name}
        command = [sys.executable, "-m", "tests.flow.shell"]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=60)
        self._home.cleanup()

    def run(self, *words: str, **settings: object) -> Told:
        """Give a command line and wait for what it comes to."""
        command = Command(list(words), {name: str(value) for name, value in settings.items()})
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(orjson.dumps(asdict(command)) + b"\n")
        self._process.stdin.flush()
        return Told(**orjson.loads(self._process.stdout.readline()))


def clean_environment() -> dict[str, str]:
    """This process's, without settings of Grunnlag and Prefect, and at a fixed width."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GRUNNLAG_", "PREFECT_"))}
    return kept | {"COLUMNS": "120", "PYTHONUNBUFFERED": "1"}


def _serve() -> None:
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    extract.client.BACKOFF = wait_none()  # type: ignore[assignment]
    for line in sys.stdin:
        answers.write(orjson.dumps(asdict(_carry_out(Command(**orjson.loads(line))))) + b"\n")


def _carry_out(command: Command) -> Told:
    """Run the command line in this process, its two streams into files."""
    before = dict(os.environ)
    os.environ.update({f"GRUNNLAG_{name.upper()}": value for name, value in command.settings.items()})
    sys.argv = ["grunnlag", *command.words]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        code = _exit_code()
        os.environ.clear()
        os.environ.update(before)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode())
    return Told(code, *texts)


def _exit_code() -> int:
    try:
        main()
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 0 if error.code is None else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


if __name__ == "__main__":
    _serve()
