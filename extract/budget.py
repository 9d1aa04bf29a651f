"""The rate limit of each host, shared by all processes of this user on this machine.

SSB allows each client address 40 requests in any 60 seconds, over all its services. Each process counts its requests in
a small shared file. The headers of every answer show how many requests others behind the same address have sent.
"""

import fcntl
import logging
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import orjson
from pydantic import Field, FiniteFloat, TypeAdapter, ValidationError

from catalogue.errors import BadSetting
from extract.clock import OSLO, Clock

log = logging.getLogger(__name__)

MARGIN = 2.0
"""Seconds added to the host's window: the host counts a request when it arrives, we when it is sent."""

LONGEST_PAUSE = 900.0
"""The longest window and pause, in seconds, that are believed; `extract.client` waits for no longer Retry-After."""

SILENT = 10.0
"""The longest wait, in seconds, that is not logged."""

_POLICY = re.compile(r"^([0-9]{1,9});w=([0-9]{1,9})s?$")


@dataclass
class HostState:
    """Rate-limit state of one host: limit, window in seconds, times of recent requests, and the end of a pause.

    Times are seconds since the epoch.
    """

    limit: Annotated[int, Field(ge=1)] = 40
    window: Annotated[float, Field(ge=0, le=LONGEST_PAUSE)] = 60.0
    sent: list[FiniteFloat] = field(default_factory=list)
    blocked_until: float = 0.0

    def next_allowed(self, spacing: float) -> float:
        """Return the first time at which one more request may be sent."""
        full = self.sent[-self.limit] + self.window + MARGIN if len(self.sent) >= self.limit else 0.0
        return max(self.blocked_until, full, self.sent[-1] + spacing if self.sent else 0.0)

    def drop_old(self, now: float) -> None:
        """Drop requests outside the window, and times that a corrected clock leaves behind in the future."""
        if self.blocked_until > now + LONGEST_PAUSE:
            self.blocked_until = 0.0
        self.sent = [at for at in self.sent if now - self.window - MARGIN < at <= now]


class Budget:
    """The request budget of the host in `url`. Requests are at least `spacing` seconds apart."""

    def __init__(self, url: str, *, spacing: float, clock: Clock) -> None:
        self._host = urlsplit(url).netloc
        self._path = _folder() / f"{re.sub('[^a-z0-9.-]', '-', self._host.lower())}.json"
        self._spacing = spacing
        self._clock = clock

    def take(self) -> None:
        """Wait until one more request may be sent, and count it."""
        while (wait := self._count_or_wait()) > 0:
            if wait > SILENT:
                until = (self._clock.now() + timedelta(seconds=wait)).astimezone(OSLO)
                log.warning("Waiting until %s Oslo time for the request limit of %s.", f"{until:%H:%M:%S}", self._host)
            self._clock.sleep(wait)

    def learn_limit(self, headers: Mapping[str, str]) -> None:
        """Read the limit from an answer's headers, and count the requests of others behind the same address."""
        policy, left = _POLICY.match(headers.get("x-ratelimit-policy", "")), headers.get("x-ratelimit-remaining", "")
        if policy is None or not re.fullmatch("[0-9]{1,9}", left):
            return
        with self._state() as state:
            state.limit, state.window = max(1, int(policy[1])), min(float(policy[2]), LONGEST_PAUSE)
            now = self._clock.now().timestamp()
            state.drop_old(now)
            state.sent += [now] * (state.limit - int(left) - len(state.sent))

    def pause(self, seconds: float | None) -> None:
        """Block all requests to the host for so many seconds; None: for a whole window."""
        with self._state() as state:
            wait = state.window + MARGIN if seconds is None else seconds
            state.blocked_until = max(state.blocked_until, self._clock.now().timestamp() + wait)

    def _count_or_wait(self) -> float:
        """Count a request if it may be sent now. Return the seconds to wait until it may; 0 or less if counted."""
        with self._state() as state:
            now = self._clock.now().timestamp()
            state.drop_old(now)
            wait = state.next_allowed(self._spacing) - now
            if wait <= 0:
                state.sent.append(now)
            return wait

    @contextmanager
    def _state(self) -> Iterator[HostState]:
        """Lock the file, yield its content, and write it back. An unreadable file counts as empty."""
        with os.fdopen(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600), "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            state = _read(file.read())
            yield state
            file.seek(0)
            file.truncate()
            file.write(orjson.dumps(asdict(state)))


_HOST_STATE = TypeAdapter(HostState)


def _read(text: bytes) -> HostState:
    try:
        return _HOST_STATE.validate_json(text)
    except ValidationError:
        return HostState()


def _folder() -> Path:
    """Return this user's folder, the same for every home. Raise BadSetting if another user owns it."""
    folder = Path(tempfile.gettempdir()) / f"grunnlag-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.lstat().st_uid != os.getuid():
        raise BadSetting(f"{folder} belongs to another user; set TMPDIR to a folder of your own.")
    return folder
