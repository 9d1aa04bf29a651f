"""The response that each kind of fault sends: another one than the application's, or a delayed or cut one."""

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from math import ceil

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sample.faults import Fault, Faults
from sample.hang_up import hang_up
from sample.statbank.problems import unknown_table

Rest = Callable[[Send], Awaitable[None]]
"""The wrapped application, called with the function that sends its response."""


class FaultMiddleware:
    """Sends the fault that `Faults` returns, and stores its kind in the request's state for the recorder."""

    def __init__(self, app: ASGIApp, faults: Faults) -> None:
        """Wrap an application with these faults."""
        self.app = app
        self.faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the whole request, and let the fault or the wrapped application answer it."""
        body = await Request(scope, receive).body()

        async def read_again() -> Message:
            return {"type": "http.request", "body": body}

        async def rest(send: Send) -> None:
            await self.app(scope, read_again, send)

        fault = self.faults.next((scope["method"], scope["path"].lower(), scope["query_string"], body))
        if fault is None:
            await rest(send)
        else:
            scope["state"]["fault"] = fault.kind
            await _fail(fault, rest, send)


async def _fail(fault: Fault, rest: Rest, send: Send) -> None:
    match fault.kind:
        case "slow":
            await asyncio.sleep(fault.seconds)
            await rest(send)
        case "cut":
            await _cut(rest, send)
        case "truncated" | "truncated-chunks":
            await _truncated(rest, send, chunked=fault.kind == "truncated-chunks")
        case "dropped":
            await hang_up(send)
        case _:
            await _send(_instead(fault), send)


def _instead(fault: Fault) -> Response:
    """Return the response that replaces the application's."""
    match fault.kind:
        case "429":
            return Response(status_code=429)
        case "429-retry-after":
            return Response(status_code=429, headers={"Retry-After": str(ceil(fault.seconds))})
        case "500" | "cached":
            return Response(status_code=500)
        case "503-empty":
            return Response(status_code=503)
        case "no-metadata":
            return unknown_table().response()
        case "html":
            return _page(200)
    return _page(int(fault.kind))


def _page(status: int) -> Response:
    words = f"{status} {HTTPStatus(status).phrase}"
    html = f"<!DOCTYPE html><html><head><title>{words}</title></head><body><h1>{words}</h1></body></html>"
    return HTMLResponse(html, status)


async def _send(response: Response, send: Send) -> None:
    await send({"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers})
    await send({"type": "http.response.body", "body": response.body})


async def _cut(rest: Rest, send: Send) -> None:
    start, body = await _half(rest)
    MutableHeaders(scope=start)["content-length"] = str(len(body))
    await send(start)
    await send({"type": "http.response.body", "body": body})


async def _truncated(rest: Rest, send: Send, *, chunked: bool) -> None:
    start, body = await _half(rest)
    if chunked:
        del MutableHeaders(scope=start)["content-length"]
    await send(start)
    await send({"type": "http.response.body", "body": body, "more_body": True})
    await hang_up(send)


async def _half(rest: Rest) -> tuple[Message, bytes]:
    """Return the response's start and the first half of its body. No route here sends a body in several messages."""
    messages: list[Message] = []

    async def keep(message: Message) -> None:
        messages.append(message)

    await rest(keep)
    start, whole = messages
    return start, whole["body"][: len(whole["body"]) // 2]
