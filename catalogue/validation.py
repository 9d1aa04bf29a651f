"""Turn pydantic's errors into lines for people who write catalogue files: the file's keys, and the nearest known key."""

from dataclasses import dataclass
from inspect import isclass
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic_core import ErrorDetails

from catalogue.words import did_you_mean, line, nearest

Keys = tuple[str, ...]
_UNKNOWN, _NO_TEXT = "extra_forbidden", "invalid_key"
_WORDS = {
    _NO_TEXT: "a key must be text, and YAML reads no, yes and bare numbers as something else",
    "missing": "is missing",
    "model_type": "must be a mapping of keys to values",
    "dict_type": "must be a mapping of keys to values",
    "list_type": "must be a list",
    "string_type": "Input should be a valid string; a code must stand in quotes",
}


@dataclass(frozen=True)
class _Fault:
    """An error: pydantic's type, messages, the keys that lead to the value, and the known keys at the last of them.

    `union` has the keys that lead to a value for which pydantic tried several types; None for other values.
    """

    type: str
    messages: Keys
    keys: Keys
    known: Keys
    union: Keys | None


def lines(file: str, model: type[BaseModel], errors: list[ErrorDetails]) -> list[str]:
    """Return a line for each error in the file, unknown keys first. A misspelt key is not also reported as missing."""
    faults = _of_best_type([_fault(model, error) for error in errors])
    misspelt = {(*fault.keys[:-1], *_meant(fault)) for fault in faults if fault.type == _UNKNOWN}
    faults = [fault for fault in faults if fault.type != "missing" or fault.keys not in misspelt]
    faults.sort(key=lambda fault: fault.type not in (_UNKNOWN, _NO_TEXT))
    return [line(file, ".".join(fault.keys), message) for fault in faults for message in fault.messages]


def _fault(model: type[BaseModel], error: ErrorDetails) -> _Fault:
    keys: list[str] = []
    known: dict[str, Any] = {}
    kind: Any = model
    union = None
    for part in error["loc"]:
        kind = _bare(kind)
        if get_origin(kind) in (Union, UnionType):  # the part is pydantic's name for the type it tried
            union, kind = tuple(keys), None
        elif part != "[key]":
            keys.append(str(part))
            known = _fields(kind)
            kind = known.get(str(part)) if known else (get_args(kind) or (None,))[-1]
    if error["type"] == _NO_TEXT:
        keys.pop()  # pydantic's position of the key
    return _Fault(error["type"], _messages(error, keys, list(known)), tuple(keys), tuple(known), union)


def _bare(kind: Any) -> Any:
    """Return a type without annotations, without None, and without the root model around a list or mapping."""
    if get_origin(kind) is Annotated:
        return _bare(get_args(kind)[0])
    if isclass(kind) and issubclass(kind, RootModel):
        return _bare(kind.model_fields["root"].annotation)
    choices = [choice for choice in get_args(kind) if choice is not type(None)]
    return _bare(choices[0]) if get_origin(kind) in (Union, UnionType) and len(choices) == 1 else kind


def _fields(kind: Any) -> dict[str, Any]:
    """Return key -> type of a model's fields; an empty dict for any other type."""
    if not (isclass(kind) and issubclass(kind, BaseModel)):
        return {}
    return {field.alias or name: field.annotation for name, field in kind.model_fields.items()}


def _messages(error: ErrorDetails, keys: list[str], known: list[str]) -> Keys:
    """Return the error's messages; a rule of ours may have several."""
    if error["type"] == _UNKNOWN:
        return (f"is not a known key{did_you_mean(keys[-1], known, 1)}",)
    if error["type"] == "value_error":
        return tuple(str(sentence) for sentence in error["ctx"]["error"].args)
    return (_WORDS.get(error["type"], error["msg"]),)


def _meant(fault: _Fault) -> list[str]:
    return nearest(fault.keys[-1], fault.known, 1)


def _of_best_type(faults: list[_Fault]) -> list[_Fault]:
    """Keep, for a value with several possible types, only the errors of the type that it fits best."""

    def fit(fault: _Fault) -> tuple[int, bool]:
        return len(fault.keys), not fault.type.endswith("_type")

    kept = [fault for fault in faults if fault.union is None]
    for union in dict.fromkeys(fault.union for fault in faults if fault.union):
        tried = [fault for fault in faults if fault.union == union]
        best = max(map(fit, tried))
        fitting = [fault for fault in tried if fit(fault) == best]
        kept += fitting if best[0] > len(union) else fitting[:1]
    return kept
