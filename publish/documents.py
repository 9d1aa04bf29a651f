"""The documents of a municipality and of a county as the bytes of a file: Word to write on, or PDF to read."""

from collections.abc import Callable

from catalogue.errors import BadSetting, UnknownName
from catalogue.words import listed
from publish import pdf, word
from publish.content.blocks import Contents, Document
from publish.content.county_note import Area, county_note
from publish.content.county_themes import THEMES
from publish.content.document import FULL, SHORT, document
from publish.content.model import MunicipalityContent


def _word(document: Document) -> bytes:
    """Return the document as .docx, whose contents have the pages of the PDF, because Word counts them only when asked to."""
    has_contents = any(isinstance(block, Contents) for block in document.blocks)
    return word.write(document, pdf.chapter_pages(document) if has_contents else [])


WRITERS: dict[str, Callable[[Document], bytes]] = {".docx": _word, ".pdf": pdf.write}
"""By the ending of the file."""


def municipality_file(content: MunicipalityContent, locator: str, ending: str, scope: str) -> bytes:
    """Return the note of a municipality: `scope` is full, short or a chapter. Raise UnknownName for another scope."""
    _check(scope, [FULL, SHORT, *(chapter.id for chapter in content.chapters)])
    return WRITERS[ending](document(content, scope, locator))


def county_file(area: Area, ending: str, scope: str) -> bytes:
    """Return the discussion note of a county on a theme, which is the scope.

    Raise BadSetting for the full scope, which counties lack, UnknownName for any other.
    """
    if scope == FULL:
        raise BadSetting(f"A county's document is about one theme: --scope is {listed([*THEMES], 'or')}.")
    _check(scope, [*THEMES])
    return WRITERS[ending](county_note(area, scope))


def _check(scope: str, known: list[str]) -> None:
    if scope not in known:
        raise UnknownName(f"There is no part '{scope[:80]}' of such a document; --scope is {listed(known, 'or')}.")
