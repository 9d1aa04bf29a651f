"""Run the server: in the background for a `with` block, or in the foreground."""

import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

import uvicorn
from starlette.applications import Starlette

from sample.app import CALLS_PER_MINUTE, create_app
from sample.klass.register import Register
from sample.klass.routes import ROOT as KLASS
from sample.statbank.asking import ROOT as STATBANK
from sample.statbank.drift import StatBank

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Addresses:
    """Where the two servers answer, and what they have been asked so far.

    `statbank` is where a test lets SSB change its tables. Each request is a dict of `method`, `path`, `query` (decoded,
    by name), `body` (parsed JSON, text, or None) and `status`.
    What KLASS holds may be changed while the server runs (see `Register`).
    """

    port: int
    statbank: StatBank
    requests: list[dict[str, Any]] = field(default_factory=list)
    klass: Register = field(default_factory=Register)

    @property
    def statbank_url(self) -> str:
        """The base address of PxWebApi 2."""
        return f"http://{HOST}:{self.port}{STATBANK}"

    @property
    def klass_url(self) -> str:
        """The base address of KLASS."""
        return f"http://{HOST}:{self.port}{KLASS}"


@contextmanager
def serve(
    port: int = 0, log: Path | None = None, *, calls_per_minute: int = CALLS_PER_MINUTE, tables: Sequence[Path] = ()
) -> Iterator[Addresses]:
    """Answer as SSB does, on loopback, for as long as the block lasts.

    Args:
        port: the port to listen on; 0 takes a free one.
        log: a file each request is appended to as one JSON line.
        calls_per_minute: the StatBank's rate limit for one client address.
        tables: further folders of tables, of the form of `sample/figures`.

    Yields:
        The addresses and the requests made.
    """
    with _listen(port) as listening:
        addresses = Addresses(listening.getsockname()[1], StatBank(tables))
        server = _server(create_app(addresses.statbank, addresses.klass, addresses.requests, log, calls_per_minute))
        thread = Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        try:
            _await_start(server, thread)
            yield addresses
        finally:
            server.should_exit = True
            thread.join()


def run(port: int, log: Path | None) -> None:
    """Answer as SSB does until interrupted, and say where."""
    with _listen(port) as listening:
        addresses = Addresses(listening.getsockname()[1], StatBank())
        print(f"StatBank: {addresses.statbank_url}\nKLASS:    {addresses.klass_url}", flush=True)
        # uvicorn stops cleanly on Ctrl-C and then raises it once more.
        with suppress(KeyboardInterrupt):
            _server(create_app(addresses.statbank, addresses.klass, addresses.requests, log)).run([listening])


def _listen(port: int) -> socket.socket:
    """A listening socket whose connections send at once; small answers would else wait 40 ms to be acknowledged."""
    listening = socket.create_server((HOST, port))
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _server(app: Starlette) -> uvicorn.Server:
    config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off", timeout_graceful_shutdown=1)
    return uvicorn.Server(config)


def _await_start(server: uvicorn.Server, thread: Thread) -> None:
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("The sample server did not start")
        time.sleep(0.005)
