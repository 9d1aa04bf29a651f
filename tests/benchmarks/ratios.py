"""Measure in one run, show as ratios: seconds say more about the machine than about the code."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

RELEASED: list[object] = []


@dataclass(frozen=True)
class Ratio:
    """One claim: how many times as long `slow` takes as `fast`, and what that may be."""

    slow: str
    fast: str
    times: float
    bound: str

    def __str__(self) -> str:
        return f"{self.slow:<42} / {self.fast:<42} {self.times:8.1f}   {self.bound}"


def seconds(work: Callable[[], object], *, repeats: int = 1) -> float:
    """The median time of `work`, rubbish of earlier work collected before each."""
    return median(_once(work) for _ in range(repeats))


def _once(work: Callable[[], object]) -> float:
    gc.collect()
    began = perf_counter()
    result = work()
    took = perf_counter() - began
    del result
    return took


def show(title: str, times: dict[str, float], ratios: list[Ratio]) -> None:
    """Print what was measured."""
    print(f"\n\n{title}")
    for name, took in times.items():
        print(f"  {name:<42} {took:8.3f} s")
    print(f"  {'ratio':<87} {'times':>8}   bound")
    for ratio in ratios:
        print(f"  {ratio}")
