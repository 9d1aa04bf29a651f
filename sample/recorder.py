"""Record the requests, so that a test or a reader of the log sees what a client really sent."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Recorder:
    """Records each request with its status and fault, and appends it as a JSON line to the log file, if there is a log.

    The status is None if the client got no answer, and the fault is None if no fault was injected.
    """

    def __init__(self, app: ASGIApp, requests: list[dict[str, Any]], log: Path | None) -> None:
        """Wrap an application, with the list to fill and the log file."""
        self.app = app
        self.requests = requests
        self.log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Record the request while the application answers it."""
        received = bytearray()
        status: int | None = None
        begun: list[Message] = []  # The start waits for the body: a client may take it alone as a whole answer.

        async def receive_and_record() -> Message:
            message = await receive()
            received.extend(message.get("body", b""))
            return message

        async def record_and_send(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                begun.append(message)
                return
            if not message.get("more_body"):
                # Record before the last bytes leave or the connection closes: who has the answer must find the record.
                self._keep(scope, bytes(received), status)
            while begun:
                await send(begun.pop())
            await send(message)

        await self.app(scope, receive_and_record, record_and_send)

    def _keep(self, scope: Scope, body: bytes, status: int | None) -> None:
        query = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
        record = {
            "method": scope["method"],
            "path": scope["path"],
            "query": query,
            "body": _body(body),
            "status": status,
            "fault": scope["state"].get("fault"),
        }
        self.requests.append(record)
        if self.log:
            with self.log.open("ab") as file:
                file.write(orjson.dumps(record) + b"\n")


def _body(body: bytes) -> object:
    try:
        return orjson.loads(body) if body else None
    except orjson.JSONDecodeError:
        return body.decode("utf-8", "replace")
