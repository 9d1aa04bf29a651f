"""Faults on request: a test or a user can make this server fail as SSB's does.

`server.faults.add("503", route="/tables/07459/data", times=2)` makes the next two answers to that route a 503.
`server.faults.at_random(rate=0.3, seed=7)` makes 30 % of all answers fail, each with a randomly drawn kind.
`server.faults.clear()` removes all. Faults that were added first come first. `seconds` are seconds of real time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

TRANSIENT: Mapping[str, str] = {
    "429": "too many requests, without Retry-After",
    "429-retry-after": "too many requests, with Retry-After in seconds",
    "500": "empty",
    "502": "a page in HTML",
    "503": "a page in HTML",
    "503-empty": "empty",
    "504": "a page in HTML",
    "cached": "a 500 that is repeated for the same method, path, query and body; only the StatBank caches answers",
    "cut": "the answer's first half, as if it were the whole",
    "dropped": "no answer, the connection is closed",
    "html": "a page in HTML with status 200",
    "no-metadata": "404 'Non-existent table' on /metadata, although the table exists",
    "slow": "the answer, but late",
    "truncated": "the answer's first half, less than its Content-Length says, and the connection is closed",
    "truncated-chunks": "the answer's first half without a Content-Length, and the connection is closed",
}
"""Kind of fault -> what a client sees. A retry succeeds in the end; after `cached`, only with another URL or body."""

_ONLY = {"cached": "/pxwebapi/", "no-metadata": "/metadata"}
"""Kind -> a text that the path must contain for the kind to happen."""


@dataclass(frozen=True)
class Fault:
    """A fault for one answer."""

    kind: str
    seconds: float = 1.0


Request = tuple[str, str, bytes, bytes]
"""Method, path in lower case, raw query string and body: the StatBank's cache key."""

Rule = Callable[[str], Fault | None]
"""Returns the fault, if any, of the next answer to a path."""


class Faults:
    """The faults of one server, for the StatBank, KLASS and the other sources."""

    def __init__(self) -> None:
        """Start without faults."""
        self.clear()

    def add(self, kind: str, route: str = "", times: int | None = None, seconds: float = 1.0) -> None:
        """Make answers fail.

        Args:
            kind: a key of `TRANSIENT`.
            route: a part of the paths that fail, in any case; all paths by default.
            times: how many answers fail; all by default.
            seconds: the delay of a slow answer, and the value of Retry-After (rounded up).

        Raises:
            ValueError: a kind is unknown.
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
            ValueError: a kind is unknown.
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
