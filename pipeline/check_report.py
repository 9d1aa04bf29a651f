"""The result of checking the catalogue against its sources."""

from dataclasses import dataclass, field

from catalogue.errors import CodeGone, GrunnlagError, LimitReached
from catalogue.kinds import Source
from extract.drift import Drift


@dataclass(frozen=True)
class DriftFinding:
    """A drift of one source."""

    source_id: str
    drift: Drift


@dataclass
class CheckReport:
    """The drifts; source -> error, for sources that did not answer; sources that were not to be checked, with the reason.

    `sources`: the sources to check. `agreed`: the sources without a drift. `proven`: the sources in `agreed` that SSB or
    FHI itself answered for, and whose file does not say so yet. `recorded`: the number of answers in the bundle; None if
    no bundle was to be written.
    """

    sources: list[str] = field(default_factory=list)
    findings: list[DriftFinding] = field(default_factory=list)
    unseen: dict[str, GrunnlagError] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    left_out_because: str = "Off, or not in the sample"
    agreed: list[str] = field(default_factory=list)
    proven: list[str] = field(default_factory=list)
    recorded: int | None = None

    def add(self, source: Source, found: list[Drift] | GrunnlagError, *, live: bool) -> None:
        """Add the drifts of a source, or its error if it did not answer. `live`: SSB or FHI itself answered."""
        if isinstance(found, GrunnlagError):
            self.unseen[source.id] = found
            return
        self.findings += [DriftFinding(source.id, drift) for drift in found]
        if not found:
            self.agreed.append(source.id)
            self.proven += [source.id] if live and source.spec.known in ("recorded", "assumed") else []

    def interrupt(self) -> None:
        """Add the sources that have not been checked yet as unseen."""
        done = {*self.unseen, *self.agreed, *(finding.source_id for finding in self.findings)}
        interrupted = LimitReached("the check was interrupted.")
        self.unseen |= {source: interrupted for source in self.sources if source not in done}

    @property
    def exit_code(self) -> int:
        """The exit code of `grunnlag check`: the code for a drift that stops a table, else for a missing answer, else 0."""
        if any(finding.drift.stops for finding in self.findings):
            return CodeGone.exit_code
        return max((error.exit_code for error in self.unseen.values()), default=0)
