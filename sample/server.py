"""Run the server: in the background of a `with` block, or in the foreground."""

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
    """The server's addresses, its data, and the requests so far.

    Change SSB's tables with `statbank`, its classifications with `klass` and the workbooks with `arealprofiler`,
    `unemployed` and `emissions`, IMDi's files with `imdi`, add FHI's tables with `fhi`, and make answers fail with `faults`.
    Each request is a dict of `method`, `path`, `query` (decoded, by name), `body` (parsed JSON, text, or None), `status`
    (None if the connection was closed without an answer) and `fault` (the kind that was injected, or None).
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
        """The base address of the workbooks; their paths are the same as at SSB."""
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
    """Answer as SSB does, on loopback, until the block ends.

    Args:
        port: the port to listen on; 0 takes a free one.
        log: a file to which each request is appended as a JSON line.
        tables: more folders of tables, with the layout of `sample/figures`.
        calls_per_minute: the StatBank's rate limit for each client address.
        klass_shares_quota: whether calls to KLASS count too. This is reported but not confirmed; a client that can
            handle it can also handle separate quotas. KLASS is not known to send its remaining quota, so this
            server does not either.
        clock: the rate limiter's clock, in seconds.

    Yields:
        The addresses, the server's data and the requests so far.
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
    """Answer as SSB does, with these faults, until interrupted. Print the addresses."""
    with _listen(port) as listening:
        addresses = Addresses(port=listening.getsockname()[1], faults=faults)
        print(f"StatBank: {addresses.statbank_url}\nKLASS:    {addresses.klass_url}", flush=True)
        # uvicorn stops cleanly on Ctrl-C and then raises KeyboardInterrupt.
        with suppress(KeyboardInterrupt):
            _server(create_app(addresses, Quota(CALLS_PER_MINUTE), log)).run([listening])


def _listen(port: int) -> socket.socket:
    """Return a listening socket without Nagle's delay, which would hold small answers back for 40 ms."""
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
