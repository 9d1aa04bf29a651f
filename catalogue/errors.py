"""The tree of errors, ordered by what the reader should do about them.

GrunnlagError
├── TryAgainLater      the source did not answer; the request is valid                   exit 3
│   ├── SourceUnavailable
│   │   ├── Unreachable    no connection can be made from this machine
│   │   ├── TooSlow        an answer that arrives too slowly, or takes too long
│   │   └── RetryAfterTooLong   the source asks for a longer pause than a run waits
│   ├── TruncatedAnswer
│   ├── LimitReached       a recording has used the requests, bytes or minutes that it may take
│   └── Closed             the hours in which the source shows zeros for figures it is about to publish
├── StopTable          this table cannot be loaded; the run continues with the others    exit 4
│   ├── SourceRefused      the source answered with an error status
│   ├── CodeGone           the catalogue names a table or code that the source does not have
│   ├── UnexpectedShape    the answer does not match the request
│   ├── DamagedAnswer      the archive no longer holds the bytes that were stored
│   └── CheckFailed        the figures are there, but cannot be right
├── StaleTables        the run published, but could not update some tables               exit 3 or 4
├── BuildRefused       the build failed its checks; the published one stays              exit 5
├── Busy               another run has held the lock for too long                        exit 6
└── FixInput           a setting, a file or an argument is invalid                       exit 2
    ├── CatalogueError
    ├── UnknownName
    ├── BadSetting
    └── DiskFault          the disk is full, or a file or folder cannot be read or written

The message of an error is one sentence: what happened, where, and what to do. Only CatalogueError has a line for each
error it found. The command line prints the message and exits with the code; no user sees a traceback.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

LONGEST_WORD, LONGEST_LINE = 300, 600
"""The most characters of a word and of a line in a message, which may quote an argument, a file or an answer."""


class GrunnlagError(Exception):
    """The root of the tree. `exit_code` is the exit code of the command line."""

    exit_code = 1

    def __str__(self) -> str:
        """Return the message as `readable` shows it."""
        return readable(super().__str__())


def readable(text: str) -> str:
    """Return a text on one line, with long words and the end cut, and without what may be secret in an address."""
    shown = re.sub(r"(://)\S*@", r"\1…@", printable(text))
    shown = re.sub(r"(://[^\s?]*\?)[^\s'\")]+", r"\1…", shown)
    cut = re.sub(rf"(\S{{{LONGEST_WORD}}})\S+", r"\1…", shown)
    return cut if len(cut) <= LONGEST_LINE else f"{cut[:LONGEST_LINE]}…"


def printable(text: str) -> str:
    """Return an untrusted text without line breaks and control characters, which a terminal would execute."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", "\ufffd", text)


class TryAgainLater(GrunnlagError):
    """The source could not be reached, or its answer was incomplete."""

    exit_code = 3


class SourceUnavailable(TryAgainLater):
    """No connection, a time-out, or a server fault that outlasted the retries."""


class Unreachable(SourceUnavailable):
    """The host's name is unknown, or no connection is possible: a fault of the network or proxy, not of the source."""


class TooSlow(SourceUnavailable):
    """The answer comes too slowly, or takes too long; it is not requested again in this run."""


class RetryAfterTooLong(SourceUnavailable):
    """`Retry-After` is longer than a run waits, so the request is not retried."""


class TruncatedAnswer(TryAgainLater):
    """The answer has fewer bytes than announced, or is not in the requested format."""


class LimitReached(TryAgainLater):
    """A recording has used the requests, bytes or minutes that a bundle may take."""


class Closed(TryAgainLater):
    """The source now shows zeros for figures that it is about to publish. `opens` is when it no longer does, in Oslo time."""

    def __init__(self, opens: datetime) -> None:
        super().__init__(
            f"Until {opens:%H:%M} Oslo time SSB shows zeros for figures it is about to publish; run again then, "
            "or use --now to archive its answers without publishing them."
        )
        self.opens = opens


class StopTable(GrunnlagError):
    """One table cannot be loaded; its earlier figures stay, marked stale with the reason."""

    exit_code = 4


class SourceRefused(StopTable):
    """The source answered with an error. `status` is the HTTP status, which may differ from the status in the body."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class CodeGone(StopTable):
    """A table, codelist, dimension or code in the catalogue is not in the source's metadata."""


class UnexpectedShape(StopTable):
    """An answer lacks something that was requested, or has something that was not."""


class DamagedAnswer(StopTable):
    """The bytes of a stored answer, or its line in the log, are damaged or gone."""


class CheckFailed(StopTable):
    """A check on one table's figures found rows that cannot be right. `check_id` is that of `meta.check`."""

    def __init__(self, message: str, check_id: str = "load") -> None:
        super().__init__(message)
        self.check_id = check_id


class StaleTables(GrunnlagError):
    """The run published, but some tables could not be updated; their earlier figures stay."""

    __str__ = Exception.__str__  # several lines; the reasons are cut already

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class BuildRefused(GrunnlagError):
    """A check of the finished build found wrong rows, so the build was not published.

    `finding` describes the rows. `indicator_id` is the indicator of the first row, if the rows belong to indicators.
    """

    exit_code = 5

    def __init__(self, finding: str, indicator_id: str | None = None) -> None:
        super().__init__(f"The build was not published: {finding}")
        self.finding = finding
        self.indicator_id = indicator_id


class Busy(GrunnlagError):
    """Another run holds the lock."""

    exit_code = 6


class FixInput(GrunnlagError):
    """The user can correct the cause."""

    exit_code = 2


class CatalogueError(FixInput):
    """The catalogue is invalid: a line for each error, with its file, its key and what is wrong."""

    __str__ = Exception.__str__  # several lines; each is cut already

    def __init__(self, *lines: str) -> None:
        several = f"The catalogue has {len(lines)} errors:"
        self.lines = tuple(map(readable, lines))
        super().__init__("\n  ".join(self.lines if len(lines) == 1 else [several, *self.lines]))


class UnknownName(FixInput):
    """There is no municipality, county, indicator or theme with this name."""


class BadSetting(FixInput):
    """A setting is invalid, or a folder cannot be used."""


class DiskFault(FixInput):
    """The disk is full, or a file or folder cannot be read or written."""


SOURCE_FAULTS = (StopTable, TryAgainLater, BadSetting)
"""Errors of one source: its tables become stale, and the run goes on with the others."""


@contextmanager
def expected_shape(otherwise: str) -> Iterator[None]:
    """Turn errors from reading the parts of an answer into UnexpectedShape with the message `otherwise`."""
    try:
        yield
    except (LookupError, TypeError, AttributeError, ValueError, ArithmeticError, RecursionError) as error:
        raise UnexpectedShape(f"{otherwise} ({error!r:.200}); see the stored answer.") from error
