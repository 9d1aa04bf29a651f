"""A release: the published files for download, with checksums and what is new."""

import hashlib
import shutil
from pathlib import Path

from catalogue.errors import BadSetting
from pipeline.report_text import plain
from publish.data.feed import LISTS
from warehouse.home import DATABASE, Home
from warehouse.read import build_of
from warehouse.read_data import ChangeFound, DataReader

NEWS, SUMS, VERSION = "NEWS.md", "SHA256SUMS", "VERSION"


def pack(home: Home, folder: Path) -> str:
    """Write the published files to a new folder, and return the version: the time of the build, UTC, as in 20261128T023012.

    The files: grunnlag.duckdb, parquet.zip, NEWS.md (what the build changed), VERSION and SHA256SUMS.
    Raise BadSetting if nothing has been published, or the folder is not empty.
    """
    home.require_published()
    if folder.exists() and any(folder.iterdir()):
        raise BadSetting(f"{folder} is not empty; name a new folder for the release.")
    folder.mkdir(parents=True, exist_ok=True)
    published = home.published.resolve()  # one build, also if another is published meanwhile
    shutil.copy2(published / DATABASE, folder)
    shutil.make_archive(str(folder / "parquet"), "zip", published / "parquet")
    version = published.name.partition("-")[0]
    (folder / NEWS).write_text(_news(published / DATABASE, version), encoding="utf-8")
    (folder / VERSION).write_text(f"{version}\n", encoding="ascii")
    (folder / SUMS).write_text("".join(f"{_sha256(path)}  {path.name}\n" for path in sorted(folder.iterdir())))
    return version


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _news(database: Path, version: str) -> str:
    """Return what the build changed, as Markdown, in Norwegian."""
    build = build_of(database)
    with DataReader(database) as reader:
        found = [each for each in reader.changes() if build and each.changed_at == build.built_at]
    lists = [_list(title, [each for each in found if each.list == name]) for name, title in LISTS.items()]
    return "\n".join([f"# Grunnlag {version}", "", *(filter(None, lists) if found else ["Ingen endringer.", ""])])


def _list(title: str, found: list[ChangeFound]) -> str:
    lines = [f"- {plain(each.title)}: {plain(each.words)}" for each in found]
    return "\n".join([f"## {title}", "", *lines, ""]) if lines else ""
