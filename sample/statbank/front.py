"""What stands before PxWebApi at SSB: IIS, which counts characters and ignores case, and the rate limiter."""

import time
from collections import defaultdict, deque
from collections.abc import Callable
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_QUERY_STRING = 2048
WINDOW_SECONDS = 60
# IIS ends lines with CR LF.
TOO_LONG = (Path(__file__).parent / "query_too_long.html").read_text(encoding="utf-8").replace("\n", "\r\n")


class AnyCase:
    """Paths under a root are read in any case, all but the id of a codelist."""

    def __init__(self, app: ASGIApp, root: str) -> None:
        """Take the application behind and the root; other paths are left as they are."""
        self.app = app
        self.root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lower the path's case and pass the request on."""
        path: str = scope["path"]
        if path.lower().startswith(self.root):
            folder, _, name = path.rpartition("/")
            path = f"{folder.lower()}/{name if folder.lower().endswith('/codelists') else name.lower()}"
        await self.app({**scope, "path": path}, receive, send)


class QueryLimit:
    """A query string over the limit is a missing page to IIS: HTTP 404 in HTML, not 414."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the application behind."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request or pass it on."""
        too_long = len(scope["query_string"]) > MAX_QUERY_STRING
        await (Response(TOO_LONG, 404, {"content-type": "text/html"}) if too_long else self.app)(scope, receive, send)


class Quota:
    """So many calls a minute for each client address, whichever routes share it. Refused calls are not counted."""

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Take the calls allowed a minute, and what tells the time in seconds."""
        self.limit = limit
        self._clock = clock
        self._calls: dict[str, deque[float]] = defaultdict(deque)

    def take(self, client: str) -> int:
        """Make a call, and give how many are left after it; below zero when this one is too many."""
        calls, now = self._calls[client], self._clock()
        while calls and calls[0] <= now - WINDOW_SECONDS:
            calls.popleft()
        if len(calls) >= self.limit:
            return -1
        calls.append(now)
        return self.limit - len(calls)


class RateLimit:
    """What is over the quota is answered 429 with an empty body, and without Retry-After."""

    def __init__(self, app: ASGIApp, quota: Quota, *, told: bool) -> None:
        """Take the application behind, the quota, and whether every answer tells in its headers what is left of it."""
        self.app = app
        self.quota = quota
        self.told = told

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request or pass it on."""
        left = self.quota.take(scope["client"][0])

        async def with_headers(message: Message) -> None:
            if self.told and message["type"] == "http.response.start":
                self._label(MutableHeaders(scope=message), max(left, 0))
            await send(message)

        await (Response(status_code=429) if left < 0 else self.app)(scope, receive, with_headers)

    def _label(self, headers: MutableHeaders, left: int) -> None:
        limit = self.quota.limit
        headers["x-ratelimit-limit"] = str(limit)
        headers["x-ratelimit-policy"] = f"{limit};w={WINDOW_SECONDS}s"
        headers["x-ratelimit-remaining"] = str(left)
        headers["x-ratelimit-resource"] = "SB_API_1MIN"
