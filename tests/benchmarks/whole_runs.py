"""Runs of the whole catalogue, each in a process of its own, whose CPU seconds and memory are measured."""

import pickle
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from time import process_time
from typing import TypeVar, cast

from catalogue.load import load_catalogue
from extract.clock import Hours
from pipeline.archive_reader import ArchiveReader
from pipeline.fetch import FetchPhase
from pipeline.runs import refresh
from pipeline.settings import Settings
from tests.lib.apis import Time
from tests.lib.small import Silent
from warehouse.connection import connect

T = TypeVar("T")
BUILDING = ("load", "check", "checkpoint")


class Measured(Silent):
    """Steps that count CPU seconds."""

    def __init__(self) -> None:
        super().__init__()
        self.cpu: dict[str, float] = {}

    def perform(self, name: str, work: Callable[[], T]) -> T:
        """Run a step."""
        began = process_time()
        try:
            return work()
        finally:
            self.cpu[name] = process_time() - began


@dataclass(frozen=True)
class Cost:
    """What a run cost: CPU seconds in all and of the build, the most memory in MB, and requests."""

    exit_code: int
    cpu: float
    build: float
    memory: float
    requests: int


def alone(work: Callable[[Settings], T], settings: Settings) -> T:
    """Return the result of `work` in a new process. Its main module is this one, so that DuckDB shows no progress bars."""
    asked = pickle.dumps((work, settings))
    command = [sys.executable, "-m", __name__]
    answered = subprocess.run(command, input=asked, stdout=subprocess.PIPE, check=True)
    return cast(T, pickle.loads(answered.stdout))


def run(settings: Settings, municipality: str | None = None) -> Cost:
    """Run once, and return what it cost. The time of the interpreter's start and imports is left out."""
    steps, began = Measured(), process_time()
    ran = refresh(settings, steps, municipality=municipality, scope=None, hours=Hours(Time().clock))
    return Cost(
        ran.exit_code,
        process_time() - began,
        sum(steps.cpu.get(name, 0) for name in BUILDING),
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        steps.traffic.requests,
    )


def floor(settings: Settings) -> float:
    """Return the CPU seconds of the least that any build does: read, decode and load the stored answers."""
    catalogue = load_catalogue(settings.catalogue)
    fetching = FetchPhase(settings, catalogue, Silent())
    municipalities = fetching.fetch(None, ()).municipalities
    reading = ArchiveReader(fetching.reading.archive, settings.origin)
    began = process_time()
    with connect() as con:
        for source, loads in reading.accepted(catalogue).items():
            for number, load in enumerate(loads):
                for name, frame in reading.tables(catalogue.sources[source], load, municipalities).frames.items():
                    con.register("frame", frame)
                    con.execute(f'create table "{name} {number}" as from frame')
    return process_time() - began


if __name__ == "__main__":
    todo, given = pickle.load(sys.stdin.buffer)
    sys.stdout.buffer.write(pickle.dumps(todo(given)))
