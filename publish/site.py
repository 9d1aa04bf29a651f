"""Placeholder while the pages are written."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Scope:
    municipality: str | None = None
    county: str | None = None

    def check(self, database: Path) -> None: ...
    def is_shown(self, published: Path) -> bool:
        return (published / "site").exists()


def render(folder: Path, scope: Scope, progress: Callable[[int, int], None]) -> int:
    (folder / "site").mkdir()
    return 0
