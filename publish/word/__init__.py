"""The note as a Word file that a municipality can write on in: its styles, native charts, and fields to fill in."""

from collections.abc import Sequence
from io import BytesIO

from publish.content.blocks import Document
from publish.word.writer import Writer


def write(document: Document, pages: Sequence[int] = ()) -> bytes:
    """Return the document as .docx; `pages` are those that its contents give for the chapters."""
    file = BytesIO()
    Writer(document, pages).file.save(file)
    return file.getvalue()


__all__ = ["write"]
