"""How many requests a host may be sent, shared by all that run at once on this machine.

SSB counts requests per address over all its services: 40 in any 60 seconds. Each run counts its own in a small file that
the others see, and learns from the headers of every answer what somebody else behind the same address has used.
"""

import fcntl
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import orjson

from catalogue.errors import BadSetting
from extract.clock import Clock

MARGIN = 2.0
"""Seconds beyond the host's window: it counts when a request arrives, we when it leaves."""

_POLICY = re.compile(r"^(\d+);w=(\d+)s?$")


@dataclass
class Used:
    """What is known of one host: its limit in a window, when it was asked of late, and until when it wants to be left alone."""

    limit: int = 40
    window: float = 60.0
    asked: list[float] = field(default_factory=list)
    not_before: float = 0.0

    def opens(self, spacing: float) -> float:
        """The first moment at which one more request may be made."""
        full = self.asked[-self.limit] + self.window + MARGIN if len(self.asked) >= self.limit else 0.0
        return max(self.not_before, full, self.asked[-1] + spacing if self.asked else 0.0)

    def forget(self, now: float) -> None:
        """Let go of what no longer counts, and of moments that a clock put right has left in the future."""
        self.asked = [at for at in self.asked if now - self.window - MARGIN < at <= now]


class Budget:
    """The budget of the host that an address names; requests keep `spacing` seconds apart."""

    def __init__(self, url: str, *, spacing: float, clock: Clock) -> None:
        self._path = _folder() / f"{re.sub('[^a-z0-9.-]', '-', urlsplit(url).netloc.lower())}.json"
        self._spacing = spacing
        self._clock = clock

    def take(self) -> None:
        """Wait until one more request may be made, and count it."""
        while (early := self._early()) > 0:
            self._clock.sleep(early)

    def heed(self, headers: Mapping[str, str]) -> None:
        """Learn the limit from an answer's headers, and count what others behind the same address have used."""
        policy, left = _POLICY.match(headers.get("x-ratelimit-policy", "")), headers.get("x-ratelimit-remaining", "")
        if policy is None or not left.isdigit():
            return
        with self._used() as used:
            used.limit, used.window = max(1, int(policy[1])), float(policy[2])
            now = self._clock.now().timestamp()
            used.forget(now)
            used.asked += [now] * (used.limit - int(left) - len(used.asked))

    def pause(self, seconds: float | None) -> None:
        """Let nobody ask for so long; for a whole window where the host did not say how long."""
        with self._used() as used:
            wait = used.window + MARGIN if seconds is None else seconds
            used.not_before = max(used.not_before, self._clock.now().timestamp() + wait)

    def _early(self) -> float:
        """How many seconds too early it is; when it is not, the request is counted."""
        with self._used() as used:
            now = self._clock.now().timestamp()
            used.forget(now)
            early = used.opens(self._spacing) - now
            if early <= 0:
                used.asked.append(now)
            return early

    @contextmanager
    def _used(self) -> Iterator[Used]:
        """The file's content, nobody else's for as long as the block lasts; a file that cannot be read counts as empty."""
        with os.fdopen(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600), "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            used = _read(file.read())
            yield used
            file.seek(0)
            file.truncate()
            file.write(orjson.dumps(asdict(used)))


def _read(text: bytes) -> Used:
    try:
        return Used(**orjson.loads(text))
    except (orjson.JSONDecodeError, TypeError):
        return Used()


def _folder() -> Path:
    """A folder of this user's own, the same for every home. Raises BadSetting when it is somebody else's."""
    folder = Path(tempfile.gettempdir()) / f"grunnlag-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.lstat().st_uid != os.getuid():
        raise BadSetting(f"{folder} belongs to somebody else; set TMPDIR to a folder of your own.")
    return folder
