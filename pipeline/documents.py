"""Makes the documents that pages link to. An unchanged document is linked from the published build."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

from catalogue.models import Catalogue
from publish.content.document import FULL
from publish.forms import Forms
from publish.site import Scope
from publish.site.made import code_hash
from warehouse.home import DATABASE
from warehouse.read_site import SiteReader

ENDINGS = (".docx", ".pdf", ".pptx", ".xlsx")
FOLDER = "dokument"
"""The folder of the documents, in that of the site."""
MADE = "made.json"
"""The note in it: the name of each file -> the hash of what it was made from."""


def make_documents(
    folder: Path, before: Path, catalogue: Catalogue, scope: Scope, progress: Callable[[int, int], None]
) -> int:
    """Make folder/site/dokument/<code>.<ending> for the municipalities with pages. Return how many files were made anew.

    `before` is the published folder, whose files are linked if nothing in them has changed. Call `progress` with
    (done, total) municipalities.
    """
    wanted, made = _codes(folder / DATABASE, scope), 0
    own, old = folder / "site" / FOLDER, before / "site" / FOLDER
    own.mkdir(parents=True, exist_ok=True)
    known, code = _noted(old), code_hash()
    notes = _noted(own)
    with Forms(folder / DATABASE, catalogue) as forms:
        for done, municipality in enumerate(wanted, start=1):
            hashed = hashlib.sha256(repr((forms.made_from(municipality), code)).encode()).hexdigest()
            for name in (f"{municipality}{ending}" for ending in ENDINGS):
                if not _is_linked(own / name, old / name, known.get(name) == hashed):
                    _write(own / name, forms.municipality(municipality, Path(name).suffix, None, FULL))
                    made += 1
                notes[name] = hashed
            progress(done, len(wanted))
    _write(own / MADE, json.dumps(notes, indent=1).encode())
    return made


def _codes(database: Path, scope: Scope) -> list[str]:
    """Return the municipalities of the scope that have a page."""
    with SiteReader(database) as reader:
        known = reader.municipalities_with_figures()
        return [each.code for each in scope.choose(reader.municipalities()) if each.code in known]


def _noted(folder: Path) -> dict[str, str]:
    """Return the note of a folder; empty if there is none."""
    try:
        noted = json.loads((folder / MADE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def _is_linked(file: Path, old: Path, is_unchanged: bool) -> bool:
    """Link the published file if nothing in it changed. Return whether it is linked now."""
    if not is_unchanged or not old.is_file():
        return False
    if not (file.exists() and file.samefile(old)):
        file.unlink(missing_ok=True)
        os.link(old, file)
    return True


def _write(file: Path, content: bytes) -> None:
    """Write a file. The published site may hold a hard link to an earlier one, which must not change."""
    file.unlink(missing_ok=True)
    file.write_bytes(content)
