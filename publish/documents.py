"""The documents of a municipality and of a county as the bytes of a file."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from catalogue.errors import BadSetting, UnknownName
from catalogue.words import listed
from publish.content.county_note import Area, county_notes
from publish.content.county_themes import THEMES
from publish.content.document import FULL, SHORT, document
from publish.content.model import MunicipalityContent
from publish.content.place import Base
from publish.drawing.locator import draw_locator
from publish.drawing.maps import draw_map
from publish.drawing.shapes import Shapes
from publish.note import Form, write
from warehouse.read import MunicipalityInfo
from warehouse.read_area import AreaReader

ENDINGS: dict[str, Form] = {".docx": "docx", ".pdf": "pdf"}
"""The endings of documents."""


def municipality_note(content: MunicipalityContent, shapes: Shapes, form: Form, scope: str) -> bytes:
    """Return the note of a municipality: `scope` is full, short or a chapter. Raise UnknownName for another scope."""
    _check(scope, [FULL, SHORT, *(chapter.id for chapter in content.chapters)])
    locator = draw_locator(content.code, shapes)
    with TemporaryDirectory() as folder:
        file = Path(folder, "note")
        write(document(content, scope, str(locator)), file, form=form)
        return file.read_bytes()


@dataclass(frozen=True)
class Around:
    """What a county's notes need around its own figures."""

    database: Path
    base: Base
    shapes: Shapes
    today: list[MunicipalityInfo]
    """Every municipality."""


def county_note(around: Around, code: str, form: Form, scope: str) -> bytes:
    """Return the discussion note of a county on a theme, which is the scope.

    Raise BadSetting for the full scope, which counties lack, UnknownName for any other.
    """
    themes = [theme.id for theme in THEMES]
    if scope == FULL:
        raise BadSetting(f"A county's document is about one theme: --scope is {listed(themes, 'or')}.")
    _check(scope, themes)
    counties = {each.county_code: each.county_name for each in around.today}
    with AreaReader(around.database) as reader, TemporaryDirectory() as folder:
        own = [each for each in around.today if each.county_code == code]
        area = Area(reader, around.base, own, counties, lambda chart: str(draw_map(chart, around.shapes, "wide")))
        file = Path(folder, "note")
        write(dict(county_notes(area))[scope], file, form=form)
        return file.read_bytes()


def _check(scope: str, known: list[str]) -> None:
    if scope not in known:
        raise UnknownName(f"There is no part '{scope[:80]}' of such a document; --scope is {listed(known, 'or')}.")
