"""The log on disk: `log/grunnlag.log` in the home, with its earlier files `.1` to `.5`."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from logging.handlers import RotatingFileHandler

from extract.clock import OSLO
from warehouse.home import Home

LOGGERS = ("extract", "transform", "warehouse", "publish", "pipeline", "flows")
LARGEST = 2_000_000
"""Bytes of a file; a night has about 20,000."""
EARLIER = 5


@contextmanager
def log_to(home: Home) -> Iterator[None]:
    """Add what our packages log from INFO on to the home's log. A disk that refuses must not end the run."""
    path = home.path / "log" / "grunnlag.log"
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    handler = _Log(path, maxBytes=LARGEST, backupCount=EARLIER, encoding="utf-8", delay=True)
    handler.setFormatter(_Line("%(asctime)s %(levelname)s %(process)d %(name)s: %(message)s"))
    loggers = [logging.getLogger(name) for name in LOGGERS]
    for logger in loggers:
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
        handler.close()


class _Log(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (the name in logging)
        """Say nothing: the disk is full or refuses, and the run reports that itself."""


class _Line(logging.Formatter):
    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        """Return the time in Oslo, with its offset from UTC."""
        return datetime.fromtimestamp(record.created, OSLO).isoformat(timespec="milliseconds")

    def format(self, record: logging.LogRecord) -> str:
        """Return one line: a message may quote what a source has sent."""
        return super().format(record).replace("\n", " | ")
