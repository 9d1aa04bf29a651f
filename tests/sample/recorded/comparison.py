"""Two JSON documents compared key by key."""

from collections.abc import Iterator
from typing import Any


def differences(ours: Any, theirs: Any, path: str = "") -> Iterator[str]:
    """Where the two differ: another value, a key that one of them lacks, or keys in another order."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        yield from _between_objects(ours, theirs, path)
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for at, pair in enumerate(zip(ours, theirs, strict=True)):
            yield from differences(*pair, f"{path}[{at}]")
    elif ours != theirs:
        yield path


def _between_objects(ours: dict[str, Any], theirs: dict[str, Any], path: str) -> Iterator[str]:
    for key in {**ours, **theirs}:
        here = f"{path}.{key}".lstrip(".")
        if key not in theirs:
            yield f"{here} (ours alone)"
        elif key not in ours:
            yield f"{here} (theirs alone)"
        else:
            yield from differences(ours[key], theirs[key], here)
    shared = [key for key in ours if key in theirs]
    if shared != [key for key in theirs if key in ours]:
        yield f"{path} (order)"


def keys(document: Any, codes: frozenset[str] = frozenset()) -> set[str]:
    """Every path to a key, `*` in the place of a code: of what is keyed by codes, and in lists."""
    if isinstance(document, list):
        return {f"[]{path}" for each in document for path in keys(each, codes)}
    if not isinstance(document, dict):
        return {""}
    named = [("*" if key in codes else key, value) for key, value in document.items()]
    return {f".{name}{path}" for name, value in named for path in keys(value, codes) | {""}}
