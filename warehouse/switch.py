"""What was published yesterday stays whole until one rename shows today's."""

import os
import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path

from warehouse.home import Home


def switch(home: Home, build_id: str) -> None:
    """Show the build to readers: data, Parquet and pages together, in one rename; keep the one before it too.

    Raise BadSetting when `published` is a folder, which no rename of a link can replace.
    """
    home.require_link()
    before = home.published.resolve().name
    _sync(home.builds / build_id)
    link = home.path / ".published"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("builds") / build_id)
    link.replace(home.published)
    _sync(home.path)
    _prune(home, {build_id, before})


def _prune(home: Home, kept: set[str]) -> None:
    """Remove builds that no reader is sent to any more, and what crashes left behind."""
    for path in home.builds.iterdir():
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


def new_folder(home: Home) -> str:
    """An empty folder for a build; its name begins with the time, so that builds sort by age."""
    build_id = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    (home.builds / build_id).mkdir(parents=True)
    return build_id


def carry_over(home: Home, part: str, folder: Path) -> None:
    """Let a new build share a file or folder of the published one, by hard links."""
    source = home.published / part
    if source.is_dir():
        shutil.copytree(source, folder / part, copy_function=os.link)
    elif source.exists():
        os.link(source, folder / part)


def _sync(folder: Path) -> None:
    """Have the folder's entries on disk before the next step relies on them."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
