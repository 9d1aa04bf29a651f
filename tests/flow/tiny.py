"""The smallest catalogue that is one: who there is, one StatBank table, and what is counted straight from it."""

import shutil
from pathlib import Path

from catalogue.load import HOME
from tests.lib.small import keep

TABLES = ("06913",)
INDICATORS = ("birth_surplus", "net_migration")


def tiny_catalogue(folder: Path, *, tables: tuple[str, ...] = TABLES, also: tuple[str, ...] = ()) -> Path:
    """The shipped catalogue in `folder`, cut down to KLASS, some tables and the indicators that need no other."""
    home = shutil.copytree(HOME, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    keep(home / "indicators", (*INDICATORS, *also))
    for publisher in ("ssb", "fhi"):
        keep(home / "sources" / publisher, tables)
    shutil.rmtree(home / "requirements")
    return home


def add_key(path: Path, line: str) -> None:
    """One more line at the end of a catalogue file."""
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n{line}\n", encoding="utf-8")
