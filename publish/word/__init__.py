"""The note as a Word file that a municipality can write on in: its styles, native charts, and fields to fill in."""

from io import BytesIO

from publish.content.blocks import Document
from publish.word.writer import Writer


def write(document: Document) -> bytes:
    """Return the document as .docx."""
    file = BytesIO()
    Writer(document).file.save(file)
    return file.getvalue()


__all__ = ["write"]
