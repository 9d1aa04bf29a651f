"""The home folder: the paths of the archive, the builds and the published file."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from catalogue.errors import BadSetting, DiskFault

DATABASE = "grunnlag.duckdb"
LEAST_SPACE = 100_000_000
"""Bytes that must be free on the disk when a run starts."""


@dataclass(frozen=True)
class Home:
    """The home folder: `var/`, or the value of GRUNNLAG_HOME."""

    path: Path

    @property
    def archive(self) -> Path:
        """The stored answers."""
        return self.path / "archive"

    @property
    def builds(self) -> Path:
        """One folder for each build."""
        return self.path / "builds"

    @property
    def published(self) -> Path:
        """The symlink to the build that readers see."""
        return self.path / "published"

    @property
    def database(self) -> Path:
        """The published DuckDB file."""
        return self.published / DATABASE

    @property
    def serve_lock(self) -> Path:
        """Held while a `serve` is up for the home."""
        return self.path / "prefect" / "serve.lock"

    def require_published(self) -> None:
        """Raise BadSetting if nothing has been published here."""
        if not self.database.exists():
            raise BadSetting(f"Nothing has been published in {self.path} yet; run 'grunnlag run' first.")

    def require_link(self) -> None:
        """Raise BadSetting if `published` is not a link: a backup that follows links restores it as a folder or a file."""
        if self.published.exists() and not self.published.is_symlink():
            raise BadSetting(
                f"{self.published} is not a link to the newest build, as after a restore that followed links; "
                f"move it away (mv {self.published} {self.published}.old) and start again: "
                "everything is then rebuilt from the archive."
            )

    def prepare(self) -> "Home":
        """Make the folders. Raise DiskFault if the disk is full.

        Raise BadSetting if the folders cannot be written, or `published` is not a link.
        """
        self.require_link()
        try:
            self.builds.mkdir(parents=True, exist_ok=True)
            self.archive.mkdir(exist_ok=True)
            if not os.access(self.path, os.W_OK):
                raise PermissionError("no permission to write")
            (self.path / "lock").open("ab").close()
        except OSError as error:
            reason = f"{error.filename or self.path}: {error.strerror or error}"
            raise BadSetting(
                f"GRUNNLAG_HOME is {self.path}, which cannot be used ({reason}); point it elsewhere."
            ) from error
        if (free := shutil.disk_usage(self.path).free) < LEAST_SPACE:
            raise DiskFault(
                f"{self.path} is on a disk with {free / 1e6:.0f} MB free, and a run needs at least "
                f"{LEAST_SPACE / 1e6:.0f} MB; free some space, then run again."
            )
        return self
