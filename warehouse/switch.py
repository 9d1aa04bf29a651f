"""Publish a build atomically: one rename replaces the published build."""

import logging
import os
import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path

from warehouse.home import Home

log = logging.getLogger(__name__)


def switch(home: Home, build_id: str) -> None:
    """Publish the build's data, Parquet and pages together, in one rename. Keep the previous build too.

    Raise BadSetting if `published` is a folder, because a link cannot replace it.
    """
    home.require_link()
    before = home.published.resolve().name
    _sync(home.builds / build_id)
    link = home.path / ".published"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("builds") / build_id)
    link.replace(home.published)
    _sync(home.path)
    log.info("Published build %s.", build_id)
    _prune(home, {build_id, before})


def _prune(home: Home, kept: set[str]) -> None:
    """Remove old builds, and builds that were not finished."""
    for path in home.builds.iterdir():
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


def new_folder(home: Home) -> str:
    """Make an empty folder for a build and return its name, which begins with the time, so that names sort by age."""
    build_id = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    (home.builds / build_id).mkdir(parents=True)
    return build_id


def carry_over(home: Home, part: str, folder: Path) -> None:
    """Add a file or folder of the published build to a new build, with hard links."""
    source = home.published / part
    if source.is_dir():
        shutil.copytree(source, folder / part, copy_function=os.link)
    elif source.exists():
        os.link(source, folder / part)


def _sync(folder: Path) -> None:
    """Write the folder's entries to disk before the next step depends on them."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
