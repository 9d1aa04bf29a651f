"""The page of a municipality: the chapters of its content, with figures, tables, and what is lacking."""

from dataclasses import dataclass

from publish.content.model import Chapter, MunicipalityContent, Source
from publish.content.place import Base
from publish.drawing.locator import draw_locator
from publish.drawing.mini_strip import ring_definition
from publish.drawing.shapes import Shapes
from publish.site.addresses import download
from publish.site.figures import Figure, rows_of_figures
from publish.site.gap_groups import GapGroup, gap_groups
from publish.site.law import SYMBOLS, requirements
from publish.site.tables import Comparison, comparison
from publish.site.templating import Fill

DOCUMENTS = {"docx": "Word", "pdf": "PDF", "pptx": "PowerPoint", "xlsx": "Excel"}
"""Ending of a document -> what its link says."""


@dataclass(frozen=True)
class ChapterView:
    """A chapter with its parts as the template shows them."""

    chapter: Chapter
    figures: list[list[Figure]]
    comparison: Comparison | None
    gaps: list[GapGroup]

    @property
    def is_empty(self) -> bool:
        """Whether there is no figure at all."""
        return not (self.figures or self.comparison or self.chapter.sentences)


def municipality_html(fill: Fill, base: Base, content: MunicipalityContent, shapes: Shapes, *, documents: bool) -> str:
    """Return the page of a municipality, with links to its documents if there are any."""
    folder = download("kommune", content.code)
    return fill(
        "municipality.html",
        content=content, folder=folder, symbols=SYMBOLS, law=requirements(content.law),
        chapters=[_view(chapter, content, base, folder) for chapter in content.chapters],
        ring=ring_definition(), locator=draw_locator(content.code, shapes),
        old=[source for source in content.sources if _is_stale(base, source)], documents=DOCUMENTS if documents else {},
    )  # fmt: skip


def _view(chapter: Chapter, content: MunicipalityContent, base: Base, folder: str) -> ChapterView:
    table = comparison(chapter.table, content, base.indicators) if chapter.table else None
    return ChapterView(chapter, rows_of_figures(chapter.charts, folder), table, gap_groups(chapter.gaps))


def _is_stale(base: Base, source: Source) -> bool:
    return bool(base.sources[source.id].stale_reason)
