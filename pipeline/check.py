"""`grunnlag check`: compare the catalogue with the sources as they are today, without loading anything."""

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
    """The drifts; source -> error, if a source did not answer; sources that the configured addresses do not have."""

    findings: list[DriftFinding] = field(default_factory=list)
    unseen: dict[str, TryAgainLater] = field(default_factory=dict)
    live_only: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """The exit code of `grunnlag check`: that of a drift that stops a table, else of a missing answer, else 0."""
        if any(finding.drift.stops for finding in self.findings):
            return CodeGone.exit_code
        return TryAgainLater.exit_code if self.unseen else 0


def check(settings: Settings, steps: Steps) -> CheckReport:
    """Compare each source with the catalogue, and report every difference."""
    catalogue, hours = load_catalogue(settings.catalogue), Hours()
    reading = ArchiveReader(Archive(settings.folder.prepare().archive, hours.clock), settings.origin)
    fetched = FetchResult(reading.accepted(catalogue))
    available = {source.id for source in settings.available_sources(catalogue)}
    report = CheckReport(live_only=[source for source in catalogue.sources if source not in available])
    for updates in all_updates(settings, catalogue, Loading(reading, steps, hours.clock), hours).values():
        for source in [source for source in updates.sources if source.id in available]:
            try:
                drifts = list(updates.drifts(source, fetched))
            except StopTable as error:
                drifts = [Drift(str(error))]
            except TryAgainLater as error:
                drifts, report.unseen[source.id] = [], error
            report.findings += [DriftFinding(source.id, drift) for drift in drifts]
    return report
