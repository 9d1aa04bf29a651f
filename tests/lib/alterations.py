"""A source that changes between two fetches: a table of a running sample server, altered within a `with` block."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import sample

TOMORROW = "2099-01-01T07:00:00Z"


class Altered:
    """A table of the server; a change shows in the next answer."""

    def __init__(self, server: sample.Addresses, table_id: str, until: ExitStack) -> None:
        self._statbank, self._table_id, self._until = server.statbank, table_id, until

    def put(self, value: float | None, **codes: str) -> None:
        """Set the figure of the cells with these codes (dimension -> code), or remove it."""
        self._until.enter_context(self._statbank.with_figure(self._table_id, value, **codes))

    def announce(self, updated: str = TOMORROW) -> None:
        """Set a new update time in the listing and the answers."""
        self._until.enter_context(self._statbank.with_updated(self._table_id, updated))


@contextmanager
def altered(server: sample.Addresses, table_id: str) -> Iterator[Altered]:
    """Yield the table, and restore it after the block."""
    with ExitStack() as until:
        yield Altered(server, table_id, until)
