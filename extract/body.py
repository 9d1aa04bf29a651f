"""Reads the body of an answer, within limits of size, speed and time."""

from dataclasses import dataclass
from io import BytesIO
from time import monotonic
from typing import Protocol

from catalogue.errors import TooSlow, UnexpectedShape

CHUNK = 1 << 16
SLOWEST, WINDOW = 1000, 30.0
"""The fewest bytes per second, measured over so many seconds."""


@dataclass(frozen=True)
class Limits:
    """The largest answer in MB, unpacked, and the most minutes that one request may take, with its retries."""

    megabytes: float = 100
    minutes: float = 15


class Readable(Protocol):
    """A body that arrives piece by piece, as in urllib3."""

    def read1(self, amt: int | None = None, decode_content: bool | None = None) -> bytes:
        """Return what has arrived, at most `amt` bytes, unpacked; nothing at the end."""


def read_body(raw: Readable, url: str, limits: Limits, deadline: float) -> bytes:
    """Return the unpacked body. Raise UnexpectedShape if it is too large, TooSlow if it is slow or late."""
    body, window, in_window = BytesIO(), monotonic(), 0
    while chunk := raw.read1(CHUNK, decode_content=True):
        body.write(chunk)
        in_window, now = in_window + len(chunk), monotonic()
        if body.tell() > limits.megabytes * 1e6:
            raise UnexpectedShape(
                f"{url} sends more than {limits.megabytes:g} MB; if that is right, raise GRUNNLAG_ANSWER_LIMIT."
            )
        if now > deadline:
            raise TooSlow(f"{url} took more than {limits.minutes:g} minutes; try again later.")
        if now - window >= WINDOW:
            if in_window < SLOWEST * WINDOW:
                raise TooSlow(f"{url} sends less than {SLOWEST} bytes per second; try again later.")
            window, in_window = now, 0
    return body.getvalue()
