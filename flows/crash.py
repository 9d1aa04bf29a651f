"""What `serve` does when the process of one of its runs has died."""

from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import FlowRun, State

from pipeline.run_report import close_cut_off
from pipeline.settings import read_settings


def report_crash(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Give the run's report its end, and notify of it. Prefect calls it, in the process of `serve`."""
    close_cut_off(read_settings())
