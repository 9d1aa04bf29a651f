"""A run that starts while a source is closed: Prefect starts it again when the source opens."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from prefect import get_client
from prefect.client.schemas.objects import State
from prefect.exceptions import Pause
from prefect.runtime import deployment, flow_run
from prefect.states import AwaitingRetry

from catalogue.errors import Closed


@contextmanager
def put_off_until_open() -> Iterator[None]:
    """Schedule a run of a deployment again, and end its process, if the block raises Closed. Other runs have no next start."""
    try:
        yield
    except Closed as closed:
        if not deployment.id:
            raise
        message = (
            f"SSB shows zeros for figures it is about to publish; this run starts at {closed.opens:%H:%M} Oslo time."
        )
        state: State[None] = AwaitingRetry(scheduled_time=closed.opens, message=message)
        with get_client(sync_client=True) as client:
            client.set_flow_run_state(UUID(flow_run.id), state)
        raise Pause(state=state) from closed
