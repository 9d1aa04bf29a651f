"""made.json: what the pages were made from, so that the same pages are not made again."""

import hashlib
import json
from pathlib import Path

from catalogue.models import Catalogue
from warehouse.read import BuildInfo

MADE = "made.json"
PUBLISH = Path(__file__).parents[1]


def note_made(site: Path, scope: dict[str, object], build: BuildInfo, catalogue: Catalogue) -> None:
    """Write the note. It is written last, so that it marks a complete site."""
    write(site / MADE, json.dumps(_made(scope, build, catalogue), indent=1))


def is_made(site: Path, scope: dict[str, object], build: BuildInfo, catalogue: Catalogue) -> bool:
    """Return whether the pages in the folder were made for the scope, from the build and catalogue, by this code."""
    try:
        made = json.loads((site / MADE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(made == _made(scope, build, catalogue))


def write(path: Path, text: str) -> None:
    """Write a file of the site. The published site may hold a hard link to an earlier one, which must not change."""
    path.unlink(missing_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _made(scope: dict[str, object], build: BuildInfo, catalogue: Catalogue) -> dict[str, object]:
    rules = hashlib.sha256(catalogue.model_dump_json().encode()).hexdigest()[:16]
    return {"scope": scope, "build": build.id, "state": build.state, "catalogue": rules, "code": code_hash()}


def code_hash() -> str:
    """Return a hash of everything in `publish`: code, templates and style."""
    digest = hashlib.sha256()
    for path in sorted(PUBLISH.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(str(path.relative_to(PUBLISH)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]
