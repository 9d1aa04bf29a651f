"""The outcome of a run, as data and as text."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from catalogue.errors import printable

if TYPE_CHECKING:  # the import takes a second because of pandas, and most commands do not need it
    from pipeline.result import BuildResult

NAMED = 5
"""The most sources to name if many are stale for the same reason."""

NOTICED = 10
"""The most notices to show."""

MOST = 20
"""The most lines to show about new and changed indicators."""


@dataclass(frozen=True)
class Outcome:
    """Loaded tables, number of pages (None: not part of the run), stale sources with the reason, changed indicators.

    `message` replaces the sentence about loaded tables. `notices` are about published figures that look unusual.
    """

    home: Path
    loaded: list[str] | None
    pages: int | None
    stale: dict[str, str] = field(default_factory=dict)
    exit_code: int = 0
    message: str | None = None
    changed: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return a few sentences for the end of a run."""
        sentences = stale_sentences(self.stale)
        if self.message:
            sentences.insert(0, self.message)
        elif self.loaded:
            sentences.insert(0, f"Loaded {', '.join(self.loaded)}.")
        elif self.loaded is not None and not self.stale:
            sentences.append("No table has changed; none was fetched again.")
        if self.pages is not None:
            sentences.append(f"{self.pages} pages made." if self.pages else "The pages are up to date.")
        sentences += [f"Worth a look: {notice}" for notice in self.notices[:NOTICED]]
        if len(self.notices) > NOTICED:
            sentences.append(f"{len(self.notices) - NOTICED} more things are worth a look; meta.check has them all.")
        more = [f"And {len(self.changed) - MOST} more."] if len(self.changed) > MOST else []
        return "\n".join(map(printable, [" ".join(sentences), *self.changed[:MOST], *more]))


def stale_sentences(stale: dict[str, str]) -> list[str]:
    """Return a sentence for each reason, with its sources, because many are often stale for the same reason."""
    by_reason: dict[str, list[str]] = {}
    for source, reason in stale.items():
        by_reason.setdefault(reason, []).append(source)
    return [f"{_sources(sources)} stale: {reason}" for reason, sources in by_reason.items()]


def _sources(sources: list[str]) -> str:
    if len(sources) == 1:
        return f"{sources[0]} is"
    rest = f" and {len(sources) - NAMED} more" if len(sources) > NAMED else ""
    return f"{', '.join(sources[:NAMED])}{rest} are"


def built_outcome(home: Path, built: "BuildResult", pages: int | None) -> Outcome:
    """Return the outcome of a run that made a build, or had nothing to build."""
    stale = {source: str(error) for source, error in built.stale.items()}
    code = max((error.exit_code for error in built.stale.values()), default=0)
    loaded = list(dict.fromkeys(load.source_id for load in built.loaded))
    return Outcome(
        home, loaded, pages, stale, code, changed=[str(summary) for summary in built.changed], notices=built.notices
    )


def archived(home: Path, sources: list[str], until: str) -> Outcome:
    """Return the outcome of a run in the closed hours, when answers are archived but not published."""
    what = f"Archived {', '.join(sources)}" if sources else "No table has changed"
    message = f"{what}; nothing was published, because SSB shows zeros for some figures until {until} Oslo time."
    return Outcome(home, None, None, message=message)
