"""Everything that can go wrong, ordered by what the reader should do about it.

GrunnlagError
├── TryAgainLater      the source did not answer; nothing is wrong with the request      exit 3
│   ├── SourceUnavailable
│   │   └── LeftAlone      the source said when to come back, and it is not soon
│   ├── TruncatedAnswer
│   └── Closed             the hours in which the source shows figures that are not to be trusted
├── StopTable          this table cannot be used as it is; the others go on              exit 4
│   ├── SourceRefused      the source understood the request and said no
│   ├── CodeGone           the catalogue names a table or code that the source does not have
│   ├── UnexpectedShape    the answer is not what was asked for
│   ├── DamagedAnswer      the archive no longer holds the bytes that were stored
│   └── CheckFailed        the figures are there, but cannot be right
├── StaleTables        a run that published, but without the news of some tables         exit 3 or 4
├── BuildRefused       the whole build failed its checks; what was published stays       exit 5
├── Busy               another run holds the lock for too long                           exit 6
└── FixInput           a setting, a file or a word from the user                         exit 2
    ├── CatalogueError
    ├── UnknownName
    └── BadSetting

Each is raised with one sentence: what happened, where, and what to do. The command line prints that sentence
and ends with the exit code; no user sees a traceback.
"""

from collections.abc import Iterator
from contextlib import contextmanager


class GrunnlagError(Exception):
    """The root of the tree; `exit_code` is what the command line ends with."""

    exit_code = 1


class TryAgainLater(GrunnlagError):
    """The source could not be reached or did not answer whole."""

    exit_code = 3


class SourceUnavailable(TryAgainLater):
    """No connection, a time-out, or a server fault that outlasted the retries."""


class LeftAlone(SourceUnavailable):
    """The source said when to come back, and it is not soon: it is not asked again before."""


class TruncatedAnswer(TryAgainLater):
    """Fewer bytes than announced, or something other than the JSON that was asked for."""


class Closed(TryAgainLater):
    """The hours in which the source shows zeros for figures that are about to be published."""


class StopTable(GrunnlagError):
    """One table cannot be loaded; its earlier figures stay, marked stale with the reason."""

    exit_code = 4


class SourceRefused(StopTable):
    """The source answered with an error of its own; `status` is HTTP's, whatever the body says."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class CodeGone(StopTable):
    """A table, codelist, dimension or code in the catalogue is not in the source's metadata."""


class UnexpectedShape(StopTable):
    """An answer lacks something that was asked for, or holds something that was not."""


class DamagedAnswer(StopTable):
    """The bytes of a stored answer, or its line in the log, are damaged or gone."""


class CheckFailed(StopTable):
    """A check on one table's figures found rows that cannot be right."""


class StaleTables(GrunnlagError):
    """The run ended and published, but some tables could not be brought up to date; their earlier figures stay."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


class BuildRefused(GrunnlagError):
    """A check on the finished build found rows that are wrong (`finding` says which), so it was not published.

    `indicator_id` is the indicator of the first of them, where they are an indicator's.
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
    """Something that whoever started the run can put right."""

    exit_code = 2


class CatalogueError(FixInput):
    """A catalogue file that does not say what it must; names the file and the key."""


class UnknownName(FixInput):
    """A municipality, county, indicator or theme that does not exist."""


class BadSetting(FixInput):
    """A setting or folder that cannot be used."""


@contextmanager
def expected_shape(otherwise: str) -> Iterator[None]:
    """Read an answer's parts within this: what it lacks becomes UnexpectedShape with the sentence `otherwise`."""
    try:
        yield
    except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
        raise UnexpectedShape(f"{otherwise} ({error!r}); see the stored answer.") from error
