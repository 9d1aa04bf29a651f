"""The note as PDF by typst: tagged for readers with aids (PDF/UA-1), with its font embedded."""

import json
from pathlib import Path

import typst

from publish.content.blocks import Document
from publish.drawing.picture import fonts
from publish.pdf.data import as_data

TEMPLATE = Path(__file__).with_name("note.typ")


def write(document: Document) -> bytes:
    """Return the document as .pdf."""
    return typst.compile(
        TEMPLATE, format="pdf", font_paths=fonts(), sys_inputs=_inputs(document), pdf_standards=["ua-1"]
    )


def chapter_pages(document: Document) -> list[int]:
    """Return the page of each chapter, for the contents of other forms."""
    found = typst.query(TEMPLATE, "<chapter>", field="value", font_paths=fonts(), sys_inputs=_inputs(document))
    return [*json.loads(found)]


def _inputs(document: Document) -> dict[str, str]:
    return {"document": json.dumps(as_data(document), ensure_ascii=False)}
