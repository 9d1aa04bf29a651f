"""`grunnlag check`: compare the whole catalogue with what the sources say of themselves today; nothing is loaded."""

from dataclasses import dataclass, field

from catalogue.errors import CodeGone, StopTable, TryAgainLater
from catalogue.load import load_catalogue
from extract.archive import Archive
from extract.clock import Hours
from extract.drift import Drift
from pipeline.archive_reader import ArchiveReader
from pipeline.fetch_result import FetchResult, Loading
from pipeline.kinds import all_updates
from pipeline.settings import Settings
from pipeline.steps import Steps


@dataclass(frozen=True)
class DriftFinding:
    """A drift of one source."""

    source_id: str
    drift: Drift


@dataclass
class CheckReport:
    """The drifts found; sources that did not answer, with the reason; sources that these addresses do not have."""

    findings: list[DriftFinding] = field(default_factory=list)
    unseen: dict[str, TryAgainLater] = field(default_factory=dict)
    live_only: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """The code that `grunnlag check` ends with: a drift that stops a table weighs more than a source unseen."""
        if any(finding.drift.stops for finding in self.findings):
            return CodeGone.exit_code
        return TryAgainLater.exit_code if self.unseen else 0


def check(settings: Settings, steps: Steps) -> CheckReport:
    """Compare each source with the catalogue, and report every difference."""
    catalogue, hours = load_catalogue(settings.catalogue), Hours()
    reading = ArchiveReader(Archive(settings.folder.prepare().archive, hours.clock), settings.origin)
    fetched = FetchResult(reading.accepted(catalogue))
    asked = {source.id for source in settings.asked(catalogue)}
    report = CheckReport(live_only=[source for source in catalogue.sources if source not in asked])
    for updates in all_updates(settings, catalogue, Loading(reading, steps, hours.clock), hours).values():
        for source in [source for source in updates.sources if source.id in asked]:
            try:
                drifts = list(updates.drifts(source, fetched))
            except StopTable as error:
                drifts = [Drift(str(error))]
            except TryAgainLater as error:
                drifts, report.unseen[source.id] = [], error
            report.findings += [DriftFinding(source.id, drift) for drift in drifts]
    return report
