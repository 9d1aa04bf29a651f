"""`grunnlag serve`: on one machine, all that Prefect needs to run by schedule and on demand."""

import asyncio
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from prefect import Flow
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.types.entrypoint import EntrypointType

from catalogue.errors import SourceUnavailable
from flows.nightly import municipality_flow, nightly_flow
from flows.parameters import closed, require_county
from flows.server import announced
from pipeline.settings import Settings

NIGHTLY = Cron("30 3 * * *", timezone="Europe/Oslo")
"""Before SSB shows zeros for the figures of the day, from 05:00; and 03:30 is in every night, also when clocks change."""

START_LIMIT = 120.0
"""Seconds a Prefect server may take to start, a new database included."""

STOP_LIMIT = 20.0
"""Seconds it may take to end."""


class _Served(Runner):
    """Prefect's runner, ended by SIGTERM as by Ctrl-C: its own way leaves its shutdown undone and shows tracebacks."""

    def handle_sigterm(self, *_: Any, **__: Any) -> None:
        """Let asyncio wind up."""
        signal.raise_signal(signal.SIGINT)


def serve(settings: Settings, county: str | None, port: int) -> None:
    """Serve both deployments until stopped; start a Prefect server first where none is configured."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that a server being started is ended too
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a script that starts us in the background has it ignored
    require_county(county)
    home = settings.folder.prepare()
    with _server(port) as url, announced(home, url), _for_children({"PREFECT_API_URL": url, **settings.environment()}):
        nightly = _deployment(nightly_flow, county, schedule=NIGHTLY)
        municipality = _deployment(municipality_flow, county)
        print(f"Prefect is at {url.removesuffix('/api')}. Nightly runs at 03:30 Oslo time; Ctrl-C stops.")
        print(
            f"One municipality now: PREFECT_API_URL={url} prefect deployment run municipality/municipality -p code=5055"
        )
        runner = _Served(pause_on_shutdown=False)
        for deployment in (nightly, municipality):
            runner.add_deployment(deployment)
        with suppress(KeyboardInterrupt):
            asyncio.run(runner.start())


def _deployment(flow: Flow[..., Any], county: str | None, **schedule: Any) -> RunnerDeployment:
    """The flow's deployment, by its module: a file's path would put flows/ first among the places to import from."""
    module = EntrypointType.MODULE_PATH
    return closed(
        RunnerDeployment.from_flow(flow, flow.name, parameters={"county": county}, entrypoint_type=module, **schedule)
    )


@contextmanager
def _server(port: int) -> Iterator[str]:
    """The configured Prefect server, or one of our own: a temporary one would not keep schedules."""
    configured = PREFECT_API_URL.value()
    if configured:
        yield configured
        return
    url = f"http://127.0.0.1:{port}/api"
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command)  # noqa: S603  (our own words and a number)
    try:
        _await(url, process)
        with temporary_settings({PREFECT_API_URL: url}):
            yield url
    finally:
        end_server(process)


@contextmanager
def _for_children(variables: dict[str, str]) -> Iterator[None]:
    """Set variables for the processes that the runner starts: each flow run is one, and inherits our environment."""
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def end_server(process: "subprocess.Popen[bytes]") -> None:
    """Stop the server; it would wait for as long as anybody, such as a run that was cut off, keeps a connection open."""
    process.terminate()
    try:
        process.wait(STOP_LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _await(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Return when the server answers. Raise SourceUnavailable when it ends or is too slow."""
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=2):  # noqa: S310  (our own address)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise SourceUnavailable(f"The Prefect server did not start at {url}; is the port taken? Try another with --port.")
