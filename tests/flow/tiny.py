"""The smallest catalogue: the municipalities, one StatBank table, and indicators that are counted directly from it."""

import shutil
from pathlib import Path

from catalogue.load import HOME
from tests.lib.small import keep

TABLES = ("06913",)
INDICATORS = ("birth_surplus", "net_migration")


def tiny_catalogue(folder: Path, *, tables: tuple[str, ...] = TABLES, also: tuple[str, ...] = ()) -> Path:
    """Copy the shipped catalogue to `folder`, with only KLASS, some tables and some indicators, and return its path."""
    home = shutil.copytree(HOME, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    keep(home / "indicators", (*INDICATORS, *also))
    for publisher in {*(home / "sources").iterdir()} - {home / "sources/klass"}:
        keep(publisher, tables)
    shutil.rmtree(home / "requirements")
    for pages in ("findings.yaml", "chapters.yaml", "county_page.yaml"):
        (home / pages).unlink()
    return home


def add_key(path: Path, line: str) -> None:
    """Add a line at the end of a catalogue file."""
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n{line}\n", encoding="utf-8")
