"""Faults on request: what goes wrong at SSB goes wrong here when a test, or a person, asks for it.

`server.faults.add("503", route="/tables/07459/data", times=2)` lets the next two answers to that route be 503;
`server.faults.at_random(rate=0.3, seed=7)` lets three in ten of all answers fail, each in a way that is drawn;
`server.faults.clear()` ends it all. What has been asked for first comes first. Times in `seconds` are real ones.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

TRANSIENT: Mapping[str, str] = {
    "429": "too many requests, nothing said about when to come back",
    "429-retry-after": "too many requests, and in how many seconds to come back",
    "500": "empty",
    "502": "a page in HTML",
    "503": "a page in HTML",
    "503-empty": "empty",
    "504": "a page in HTML",
    "cached": "a 500 that the same method, path, query and body get again and again; the StatBank alone keeps answers",
    "cut": "the answer's first half, as if it were the whole",
    "dropped": "no answer, the connection is closed",
    "html": "a page in HTML with status 200",
    "no-metadata": "404 'Non-existent table' on /metadata, although the table exists",
    "slow": "the answer, but late",
    "truncated": "the answer's first half, less than its Content-Length says, and the connection is closed",
    "truncated-chunks": "the answer's first half without a Content-Length, and the connection is closed",
}
"""Every kind of fault, and what a client sees of it. All pass when it asks again, in other words where they are `cached`."""

_ONLY = {"cached": "/pxwebapi/", "no-metadata": "/metadata"}
"""The part of the path without which a kind does not happen."""


@dataclass(frozen=True)
class Fault:
    """What is to happen to one answer."""

    kind: str
    seconds: float = 1.0


Request = tuple[str, str, bytes, bytes]
"""Method, path in small letters, raw query string and body: what the StatBank keeps an answer by."""

Rule = Callable[[str], Fault | None]
"""The fault, if any, that the next answer to that path is to have."""


class Faults:
    """What is to go wrong in one server, the StatBank and KLASS alike."""

    def __init__(self) -> None:
        """Nothing goes wrong."""
        self.clear()

    def add(self, kind: str, route: str = "", times: int | None = None, seconds: float = 1.0) -> None:
        """Let answers fail.

        Args:
            kind: one of `TRANSIENT`.
            route: a part of the paths that are hit, in any case; all when left out.
            times: how many answers are hit; all when left out.
            seconds: how late a slow answer is, and what Retry-After says, there rounded up.

        Raises:
            ValueError: there is no such kind.
        """
        _check([kind])
        self._rules.append(_on_route(Fault(kind, seconds), route.lower(), times))

    def at_random(self, rate: float, seed: int, kinds: Sequence[str] = tuple(TRANSIENT), seconds: float = 0.0) -> None:
        """Let a share of all answers fail, the same ones each time for the same seed and the same requests in order.

        Args:
            rate: the share, between 0 and 1.
            seed: decides which answers are hit and by what.
            kinds: what is drawn from, as far as it can happen on the path.
            seconds: as in `add`.

        Raises:
            ValueError: there is no such kind.
        """
        _check(kinds)
        self._rules.append(_drawn(rate, Random(seed), kinds, seconds))  # noqa: S311 - nothing secret

    def clear(self) -> None:
        """Nothing goes wrong any more, and no error is kept."""
        self._rules: list[Rule] = []
        self._kept: dict[Request, Fault] = {}

    def next(self, request: Request) -> Fault | None:
        """The fault this request is answered with, which then counts as having happened."""
        if kept := self._kept.get(request):
            return kept
        fault = next(filter(None, (rule(request[1]) for rule in self._rules)), None)
        if fault and fault.kind == "cached":
            self._kept[request] = fault
        return fault


def _check(kinds: Sequence[str]) -> None:
    if unknown := [kind for kind in kinds if kind not in TRANSIENT]:
        raise ValueError(f"There is no fault {unknown[0]!r}; there are {', '.join(TRANSIENT)}.")


def _can_happen(kind: str, path: str) -> bool:
    return _ONLY.get(kind, "") in path


def _on_route(fault: Fault, route: str, times: int | None) -> Rule:
    left = times

    def rule(path: str) -> Fault | None:
        nonlocal left
        if left == 0 or route not in path or not _can_happen(fault.kind, path):
            return None
        left = None if left is None else left - 1
        return fault

    return rule


def _drawn(rate: float, draw: Random, kinds: Sequence[str], seconds: float) -> Rule:
    def rule(path: str) -> Fault | None:
        possible = [kind for kind in kinds if _can_happen(kind, path)]
        return Fault(draw.choice(possible), seconds) if draw.random() < rate and possible else None

    return rule
