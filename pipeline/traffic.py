"""The client that counts the requests of a run."""

from typing import Any

from extract.answer import Answer
from extract.client import Client
from pipeline.steps import Traffic


class CountingClient(Client):
    """A client that counts its requests."""

    def __init__(self, traffic: Traffic, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._traffic = traffic

    def _send(self, request: dict[str, Any], query: dict[str, str]) -> Answer:
        """Send the request, and count it and the bytes of its answer."""
        self._traffic.requests += 1
        answer = super()._send(request, query)
        self._traffic.bytes += len(answer.body)
        return answer
