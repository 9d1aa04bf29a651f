"""Where a command fetches from: the configured addresses, or the bundled sample's server."""

from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.settings import Settings, read_settings

UNHURRIED = 10_000
"""Calls a minute that the bundled sample allows: on one's own machine nobody needs to wait."""


@contextmanager
def from_source(sample: bool) -> Iterator[Settings]:
    """Give the settings; with `sample`, those that point at a sample server that is up for as long as the block lasts."""
    settings = read_settings()
    if not sample:
        yield settings
        return
    from sample import serve

    log = settings.folder.prepare().path / "sample-requests.jsonl"
    with serve(log=log, calls_per_minute=UNHURRIED) as server:
        yield settings.model_copy(
            update={
                "statbank_url": server.statbank_url,
                "klass_url": server.klass_url,
                "spreadsheet_url": server.spreadsheet_url,
                "fhi_url": server.fhi_url,
                "spacing": 0.0,
                "sample": True,
                "held": frozenset(server.held),
            }
        )
