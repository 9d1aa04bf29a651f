"""What a run came to, as a person is told it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # pandas takes a second to import, and most commands need no more than this
    from pipeline.builder import BuildResult

NAMED = 5
"""Sources that are named where many are stale for the same reason."""

MOST = 20
"""Lines about new and changed indicators that are shown."""


@dataclass(frozen=True)
class Outcome:
    """Tables loaded and pages made (None where a run was not asked to), what is stale with the reason, and `told` besides."""

    home: Path
    loaded: list[str] | None
    pages: int | None
    stale: dict[str, str] = field(default_factory=dict)
    exit_code: int = 0
    told: str | None = None
    changed: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """A few sentences for the end of a run."""
        said = _stale_sentences(self.stale)
        if self.told:
            said.insert(0, self.told)
        elif self.loaded:
            said.insert(0, f"Loaded {', '.join(self.loaded)}.")
        elif self.loaded is not None and not self.stale:
            said.append("No table had news; none was fetched again.")
        if self.pages is not None:
            said.append(f"{self.pages} pages made." if self.pages else "The pages are up to date.")
        more = [f"And {len(self.changed) - MOST} more."] if len(self.changed) > MOST else []
        return "\n".join([" ".join(said), *self.changed[:MOST], *more])


def _stale_sentences(stale: dict[str, str]) -> list[str]:
    """Return a sentence for each reason, with the sources that share it: many at once are stale for one reason."""
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
    """The outcome of a run that built, or found nothing to build."""
    stale = {source: str(error) for source, error in built.stale.items()}
    code = max((error.exit_code for error in built.stale.values()), default=0)
    loaded = list(dict.fromkeys(load.source_id for load in built.loaded))
    return Outcome(home, loaded, pages, stale, code, changed=[str(summary) for summary in built.changed])


def archived(home: Path, sources: list[str], until: str) -> Outcome:
    """The outcome of a run in the hours in which figures are archived and no more."""
    what = f"Archived {', '.join(sources)}" if sources else "No table had news"
    told = f"{what}; nothing was published, because SSB shows zeros for some figures until {until} Oslo time."
    return Outcome(home, None, None, told=told)
