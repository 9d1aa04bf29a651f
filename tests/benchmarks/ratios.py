"""Measures speed as ratios within one run, because seconds depend on the machine."""

import gc
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Ratio:
    """A claim: how many times as long `slow` takes as `fast`, and the limits of that ratio."""

    slow: str
    fast: str
    times: float
    bound: str

    def __str__(self) -> str:
        return f"  {self.slow} / {self.fast}".ljust(74) + f"{self.times:7.1f}   {self.bound}"


@dataclass(frozen=True)
class Limit:
    """A claim: what was measured, and the most that it may be."""

    what: str
    found: float
    most: float

    def __str__(self) -> str:
        return f"  {self.what}".ljust(74) + f"{self.found:7.1f}   at most {self.most:g}"


def seconds(contestants: dict[str, Callable[[], object]], *, repeats: int = 1) -> dict[str, float]:
    """Return the median time of each, measured in turns, so that a slow moment of the machine affects all."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(repeats):
        for name, work in contestants.items():
            times[name].append(_once(work))
    return {name: median(taken) for name, taken in times.items()}


def _once(work: Callable[[], object]) -> float:
    gc.collect()
    began = perf_counter()
    work()
    return perf_counter() - began


def show(title: str, times: dict[str, float], ratios: Sequence[Ratio | Limit]) -> None:
    """Print the times, and the ratios or limits."""
    lines = [f"  {name}".ljust(74) + f"{took:7.3f} s" for name, took in times.items()]
    sys.stdout.write("\n".join(["\n", title, *lines, *map(str, ratios), ""]))
