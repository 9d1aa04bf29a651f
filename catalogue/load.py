"""Reads the catalogue's files into one checked `Catalogue`; all errors of a load are reported together."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from catalogue.chapters import Chapters, CountyPage
from catalogue.definition import Definition, Indicator
from catalogue.errors import CatalogueError
from catalogue.files import UNITS, Files
from catalogue.findings import Findings
from catalogue.kinds import KINDS, Source
from catalogue.local_folder import with_local
from catalogue.models import Catalogue, Groups, Limits, Requirement, Themes
from catalogue.page_references import page_errors
from catalogue.references import FINDINGS, reference_errors
from catalogue.source_spec import SourceSpec
from catalogue.units import Units
from catalogue.words import did_you_mean

M = TypeVar("M", bound=BaseModel)
HOME = Path(__file__).parent
SEEDS = HOME / "seeds"
"""CSV files with data that no source has: weights, bounds, names, and doubts about figures. Every catalogue uses these."""


def load_catalogue(home: Path = HOME, local: Path | None = None) -> Catalogue:
    """Return the catalogue in the folder `home`, with what the folder `local` adds.

    Raise CatalogueError with a line for each error: file, key, message. A local file with an error is left out.
    """
    if not (home / "themes.yaml").is_file():
        raise CatalogueError(f"There is no catalogue in {home}: themes.yaml is missing.")
    files = Files(home)
    themes = files.model(Themes, home / "themes.yaml", list)
    units = files.model(Units, home / UNITS, list)
    files.units = units.by_id() if units else {}
    groups = _optional(files, Groups, home / "groups.yaml", dict)
    chapters = _optional(files, Chapters, home / "chapters.yaml", list)
    limits = _optional(files, Limits, home / "small_numbers.yaml", list)
    catalogue = Catalogue(
        themes=themes.root if themes else [],
        units=units.root if units else [],
        sources=dict(_sources(files)),
        indicators=dict(_indicators(files, {theme.id for theme in themes.root} if themes else None)),
        groups=groups.root if groups else {},
        small_numbers=limits.root if limits else [],
        requirements=dict(_requirements(files)),
        findings=_optional(files, Findings, home / FINDINGS, dict),
        chapters=chapters.root if chapters else [],
        county_page=_optional(files, CountyPage, home / "county_page.yaml", dict),
    )
    broken = {name for path in files.broken for name in (path.stem, f"{path.parent.name}_{path.stem}")}
    if errors := [*files.errors, *reference_errors(catalogue, broken), *page_errors(catalogue, broken)]:
        raise CatalogueError(*errors)
    return with_local(catalogue, local) if local and local.is_dir() else catalogue


def _optional(files: Files, model: type[M], path: Path, shape: type) -> M | None:
    """Return an optional file as a model; None if it is missing or invalid."""
    return files.model(model, path, shape) if path.is_file() else None


def _sources(files: Files) -> Iterator[tuple[str, Source]]:
    """Yield id and source of each `sources/<provider>/<name>.yaml`; the id is `<provider>_<name>`."""
    for path in files.find("sources"):
        source_id = f"{path.parent.name}_{path.stem}"
        spec = _spec(files, path)
        source = files.valid(Source, path, {"id": source_id, "spec": spec}) if spec else None
        if source and source.number not in ("", path.stem):
            files.refuse(path, "", f"says {source.number}, but the file is called {path.stem}; they must be the same")
        elif source:
            yield source_id, source


def _spec(files: Files, path: Path) -> SourceSpec | None:
    """Return a source's file as the model of its `kind`; None if it is invalid."""
    content = files.read(path) or {}
    kind = content.get("kind")
    if isinstance(kind, str) and kind in KINDS:
        return files.valid(KINDS[kind], path, content)
    if path not in files.broken:
        unknown = f"{kind} is not a kind of source{did_you_mean(str(kind), KINDS)}"
        files.refuse(path, "kind", unknown if kind else "is missing")
    return None


def _indicators(files: Files, themes: set[str] | None) -> Iterator[tuple[str, Indicator]]:
    """Yield id and indicator of each `indicators/<theme>/<id>.yaml`; `themes` is None if their own file is broken."""
    paths = files.find("indicators")
    for folder in sorted({path.parent for path in paths}):
        if themes is not None and folder.name not in themes:
            files.refuse(folder, "", f"{folder.name} is not a theme in themes.yaml{did_you_mean(folder.name, themes)}")
    seen: dict[str, Path] = {}
    for path in paths:
        definition = files.model(Definition, path)
        values = {"id": path.stem, "theme": path.parent.name, "definition": definition}
        if path.stem in seen:
            files.refuse(path, "", f"the id {path.stem} is taken by {files.name(seen[path.stem])}; rename one of them")
        elif path.parent in files.broken:
            files.broken.add(path)
        elif definition and (indicator := files.valid(Indicator, path, values)):
            yield path.stem, indicator
        seen.setdefault(path.stem, path)


def _requirements(files: Files) -> Iterator[tuple[str, Requirement]]:
    """Yield id and requirement of each `requirements/<id>.yaml`, which are optional."""
    for path in files.find("requirements", "*.yaml"):
        if requirement := files.model(Requirement, path):
            yield path.stem, requirement
