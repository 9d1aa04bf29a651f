"""A server on loopback that sends the answers a test gives it, whatever the requests are."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import orjson


@dataclass(frozen=True)
class Says:
    """One answer. `announced` is its Content-Length, if that differs from the true length."""

    body: bytes = b"{}"
    status: int = 200
    content_type: str = "application/json; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    announced: int | None = None


@dataclass
class Scripted:
    """The server's address, its answers (the last one is repeated), and the requests it got, with their headers."""

    answers: list[Says]
    url: str = ""
    asked: list[tuple[str, str, Any]] = field(default_factory=list)
    headers: list[Message] = field(default_factory=list)

    def next(self) -> Says:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def scripted(*answers: Says) -> Iterator[Scripted]:
    """Run the server for the block."""
    script = Scripted(list(answers))
    server = HTTPServer(("127.0.0.1", 0), _handler(script))
    script.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield script
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(script: Scripted) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(None)

        def do_POST(self) -> None:
            self._answer(orjson.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _answer(self, body: Any) -> None:
            script.asked.append((self.command, self.path, body))
            script.headers.append(self.headers)
            says = script.next()
            self.send_response(says.status)
            length = len(says.body) if says.announced is None else says.announced
            for name, value in {"Content-Type": says.content_type, "Content-Length": length, **says.headers}.items():
                self.send_header(name, str(value))
            self.end_headers()
            self.wfile.write(says.body)
            self.close_connection = True

        def log_message(self, *_: Any) -> None: ...

    return Handler
