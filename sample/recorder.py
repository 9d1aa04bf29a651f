"""Remember what was asked, so that a test or a reader of the log sees what a client really sent."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Recorder:
    """Keeps each request with its status and fault, and appends it to the log file as one JSON line when there is one.

    The status is the one the client got, None where it got no answer; the fault is None where none was asked for.
    """

    def __init__(self, app: ASGIApp, requests: list[dict[str, Any]], log: Path | None) -> None:
        """Take the application behind, the list to fill and the log file."""
        self.app = app
        self.requests = requests
        self.log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Listen while the request is answered."""
        heard = bytearray()
        status: int | None = None
        begun: list[Message] = []  # held back until there is more, for an answer without a body is whole with it

        async def hear() -> Message:
            message = await receive()
            heard.extend(message.get("body", b""))
            return message

        async def tell(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                begun.append(message)
                return
            if not message.get("more_body"):
                # Before the last bytes leave or the connection is closed, so that whoever has the answer finds it recorded.
                self._keep(scope, bytes(heard), status)
            while begun:
                await send(begun.pop())
            await send(message)

        await self.app(scope, hear, tell)

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
