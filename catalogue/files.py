"""Reads the catalogue's files: YAML that is validated by a model, with a line for each error."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from catalogue.units import UNKNOWN_UNIT, Unit
from catalogue.validation import lines
from catalogue.words import line

M = TypeVar("M", bound=BaseModel)
UNITS = "units.yaml"
DEEPEST = 50
"""The deepest nesting of lists and mappings: thousands of levels would crash the process in libyaml's loader."""


class Unreadable(ValueError):
    """A file that cannot be read as YAML."""


class _UniqueKeys(yaml.CSafeLoader):
    """A safe loader that refuses duplicate keys; YAML itself silently keeps the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        doubled = next((place for place, key in enumerate(keys) if key in keys[:place]), None)
        if doubled is not None:
            mark = node.value[doubled][0].start_mark
            raise yaml.MarkedYAMLError(problem=f"the key '{keys[doubled]}' is given twice", problem_mark=mark)
        return super().construct_mapping(node, deep=deep)


class Files:
    """The files of a catalogue, and the errors found so far.

    `errors` has a line for each error; `broken` has the files with errors, and files that are not read.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.errors: list[str] = []
        self.broken: set[Path] = set()
        self.units: dict[str, Unit] = {}
        """The units by id; definitions are validated with them."""

    def refuse(self, path: Path, key: str, message: str) -> None:
        """Add an error of a file."""
        self._refuse(path, [line(self.name(path), key, message)])

    def name(self, path: Path) -> str:
        """Return the file's name in errors: its path in the catalogue."""
        return path.relative_to(self.home).as_posix()

    def find(self, folder: str, where: str = "*/*.yaml") -> list[Path]:
        """Return the folder's files that match `where`. Add an error for each YAML file that does not."""
        top = self.home / folder
        read = sorted(top.glob(where))
        for lost in sorted({*top.rglob("*.yaml"), *top.rglob("*.yml")} - set(read)):
            must_be = where.replace("*/", "<folder>/").replace("*.", "<name>.")
            self.refuse(lost, "", f"is never read; it must be called {folder}/{must_be}")
        return read

    def model(self, model: type[M], path: Path, shape: type = dict) -> M | None:
        """Return a file as a model; None if it is invalid. It must hold a mapping, or a list if `shape` is list."""
        content = self.read(path, shape)
        return None if content is None else self.valid(model, path, content)

    def read(self, path: Path, shape: type = dict) -> Any | None:
        """Return a file's content, a mapping or list as `shape` says. If it is not, add an error and return None."""
        try:
            content = read_yaml(path)
        except Unreadable as error:
            self.refuse(path, "", str(error))
            return None
        if isinstance(content, shape):
            return content
        self.refuse(path, "", f"must hold a {'list' if shape is list else 'mapping of keys to values'}")
        return None

    def valid(self, model: type[M], path: Path, values: Any) -> M | None:
        """Return values of a file as a model. If they are invalid, add the errors and return None."""
        try:
            return model.model_validate(values, context=self.units)
        except ValidationError as error:
            self._refuse(path, lines(self.name(path), model, self._own(error)))
            return None

    def _own(self, error: ValidationError) -> list[ErrorDetails]:
        """Return the errors; without unknown units if `units.yaml` is broken, because they follow from that."""
        unknown = UNKNOWN_UNIT if self.home / UNITS in self.broken else None
        return [details for details in error.errors() if details["type"] != unknown]

    def _refuse(self, path: Path, errors: list[str]) -> None:
        self.errors += errors
        self.broken.add(path)


def read_yaml(path: Path) -> Any:
    """Return a file's content. Raise Unreadable, with the line, if it is not YAML or has a duplicate key."""
    try:
        text = path.read_text(encoding="utf-8")
        _refuse_nesting(text)
        return yaml.load(text, Loader=_UniqueKeys)  # noqa: S506  (a SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
        raise Unreadable(f"is not readable YAML: {problem}{where}") from error
    except (ValueError, LookupError, AttributeError) as error:  # not UTF-8, impossible dates, `!!bool 7`
        raise Unreadable(f"is not readable YAML: {error}") from error
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}") from error


def _refuse_nesting(text: str) -> None:
    if sum(map(text.count, "[{-?:")) <= DEEPEST and "*" not in text:
        return  # every level and alias has one of these characters; counting is faster than parsing every file twice
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            raise ValueError(f"*{event.anchor} is an alias; write its content again")  # it may hold itself, or millions
        if depth > DEEPEST:
            where = f" in line {event.start_mark.line + 1}" if event.start_mark else ""
            raise ValueError(f"lists and mappings are nested more than {DEEPEST} deep{where}")
