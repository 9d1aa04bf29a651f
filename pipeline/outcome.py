"""What a run came to, as a person is told it."""

from dataclasses import dataclass, field
from pathlib import Path

from pipeline.result import BuildResult


@dataclass(frozen=True)
class Outcome:
    """Tables loaded and pages made (None where a run was not asked to), what is stale with the reason, and `told` besides.

    `notices` are sentences about what is worth a look, though it was published.
    """

    home: Path
    loaded: list[str] | None
    pages: int | None
    stale: dict[str, str] = field(default_factory=dict)
    exit_code: int = 0
    told: str | None = None
    notices: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """A few sentences for the end of a run."""
        said = [f"{source} is stale: {reason}" for source, reason in self.stale.items()]
        if self.told:
            said.insert(0, self.told)
        elif self.loaded:
            said.insert(0, f"Loaded {', '.join(self.loaded)}.")
        elif self.loaded is not None and not self.stale:
            said.append("No table had news; none was fetched again.")
        if self.pages is not None:
            said.append(f"{self.pages} pages made." if self.pages else "The pages are up to date.")
        said += [f"Worth a look: {notice}" for notice in self.notices]
        return " ".join(said)


def built_outcome(home: Path, built: BuildResult, pages: int | None) -> Outcome:
    """The outcome of a run that built, or found nothing to build."""
    stale = {source: str(error) for source, error in built.stale.items()}
    code = max((error.exit_code for error in built.stale.values()), default=0)
    loaded = list(dict.fromkeys(load.source_id for load in built.loaded))
    return Outcome(home, loaded, pages, stale, code, notices=built.notices)


def archived(home: Path, sources: list[str], until: str) -> Outcome:
    """The outcome of a run in the hours in which figures are archived and no more."""
    what = f"Archived {', '.join(sources)}" if sources else "No table had news"
    told = f"{what}; nothing was published, because SSB shows zeros for some figures until {until} Oslo time."
    return Outcome(home, None, None, told=told)
