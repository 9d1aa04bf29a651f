"""A source that changes between two fetches: one table of a running sample server, altered and put back."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import sample

TOMORROW = "2099-01-01T07:00:00Z"


class Altered:
    """One table of the server; what is done to it shows in the next answer."""

    def __init__(self, server: sample.Addresses, table_id: str, until: ExitStack) -> None:
        self._statbank, self._table_id, self._until = server.statbank, table_id, until

    def put(self, value: float | None, **codes: str) -> None:
        """Give the cells of these codes (dimension -> code; every other dimension whole) another figure, or none."""
        self._until.enter_context(self._statbank.with_figure(self._table_id, value, **codes))

    def announce(self, updated: str = TOMORROW) -> None:
        """Let the listing and the answers say that the table is new."""
        self._until.enter_context(self._statbank.with_updated(self._table_id, updated))


@contextmanager
def altered(server: sample.Addresses, table_id: str) -> Iterator[Altered]:
    """The table, to be altered for as long as the block lasts."""
    with ExitStack() as until:
        yield Altered(server, table_id, until)
