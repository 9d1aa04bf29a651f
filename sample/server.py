"""Run the server: in the background for a `with` block, or in the foreground."""

import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import uvicorn
from starlette.applications import Starlette

from sample.app import Holdings, create_app
from sample.faults import Faults
from sample.fhi.routes import ROOT as FHI
from sample.hang_up import Protocol
from sample.klass.routes import ROOT as KLASS
from sample.statbank.drift import StatBank
from sample.statbank.front import Quota
from sample.statbank.request import ROOT as STATBANK

HOST = "127.0.0.1"
CALLS_PER_MINUTE = 40


@dataclass(frozen=True, kw_only=True)
class Addresses(Holdings):
    """Where the servers answer, what they hold, and what they have been asked so far.

    Let SSB change its tables with `statbank`, its classifications with `klass` and its workbook with `arealprofiler`, give
    FHI tables with `fhi`, and let answers fail with `faults`.
    Each request is a dict of `method`, `path`, `query` (decoded, by name), `body` (parsed JSON, text, or None), `status` (None
    when the connection was closed without an answer) and `fault` (the kind that was asked for, or None).
    """

    port: int

    @property
    def statbank_url(self) -> str:
        """The base address of PxWebApi 2."""
        return f"http://{HOST}:{self.port}{STATBANK}"

    @property
    def klass_url(self) -> str:
        """The base address of KLASS."""
        return f"http://{HOST}:{self.port}{KLASS}"

    @property
    def spreadsheet_url(self) -> str:
        """The base address of the workbooks, which lie where they lie at SSB."""
        return f"http://{HOST}:{self.port}"

    @property
    def fhi_url(self) -> str:
        """The base address of FHI's open statistics API."""
        return f"http://{HOST}:{self.port}{FHI}"


@contextmanager
def serve(
    port: int = 0,
    log: Path | None = None,
    *,
    tables: Sequence[Path] = (),
    calls_per_minute: int = CALLS_PER_MINUTE,
    klass_shares_quota: bool = True,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Addresses]:
    """Answer as SSB does, on loopback, for as long as the block lasts.

    Args:
        port: the port to listen on; 0 takes a free one.
        log: a file each request is appended to as one JSON line.
        tables: further folders of tables, of the form of `sample/figures`.
        calls_per_minute: the StatBank's rate limit for one client address.
        klass_shares_quota: whether calls to KLASS count too. Some say so and nobody has shown it; a client that gets
            along with it gets along without. KLASS is not known to tell what is left, so it does not here.
        clock: what the limiter tells the time by, in seconds.

    Yields:
        The addresses, what is behind them, and the requests made.
    """
    with _listen(port) as listening:
        addresses = Addresses(port=listening.getsockname()[1], statbank=StatBank(tables))
        quota = Quota(calls_per_minute, clock)
        server = _server(create_app(addresses, quota, log, klass_shares_quota=klass_shares_quota))
        thread = Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        try:
            _await_start(server, thread)
            yield addresses
        finally:
            server.should_exit = True
            thread.join()


def run(port: int, log: Path | None, faults: Faults) -> None:
    """Answer as SSB does, and fail as is asked, until interrupted; and say where."""
    with _listen(port) as listening:
        addresses = Addresses(port=listening.getsockname()[1], faults=faults)
        print(f"StatBank: {addresses.statbank_url}\nKLASS:    {addresses.klass_url}", flush=True)
        # uvicorn stops cleanly on Ctrl-C and then raises it once more.
        with suppress(KeyboardInterrupt):
            _server(create_app(addresses, Quota(CALLS_PER_MINUTE), log)).run([listening])


def _listen(port: int) -> socket.socket:
    """A listening socket whose connections send at once; small answers would else wait 40 ms to be acknowledged."""
    listening = socket.create_server((HOST, port))
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _server(app: Starlette) -> uvicorn.Server:
    config = uvicorn.Config(
        app, http=Protocol, log_level="warning", access_log=False, lifespan="off", timeout_graceful_shutdown=1
    )
    return uvicorn.Server(config)


def _await_start(server: uvicorn.Server, thread: Thread) -> None:
    while not server.started:
        if not thread.is_alive():
            raise RuntimeError("The sample server did not start")
        time.sleep(0.005)
