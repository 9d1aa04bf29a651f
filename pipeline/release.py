"""A release: the published files for download, with checksums and what is new."""

import shutil
from pathlib import Path

from catalogue.errors import BadSetting
from pipeline.report_text import plain
from publish.data.feed import LISTS
from warehouse.checksum import checksum_line
from warehouse.home import DATABASE, Home
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
    (folder / SUMS).write_text("".join(checksum_line(path) for path in sorted(folder.iterdir())), encoding="utf-8")
    return version


def _news(database: Path, version: str) -> str:
    """Return what the build changed, as Markdown, in Norwegian."""
    with DataReader(database) as reader:
        built_at = reader.build().built_at
        found = [each for each in reader.changes() if each.changed_at == built_at]
    lists = [_list(title, [each for each in found if each.list == name]) for name, title in LISTS.items()]
    return "\n".join([f"# Grunnlag {version}", "", *(filter(None, lists) if found else ["Ingen endringer.", ""])])


def _list(title: str, found: list[ChangeFound]) -> str:
    lines = [f"- {plain(each.title)}: {plain(each.words)}" for each in found]
    return "\n".join([f"## {title}", "", *lines, ""]) if lines else ""
