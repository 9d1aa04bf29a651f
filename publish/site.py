"""The published figures as a folder of plain HTML: an index, and a page for each municipality."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from catalogue.errors import BuildRefused, UnknownName
from publish.pages import TEMPLATES, Pages
from publish.places import know
from warehouse.home import DATABASE
from warehouse.read import BuildInfo, MunicipalityInfo, Reader

MADE = "made.json"
"""The file that records what the pages were made from, so that the same pages are not made again."""


@dataclass(frozen=True)
class Scope:
    """The municipalities to make pages for: a single municipality, those of some counties, or all if both are empty."""

    municipality: str | None = None
    counties: tuple[str, ...] = ()

    def check(self, database: Path) -> None:
        """Raise UnknownName if the municipality or county does not exist today."""
        with Reader(database) as reader:
            today = reader.municipalities()
        counties = {municipality.county_code: municipality.county_name for municipality in today}
        for county in self.counties:
            if county not in counties:
                raise UnknownName(f"There is no county '{county}' today; there are {_named(counties)}.")
        if self.municipality is not None and self.municipality not in {municipality.code for municipality in today}:
            near = {each.code: each.name for each in today if each.county_code == self.municipality[:2]}
            hint = f"in that county there are {_named(near)}" if near else f"the counties are {_named(counties)}"
            raise UnknownName(f"There is no municipality '{self.municipality}' today; {hint}.")

    def choose(self, municipalities: list[MunicipalityInfo]) -> list[MunicipalityInfo]:
        """Return the municipalities that are within the scope."""
        return [
            municipality
            for municipality in municipalities
            if self.municipality in (None, municipality.code)
            and (not self.counties or municipality.county_code in self.counties)
        ]

    def is_shown(self, published: Path) -> bool:
        """Return whether the published pages have this scope, and were made from this build by this code."""
        try:
            made = json.loads((published / "site" / MADE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        with Reader(published / DATABASE) as reader:
            return bool(made == _made(self, reader.build()))


def render(folder: Path, scope: Scope, progress: Callable[[int, int], None]) -> int:
    """Make folder/site/ from folder/grunnlag.duckdb. Return the number of pages. Call `progress` with (done, total).

    A page of a single municipality is added to the pages that are already there.
    """
    with Reader(folder / DATABASE) as reader:
        knowledge = know(reader, scope.choose(reader.municipalities()))
    site, pages = folder / "site", Pages(knowledge)
    site.mkdir(exist_ok=True)
    keep_index = scope.municipality is not None and (site / "index.html").exists()
    for done, place in enumerate(knowledge.places, start=1):
        _write(site / f"{_file_name(place.municipality.code)}.html", pages.municipality(place))
        progress(done, len(knowledge.places))
    if keep_index:
        return len(knowledge.places)
    shutil.copy(TEMPLATES / "style.css", site)
    _write(site / "index.html", pages.index())
    _write(site / MADE, json.dumps(_made(scope, knowledge.build), indent=1))  # last, so that it marks a complete site
    return len(knowledge.places)


def _made(scope: Scope, build: BuildInfo) -> dict[str, object]:
    shown = {"municipality": scope.municipality, "counties": list(scope.counties)}
    return {"scope": shown, "build": build.id, "state": build.state, "code": _code_hash()}


def _code_hash() -> str:
    digest = hashlib.sha256()
    for path in sorted([*Path(__file__).parent.glob("*.py"), *TEMPLATES.iterdir()]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _file_name(code: str) -> str:
    """Return the code, which is safe as a file name. Raise BuildRefused if it is not four digits."""
    if not re.fullmatch(r"[0-9]{4}", code):
        raise BuildRefused(f"the municipality code {code!r} is not four digits, so no page can be made for it.")
    return code


def _named(names: dict[str, str]) -> str:
    return ", ".join(f"{code} {name}" for code, name in sorted(names.items()))


def _write(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)  # the published site may hold a hard link to the same file
    path.write_text(text, encoding="utf-8", newline="\n")
