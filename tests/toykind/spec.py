"""The toy kind for `catalogue`: one class."""

from typing import Literal

from catalogue.source_spec import Contents, FiguresSpec
from catalogue.strict import Dimension


class CsvSource(FiguresSpec):
    """A CSV on the web: code, value; all of one period."""

    kind: Literal["csv"]
    url: str
    year: str
    contents: dict[Dimension, Contents]

    @property
    def publisher(self) -> str:
        """A county."""
        return "A county"

    @property
    def number(self) -> str:
        """Empty: the file has no number."""
        return ""

    @property
    def name(self) -> str:
        """The file's name in messages."""
        return f"CSV {self.url}"

    def page(self, number: str) -> str:
        """Return the file's address."""
        return self.url

    def cited_as(self, number: str) -> str:
        """Return the title."""
        return self.title.nb

    @property
    def own_dimensions(self) -> list[str]:
        """None."""
        return []
