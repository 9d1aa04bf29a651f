"""The reports on disk: `reports/<start>.json` for each run, and `reports/index.html` to read.

They are not part of the published build: a run that fails publishes nothing, and its report is the one that is needed.
A report is written when its run starts, and locked while the run is alive, so one without an end or a lock is
of a run that was cut off.
"""

import fcntl
import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from pipeline.report import Report
from pipeline.report_text import page
from warehouse.home import Home
from warehouse.lock import holder

log = logging.getLogger(__name__)

KEPT = 60
"""How many reports are kept, the newest ones."""


class Reports:
    """The reports of a home. If the disk is full or refuses, there is no report; that raises no error."""

    def __init__(self, home: Home) -> None:
        self.folder = home.path / "reports"

    @contextmanager
    def begun(self, report: Report) -> Iterator[Path]:
        """Write the report of a run that begins, keep it locked for the block, and yield its path."""
        path = self.folder / f"{report.started_at:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}.json"
        file = self._written(path, report)
        try:
            yield path
        finally:
            if file:
                file.close()

    def write(self, path: Path, report: Report) -> None:
        """Write a report. A reader never sees half of it."""
        if file := self._written(path, report):
            file.close()

    def newest_first(self) -> list[Report]:
        """Return the reports that can be read, those of runs that began last first."""
        return [report.cut_off() if is_lost else report for _, report, is_lost in self._all()]

    def last_ended(self) -> Report | None:
        """Return the report of the run that ended last; None if there is none."""
        ended = {report.ended_at: report for _, report, _ in self._all() if report.ended_at}
        return ended[max(ended)] if ended else None

    def close_cut_off(self) -> list[Report]:
        """Write the end of each run that was cut off. Return their reports."""
        lost = [(path, report.cut_off()) for path, report, is_lost in self._all() if is_lost]
        for path, report in lost:
            self.write(path, report)
        return [report for _, report in lost]

    def _written(self, path: Path, report: Report) -> IO[str] | None:
        """Write a report and the page, and remove old reports. Return the report's locked file."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = _put(path, report.model_dump_json(indent=2))
            for old in self._paths()[KEPT:]:
                old.unlink(missing_ok=True)
            _put(self.folder / "index.html", page(self.newest_first())).close()
        except OSError as error:
            log.info("The report cannot be written (%s: %s).", error.filename or path, error.strerror)
            return None
        return file

    def _all(self) -> list[tuple[Path, Report, bool]]:
        """Return path, report, and whether its run was cut off without a word."""
        found = [(path, _read(path)) for path in self._paths()]
        return [(path, report, report.exit_code is None and not holder(path)) for path, report in found if report]

    def _paths(self) -> list[Path]:
        return sorted(self.folder.glob("[0-9]*.json"), reverse=True)


def _read(path: Path) -> Report | None:
    try:
        return Report.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _put(path: Path, text: str) -> IO[str]:
    """Write a temporary file, and rename it. Return it, open and locked."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    file = new.open("w", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
        new.replace(path)
    except BaseException:
        file.close()
        new.unlink(missing_ok=True)
        raise
    return file
