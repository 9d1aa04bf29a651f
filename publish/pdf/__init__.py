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
    inputs = {"document": json.dumps(as_data(document), ensure_ascii=False)}
    return typst.compile(TEMPLATE, format="pdf", font_paths=fonts(), sys_inputs=inputs, pdf_standards=["ua-1"])
