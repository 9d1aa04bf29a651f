"""Reads the catalogue's files into one checked `Catalogue`; every error names the file and the key."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from catalogue.definition import Definition, Indicator
from catalogue.errors import CatalogueError
from catalogue.kinds import KINDS, Source
from catalogue.models import Catalogue, Group, Groups, Limits, Requirement, SmallNumbers, Theme
from catalogue.references import check_references
from catalogue.source_spec import SourceSpec

M = TypeVar("M", bound=BaseModel)
HOME = Path(__file__).parent
SEEDS = HOME / "seeds"
"""CSV files of what no source has: weights, bounds and names of groups; the same for every catalogue."""
_WORDS = {
    "extra_forbidden": "is not a key that is known here",
    "invalid_key": "a key must be text, and YAML reads no, yes and bare numbers as something else",
    "missing": "is missing",
    "union_tag_not_found": "kind is missing",
}


class _UniqueKeys(yaml.SafeLoader):
    """YAML lets the last of two equal keys win in silence; here it is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        doubled = next((place for place, key in enumerate(keys) if key in keys[:place]), None)
        if doubled is not None:
            mark = node.value[doubled][0].start_mark
            raise yaml.MarkedYAMLError(problem=f"the key '{keys[doubled]}' stands twice", problem_mark=mark)
        return super().construct_mapping(node, deep=deep)


def load_catalogue(home: Path = HOME) -> Catalogue:
    """The catalogue in folder `home`. Raises CatalogueError: one sentence with file, key and what is wrong."""
    if not (home / "themes.yaml").is_file():
        raise CatalogueError(f"There is no catalogue in {home}: themes.yaml is missing.")
    themes = [_model(Theme, home / "themes.yaml", item) for item in _read(home / "themes.yaml", list)]
    sources = dict(_sources(home))
    indicators = dict(_indicators(home))
    groups = _groups(home / "groups.yaml")
    limits = _small_numbers(home / "small_numbers.yaml")
    requirements = dict(_requirements(home))
    catalogue = Catalogue(
        themes=themes,
        sources=sources,
        indicators=indicators,
        groups=groups,
        small_numbers=limits,
        requirements=requirements,
    )
    check_references(catalogue)
    return catalogue


def _sources(home: Path) -> Iterator[tuple[str, Source]]:
    """Each `sources/<provider>/<name>.yaml`; the id is `<provider>_<name>`."""
    for path in _files(home / "sources"):
        source_id = f"{path.parent.name}_{path.stem}"
        source = _model(Source, path, {"id": source_id, "spec": _spec(path, _read(path, dict))})
        named = source.number
        if named and named != path.stem:
            raise CatalogueError(f"{path}: says {named}, but the file is called {path.stem}; they must be the same.")
        yield source_id, source


def _spec(path: Path, content: dict[str, Any]) -> SourceSpec:
    """The file's content as the kind of source that it names."""
    kind = content.get("kind")
    if kind is None:
        raise CatalogueError(f"{path}: kind is missing.")
    if kind not in KINDS:
        raise CatalogueError(f"{path}: kind: must be one of {', '.join(KINDS)}, not {kind!r}.")
    return _model(KINDS[kind], path, content)


def _indicators(home: Path) -> Iterator[tuple[str, Indicator]]:
    """Each `indicators/<theme>/<id>.yaml`."""
    seen: dict[str, Path] = {}
    for path in _files(home / "indicators"):
        definition = _model(Definition, path, _read(path, dict))
        if path.stem in seen:
            raise CatalogueError(f"{path}: the id {path.stem} is taken by {seen[path.stem]}; rename one of them.")
        seen[path.stem] = path
        values = {"id": path.stem, "theme": path.parent.name, "definition": definition}
        yield path.stem, _model(Indicator, path, values)


def _requirements(home: Path) -> Iterator[tuple[str, Requirement]]:
    """Each `requirements/<id>.yaml`; a catalogue may do without them."""
    for path in _files(home / "requirements", "*.yaml"):
        yield path.stem, _model(Requirement, path, _read(path, dict))


def _groups(path: Path) -> dict[str, Group]:
    """The groups of `groups.yaml`; a catalogue may do without the file."""
    return _model(Groups, path, _read(path, dict)).root if path.is_file() else {}


def _small_numbers(path: Path) -> list[SmallNumbers]:
    """The limits of `small_numbers.yaml`; a catalogue may do without the file, and then withholds nothing."""
    return _model(Limits, path, _read(path, list)).root if path.is_file() else []


def _files(folder: Path, where: str = "*/*.yaml") -> list[Path]:
    """The folder's files `where` they must be. Raises CatalogueError for a YAML file elsewhere that would never be read."""
    read = sorted(folder.glob(where))
    lost = sorted({*folder.rglob("*.yaml"), *folder.rglob("*.yml")} - set(read))
    if lost:
        raise CatalogueError(f"{lost[0]}: is never read; it must be called {folder.name}/{_named(where)}.")
    return read


def _named(where: str) -> str:
    return where.replace("*/", "<folder>/").replace("*.", "<name>.")


def _read(path: Path, shape: type) -> Any:
    """The file's YAML, which must be of the given shape."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueKeys)  # noqa: S506  (a SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path}: is not readable YAML: {_first_line(error)}.") from error
    if not isinstance(content, shape):
        raise CatalogueError(f"{path}: must hold a {'list' if shape is list else 'mapping of keys to values'}.")
    return content


def _first_line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f" in line {mark.line + 1}" if mark else ""
    return f"{getattr(error, 'problem', None) or error}{where}"


def _model(model: type[M], path: Path, values: Any) -> M:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        worst = max(error.errors(), key=lambda found: len(found["loc"]))
        raise CatalogueError(f"{path}: {_key(worst)}{_said(worst)}.") from error


def _key(error: ErrorDetails) -> str:
    """The key as the file has it, `select.Nivaa.0: `, without pydantic's names for branches; none for a whole file."""
    key = ".".join(part for part in map(str, error["loc"]) if "[" not in part)
    return f"{key}: " if key else ""


def _said(error: ErrorDetails) -> str:
    """What is wrong, in the words of somebody who writes such a file."""
    message = _WORDS.get(error["type"], error["msg"].removeprefix("Value error, "))
    return f"{message}; a code must stand in quotes" if error["type"] == "string_type" else message
