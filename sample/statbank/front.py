"""SSB's layers before PxWebApi: IIS, which limits the query's length and ignores case, and the rate limiter."""

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
    """Ignores the case of paths under a root, except the id of a codelist."""

    def __init__(self, app: ASGIApp, root: str) -> None:
        """Wrap an application; paths outside the root are unchanged."""
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
    """Answers a too long query string as IIS does: with HTTP 404 in HTML, not 414."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request or pass it on."""
        too_long = len(scope["query_string"]) > MAX_QUERY_STRING
        await (Response(TOO_LONG, 404, {"content-type": "text/html"}) if too_long else self.app)(scope, receive, send)


class Quota:
    """A limit of calls a minute for each client address, shared by several routes. Refused calls do not count."""

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Set the calls allowed a minute, and the clock, in seconds."""
        self.limit = limit
        self._clock = clock
        self._calls: dict[str, deque[float]] = defaultdict(deque)

    def take(self, client: str) -> int:
        """Count a call and return how many are left; -1 if it exceeds the limit."""
        calls, now = self._calls[client], self._clock()
        while calls and calls[0] <= now - WINDOW_SECONDS:
            calls.popleft()
        if len(calls) >= self.limit:
            return -1
        calls.append(now)
        return self.limit - len(calls)


class RateLimit:
    """Answers calls over the quota with 429, an empty body, and no Retry-After."""

    def __init__(self, app: ASGIApp, quota: Quota, *, show_remaining: bool) -> None:
        """Wrap an application with a quota; with `show_remaining`, each answer's headers give the remaining calls."""
        self.app = app
        self.quota = quota
        self.show_remaining = show_remaining

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request or pass it on."""
        left = self.quota.take(scope["client"][0])

        async def with_headers(message: Message) -> None:
            if self.show_remaining and message["type"] == "http.response.start":
                self._label(MutableHeaders(scope=message), max(left, 0))
            await send(message)

        await (Response(status_code=429) if left < 0 else self.app)(scope, receive, with_headers)

    def _label(self, headers: MutableHeaders, left: int) -> None:
        limit = self.quota.limit
        headers["x-ratelimit-limit"] = str(limit)
        headers["x-ratelimit-policy"] = f"{limit};w={WINDOW_SECONDS}s"
        headers["x-ratelimit-remaining"] = str(left)
        headers["x-ratelimit-resource"] = "SB_API_1MIN"
