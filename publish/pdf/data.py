"""A document as plain data for the template of the PDF."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from publish.content.blocks import Block, Document, Figure, Grid, Link, Mark, PageBreak, Paragraph, Piece, Turn
from publish.drawing.picture import standalone, with_font
from publish.office_xml import legal

WIDTH, NARROW = 16.0, 13.0
"""Of drawings, in centimetres. Strips and maps are high."""


def as_data(document: Document) -> dict[str, Any]:
    """Return the document; a part for each run of pages of the same orientation, the cover first."""
    parts: list[dict[str, Any]] = [{"is_cover": True, "landscape": False, "blocks": []}]
    for block in document.blocks:
        if isinstance(block, Turn) or (isinstance(block, PageBreak) and len(parts) == 1):
            landscape = isinstance(block, Turn) and block.landscape
            parts.append({"is_cover": False, "landscape": landscape, "blocks": []})
        else:
            parts[-1]["blocks"].append(_block(block))
    whole = {"title": document.title, "footer": document.footer, "cover": asdict(document.cover), "parts": parts}
    return {key: _legal(value) for key, value in whole.items()}


def _block(block: Block) -> dict[str, Any]:
    kind = {"kind": type(block).__name__}
    if isinstance(block, Figure):
        return kind | _figure(block)
    if isinstance(block, Grid):
        rows = [[_piece(cell) for cell in row] for row in block.rows]
        return kind | asdict(block) | {"mark": _piece(block.mark), "rows": rows, "sections": sorted(block.sections)}
    if isinstance(block, Paragraph):
        return kind | {"style": block.style, "strong": block.strong, "pieces": _pieces(block.pieces)}
    return kind | asdict(block)


def _figure(block: Figure) -> dict[str, Any]:
    chart = block.chart
    return {
        "mark": _piece(block.mark),
        "title": chart.title,
        "subtitle": chart.subtitle,
        "svg": with_font(block.drawing) if block.drawing else standalone(chart),
        "width": NARROW if chart.kind in ("strip", "map") else WIDTH,
        "alternative": chart.alternative,
        "source": " ".join([*block.notes, chart.source_words]),
    }


def _pieces(pieces: Iterable[Piece]) -> list[Any]:
    return [_piece(piece) for piece in pieces]


def _piece(piece: Piece) -> Any:
    if isinstance(piece, Mark):
        return {"kind": piece.kind, "number": piece.number}
    return {"text": piece.text, "url": piece.url} if isinstance(piece, Link) else piece


def _legal(value: Any) -> Any:
    """Return the data without the characters that no document may hold."""
    if isinstance(value, dict):
        return {key: _legal(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_legal(each) for each in value]
    return legal(value) if isinstance(value, str) else value
