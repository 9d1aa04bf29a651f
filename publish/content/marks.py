"""Numbers of figures and tables, in the order in which a document has them."""

from publish.content.blocks import Mark


class Counter:
    """Counts figures and tables from 1; each has a key that is unique in the document."""

    def __init__(self) -> None:
        self._figures, self._tables = 0, 0

    def figure(self, key: str) -> Mark:
        """Return the next number of a figure."""
        self._figures += 1
        return Mark("figure", key, self._figures)

    def table(self, key: str) -> Mark:
        """Return the next number of a table."""
        self._tables += 1
        return Mark("table", key, self._tables)
