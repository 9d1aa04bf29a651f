"""Adds the figures and requirements of the home's folder `local` to a catalogue; an invalid file stops nothing else."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from catalogue.errors import printable
from catalogue.files import Files
from catalogue.kinds import Source
from catalogue.local import FOLDER, LocalFigures, LocalIndicator
from catalogue.models import Catalogue, Requirement
from catalogue.references import reference_errors
from catalogue.words import did_you_mean

Local = LocalFigures | Requirement


def with_local(catalogue: Catalogue, folder: Path) -> Catalogue:
    """Return the catalogue with what the folder adds. `refused` says what is wrong with each file that is left out."""
    added: dict[str, Local] = {}
    refused: dict[str, list[str]] = {}
    for path in [*sorted(folder.glob("*")), *sorted(folder.glob("requirements/*.y*ml"))]:
        files = Files(folder.parent)
        files.units = {unit.id: unit for unit in catalogue.units}
        if found := _read(files, path, catalogue):
            added[files.name(path)] = found
        elif files.errors:
            refused[files.name(path)] = files.errors
    while wrong := _wrong(_merged(catalogue, added), added):
        refused |= wrong
        added = {name: found for name, found in added.items() if name not in wrong}
    said = {f"{FOLDER}_{Path(name).stem}": _sentence(errors) for name, errors in refused.items()}
    return _merged(catalogue, added).model_copy(update={"refused": said})


def _read(files: Files, path: Path, catalogue: Catalogue) -> Local | None:
    """Return a file's content; None, with an error, if it is invalid, and without one if it is none of ours."""
    name, yaml = path.stem, path.with_suffix(".yaml")
    if path.suffix == ".csv" and not yaml.is_file():
        files.refuse(path, "", f"is not read without {yaml.name}")
    if path.suffix in (".yml", ".xlsx"):
        files.refuse(path, "", f"is not read; it must be {yaml.name if path.suffix == '.yml' else f'{name}.csv'}")
    content = files.read(path) if path.suffix == ".yaml" else None
    if content is None:
        return None
    if odd := next((text for text in _texts(content) if printable(text) != text), None):
        files.refuse(path, "", f"has a character that cannot be shown in '{odd:.40}'")
    elif path.parent.name == "requirements":
        _refuse_taken(files, path, catalogue.requirements)
        return None if files.errors else files.model(Requirement, path)
    else:
        _refuse_taken(files, path, catalogue.indicators)
        return None if files.errors else _figures(files, path, content, [theme.id for theme in catalogue.themes])
    return None


def _refuse_taken(files: Files, path: Path, known: Mapping[str, object]) -> None:
    if path.stem in known:
        files.refuse(path, "", f"the id {path.stem} is taken; rename the file")


def _figures(files: Files, path: Path, content: dict[Any, Any], themes: list[str]) -> LocalFigures | None:
    found = files.valid(LocalFigures, path, content | {"from": f"{FOLDER}_{path.stem}"})
    if found and found.theme not in themes:
        files.refuse(path, "theme", f"there is no theme {found.theme}{did_you_mean(found.theme, themes)}")
    if found and not files.errors:
        files.valid(LocalIndicator, path, {"id": path.stem, "theme": found.theme, "definition": found})
    return None if files.errors else found


def _texts(content: object) -> Iterator[str]:
    """Yield every text in the content of a file."""
    if isinstance(content, str):
        yield content
    parts = [*content, *content.values()] if isinstance(content, dict) else content if isinstance(content, list) else []
    for part in parts:
        yield from _texts(part)


def _merged(catalogue: Catalogue, added: dict[str, Local]) -> Catalogue:
    """Return the catalogue with the valid files; a chapter shows the local figures of its themes."""
    figures = {Path(name).stem: each for name, each in added.items() if isinstance(each, LocalFigures)}
    sources = {f"{FOLDER}_{name}": each.spec(f"{name}.csv") for name, each in figures.items()}
    indicators = {
        name: LocalIndicator(id=name, theme=each.theme, definition=each.as_definition())
        for name, each in figures.items()
    }
    chapters = [
        chapter.model_copy(
            update={"rows": [*chapter.rows, *(each.id for each in indicators.values() if each.theme in chapter.themes)]}
        )
        for chapter in catalogue.chapters
    ]
    requirements = {Path(name).stem: each for name, each in added.items() if isinstance(each, Requirement)}
    return catalogue.model_copy(
        update={
            "sources": catalogue.sources | {name: Source(id=name, spec=spec) for name, spec in sources.items()},
            "indicators": catalogue.indicators | indicators,
            "chapters": chapters,
            "requirements": catalogue.requirements | requirements,
        }
    )


def _wrong(merged: Catalogue, added: dict[str, Local]) -> dict[str, list[str]]:
    """Return file -> its errors. The catalogue itself has none."""
    wrong: dict[str, list[str]] = {}
    for error in reference_errors(merged, set()):
        name, _, message = error.partition(": ")
        name = name if name in added else f"{FOLDER}/{name}"
        wrong.setdefault(name, []).append(f"{name}: {message}")
    return {name: errors for name, errors in wrong.items() if name in added}


def _sentence(errors: list[str]) -> str:
    return f"{' '.join(errors)} The file is left out until you correct it."
