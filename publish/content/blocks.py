"""A document as blocks in order: what Word, PDF and slides all write, each in its own form."""

from dataclasses import dataclass
from typing import Literal

from publish.content.chart import Chart

Style = Literal["body", "bullet", "note", "lead"]
"""body: running text. bullet: a point in a list. note: small. lead: the head of a few lines, not in the contents."""


@dataclass(frozen=True)
class Mark:
    """A figure or table that the text refers to by its number."""

    kind: Literal["figure", "table"]
    key: str
    number: int


@dataclass(frozen=True)
class Link:
    """Text that leads to a source."""

    text: str
    url: str


Piece = str | Mark | Link


@dataclass(frozen=True)
class Heading:
    """A heading: 1 for a chapter, 2 for its finding or a part of it."""

    level: Literal[1, 2]
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. What stands first in it may be emphasised."""

    pieces: tuple[Piece, ...]
    style: Style = "body"
    strong: str = ""

    @property
    def text(self) -> str:
        """Return the whole as plain text, the emphasised part first."""
        rest = "".join(_plain(piece) for piece in self.pieces)
        return f"{self.strong} {rest}" if self.strong else rest


@dataclass(frozen=True)
class Facts:
    """Large numbers, each with what it counts."""

    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Figure:
    """A chart with its number. The title of the chart is the caption."""

    mark: Mark
    chart: Chart
    notes: tuple[str, ...]
    drawing: str = ""
    """A map as SVG, because it is drawn with borders that the chart does not hold; empty for other charts."""


@dataclass(frozen=True)
class Grid:
    """A table with its number."""

    mark: Mark
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str | Link, ...], ...]
    widths: tuple[float, ...]
    """Of the columns, in centimetres."""
    alternative: str
    source: str
    numbers_from: int = 1
    """The first column of numbers, set to the right; as many as there are columns if there is none."""
    strong: int | None = None
    """The column of the municipality itself."""
    sections: frozenset[int] = frozenset()
    """Indexes of rows that are the head of those below."""
    is_form: bool = False
    """Whether empty cells are to be written in, with a choice in the column `Vurdering`."""


@dataclass(frozen=True)
class Meaning:
    """What the figures can mean; never told as a fact."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Questions:
    """Questions for those who plan."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Assessment:
    """An empty field for what the municipality, or the county, itself thinks."""

    about: str
    label: str = "Kommunens vurdering"


@dataclass(frozen=True)
class Contents:
    """The table of contents."""


@dataclass(frozen=True)
class PageBreak:
    """The next block begins a page."""


@dataclass(frozen=True)
class Turn:
    """The next block begins a page of this orientation."""

    landscape: bool


Block = Heading | Paragraph | Facts | Figure | Grid | Meaning | Questions | Assessment | Contents | PageBreak | Turn


@dataclass(frozen=True)
class Cover:
    """What stands in the coloured field of the first page."""

    kind: str
    name: str
    lines: tuple[str, ...]
    map: str = ""
    """A small map as SVG; empty if there is none."""
    alternative: str = ""


@dataclass(frozen=True)
class Document:
    """A document: its title for the file and the head of each page, its cover, and its blocks."""

    title: str
    footer: str
    cover: Cover
    blocks: tuple[Block, ...]


def _plain(piece: Piece) -> str:
    if isinstance(piece, Mark):
        return str(piece.number)
    return piece.text if isinstance(piece, Link) else piece
