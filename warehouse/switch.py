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
    log.info("Published build %s.", build_id)
    try:
        _sync(home.path)
    except OSError as error:  # readers have the new build, so the run has not failed
        log.warning("%s: %s. After a power cut the previous build may be back.", home.path, error.strerror)
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
    if source.exists():
        _link(source, folder / part)


def _link(source: Path, target: Path) -> None:
    """Link a file, or every file of a folder; `shutil.copytree` would go on after an error, and lose its number."""
    if not source.is_dir():
        target.hardlink_to(source)
        return
    target.mkdir()
    for path in source.iterdir():
        _link(path, target / path.name)


def _sync(folder: Path) -> None:
    """Write the folder's entries to disk before the next step depends on them."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
