"""The note as a Word file that a municipality can write on in: its styles, native charts, and fields to fill in."""

from pathlib import Path

from publish.content.blocks import Document
from publish.word.writer import Writer


def write(document: Document, out: Path) -> None:
    """Write the document as .docx."""
    Writer(document).file.save(str(out))


__all__ = ["write"]
