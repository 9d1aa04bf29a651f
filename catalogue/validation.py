"""Pydantic's errors in the words of somebody who writes catalogue files: the keys of the file, and the nearest known key."""

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
    """One error: its type as pydantic has it, the keys that lead to it, and those known where the last of them stands.

    `union` are the keys that lead to a value of which pydantic tried several shapes; None for any other value.
    """

    type: str
    messages: Keys
    keys: Keys
    known: Keys
    union: Keys | None


def lines(file: str, model: type[BaseModel], errors: list[ErrorDetails]) -> list[str]:
    """Return a line for each error in the file, unknown keys first. A key that is missing because it is misspelt is one error."""
    faults = _in_nearest_shape([_fault(model, error) for error in errors])
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
        if get_origin(kind) in (Union, UnionType):  # the part is pydantic's name for the shape it tried
            union, kind = tuple(keys), None
        elif part != "[key]":
            keys.append(str(part))
            known = _fields(kind)
            kind = known.get(str(part)) if known else (get_args(kind) or (None,))[-1]
    if error["type"] == _NO_TEXT:
        keys.pop()  # pydantic's number for it
    return _Fault(error["type"], _messages(error, keys, list(known)), tuple(keys), tuple(known), union)


def _bare(kind: Any) -> Any:
    """Return a type without its annotations, its None, and the model around a list or mapping."""
    if get_origin(kind) is Annotated:
        return _bare(get_args(kind)[0])
    if isclass(kind) and issubclass(kind, RootModel):
        return _bare(kind.model_fields["root"].annotation)
    choices = [choice for choice in get_args(kind) if choice is not type(None)]
    return _bare(choices[0]) if get_origin(kind) in (Union, UnionType) and len(choices) == 1 else kind


def _fields(kind: Any) -> dict[str, Any]:
    """Return the keys of a model and what each holds; none for what is no model."""
    if not (isclass(kind) and issubclass(kind, BaseModel)):
        return {}
    return {field.alias or name: field.annotation for name, field in kind.model_fields.items()}


def _messages(error: ErrorDetails, keys: list[str], known: list[str]) -> Keys:
    """Return what is wrong: of a rule of ours, every sentence it was raised with."""
    if error["type"] == _UNKNOWN:
        return (f"is not a known key{did_you_mean(keys[-1], known, 1)}",)
    if error["type"] == "value_error":
        return tuple(str(sentence) for sentence in error["ctx"]["error"].args)
    return (_WORDS.get(error["type"], error["msg"]),)


def _meant(fault: _Fault) -> list[str]:
    return nearest(fault.keys[-1], fault.known, 1)


def _in_nearest_shape(faults: list[_Fault]) -> list[_Fault]:
    """Leave out the errors of the shapes that a value was not meant to have: it is of the one that it fits furthest."""

    def fit(fault: _Fault) -> tuple[int, bool]:
        return len(fault.keys), not fault.type.endswith("_type")

    kept = [fault for fault in faults if fault.union is None]
    for union in dict.fromkeys(fault.union for fault in faults if fault.union):
        tried = [fault for fault in faults if fault.union == union]
        furthest = max(map(fit, tried))
        fitting = [fault for fault in tried if fit(fault) == furthest]
        kept += fitting if furthest[0] > len(union) else fitting[:1]
    return kept
