"""A municipality's note as a file: Word to write on, or PDF to read."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from publish import pdf, word
from publish.content.blocks import Document
from publish.content.document import FULL, document
from publish.content.model import MunicipalityContent

Form = Literal["docx", "pdf"]
WRITERS: dict[Form, Callable[[Document, Path], None]] = {"docx": word.write, "pdf": pdf.write}


def note(content: MunicipalityContent, out: Path, *, form: Form, scope: str = FULL, locator: str = "") -> None:
    """Write the note: `scope` is full, short or the id of a chapter, `locator` a small map as SVG.

    Raise KeyError for a chapter that there is not.
    """
    WRITERS[form](document(content, scope, locator), out)


def write(document: Document, out: Path, *, form: Form) -> None:
    """Write a document that is made already, such as a county's discussion note."""
    WRITERS[form](document, out)
