"""Lets the client retry without a wait: every process of a test imports this as it starts."""

from tenacity import wait_none

import extract.client

extract.client.BACKOFF = wait_none()  # type: ignore[assignment]
