"""The smallest catalogue that is one: who there is, one StatBank table, and what is counted straight from it."""

import shutil
from pathlib import Path

from catalogue.load import HOME

TABLES = ("06913",)
INDICATORS = ("birth_surplus", "net_migration")


def tiny_catalogue(folder: Path, *, tables: tuple[str, ...] = TABLES, also: tuple[str, ...] = ()) -> Path:
    """The shipped catalogue in `folder`, cut down to KLASS, some tables and the indicators that need no other."""
    home = shutil.copytree(HOME, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    kept = {*INDICATORS, *also}
    for path in (home / "sources").glob("*/*.yaml"):
        if path.parent.name != "klass" and path.stem not in tables:
            path.unlink()
    for path in (home / "indicators").glob("*/*.yaml"):
        if path.stem not in kept:
            path.unlink()
    shutil.rmtree(home / "requirements")
    return home


def add_key(path: Path, line: str) -> None:
    """One more line at the end of a catalogue file."""
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n{line}\n", encoding="utf-8")
