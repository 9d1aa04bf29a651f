"""`grunnlag serve`: everything that Prefect needs on one machine to run on a schedule and on demand."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from prefect import Flow
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.settings import PREFECT_API_URL
from prefect.types.entrypoint import EntrypointType
from prefect.utilities.annotations import NotSet

from extract.clock import OSLO
from flows.nightly import documents_flow, municipality_flow, nightly_flow
from flows.own_server import own_server, require_free
from flows.parameters import closed, require_counties
from flows.secret import make_secret, read_secret, secret_file
from flows.server import only_serve, prefect_faults
from flows.watch import TAG
from pipeline.log_file import log_to
from pipeline.run_report import close_cut_off
from pipeline.schedule import NIGHTLY
from pipeline.settings import Settings
from warehouse.home import Home

log = logging.getLogger(__name__)

EVERY_NIGHT = Cron(f"{NIGHTLY.minute} {NIGHTLY.hour} * * *", timezone=OSLO.key)


class _Served(Runner):
    """Prefect's runner, which SIGTERM ends as Ctrl-C does: Prefect's own handler stops halfway and shows tracebacks."""

    def handle_sigterm(self, *_: Any, **__: Any) -> None:
        """Raise SIGINT, so that asyncio shuts down in order."""
        signal.raise_signal(signal.SIGINT)


def serve(settings: Settings, counties: tuple[str, ...], port: int) -> None:
    """Serve the deployments until stopped; start a Prefect server first where none is configured."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends a server that is still starting, too
    signal.signal(signal.SIGINT, signal.default_int_handler)  # shell scripts start background jobs with SIGINT ignored
    require_counties(counties)
    configured = PREFECT_API_URL.value()
    if not configured:
        require_free(port)
    home = settings.folder.prepare()
    with (
        only_serve(home),
        _server(home, port, configured) as url,
        _for_children({"PREFECT_API_URL": url, **settings.environment()}),
        prefect_faults(url),
        log_to(home),
    ):
        close_cut_off(settings)
        log.info("'serve' is up.")
        nightly = _deployment(nightly_flow, counties, schedule=EVERY_NIGHT)
        on_demand = [_deployment(flow, counties) for flow in (municipality_flow, documents_flow)]
        print(f"Prefect is at {url.removesuffix('/api')}. Nightly runs at {NIGHTLY:%H:%M} Oslo time; Ctrl-C stops.")
        print("One municipality now, in another terminal: grunnlag trigger Heim --wait", flush=True)
        runner = _Served(pause_on_shutdown=False, limit=NotSet if configured else 1)
        for deployment in (nightly, *on_demand):
            runner.add_deployment(deployment)
        with suppress(KeyboardInterrupt):
            asyncio.run(runner.start())
        log.info("'serve' has ended.")


def _deployment(flow: Flow[..., Any], counties: tuple[str, ...], **schedule: Any) -> RunnerDeployment:
    """Return the flow's deployment, by module: a file path would put flows/ first on the import path."""
    module, parameters = EntrypointType.MODULE_PATH, {"county": ",".join(counties) or None}
    return closed(
        RunnerDeployment.from_flow(
            flow, flow.name, parameters=parameters, entrypoint_type=module, tags=[TAG], **schedule
        )
    )


@contextmanager
def _server(home: Home, port: int, configured: str | None) -> Iterator[str]:
    """Yield the address of the configured Prefect server, or of a server started here: temporary ones keep no schedules."""
    if configured:
        yield configured
        return
    made = make_secret(home)
    with own_server(home, port) as url:
        print(_how_to_log_in(home, show=made and sys.stdout.isatty()))
        yield url


def _how_to_log_in(home: Home, *, show: bool) -> str:
    """Return a sentence with the path of the secret; with `show`, the secret too. Never show it in a log."""
    path = secret_file(home)
    if show:
        return f"Log in to Prefect's page with {read_secret(home)} (the whole of it). It is kept in {path}, and not shown again."
    return f"Log in to Prefect's page with the line in {path}."


@contextmanager
def _for_children(variables: dict[str, str]) -> Iterator[None]:
    """Set environment variables for the block. Each flow run is a process that inherits them."""
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
