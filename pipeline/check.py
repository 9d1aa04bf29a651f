"""`grunnlag check`: compare the whole catalogue with what the sources say of themselves; nothing is loaded.

The sources are asked, and their answers may be recorded in a bundle, or the bundle answers in their place.
"""

import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from catalogue.errors import CodeGone, FixInput, LimitReached, StopTable, TryAgainLater, expected_shape
from catalogue.kinds import Source
from catalogue.load import load_catalogue
from extract.archive import Archive
from extract.client import Client
from extract.clock import Clock, Hours
from extract.drift import Drift
from pipeline.archive_reader import ArchiveReader
from pipeline.bundle import read_bundle
from pipeline.fetch_result import FetchResult, Loading
from pipeline.kinds import all_updates
from pipeline.recording import Recorder, RecordingClient, ReplayClient
from pipeline.settings import Settings
from pipeline.steps import Steps
from pipeline.updates import Updates


@dataclass(frozen=True)
class DriftFinding:
    """A drift of one source."""

    source_id: str
    drift: Drift


@dataclass
class CheckReport:
    """The drifts found; sources that did not answer, with the reason; sources that were not to be asked, and why.

    `agreed`: those without a drift. `proven`: those of them that SSB or FHI itself answered for, and whose file does not
    say so yet. `recorded`: how many answers went into a bundle; None where none was to be written.
    """

    findings: list[DriftFinding] = field(default_factory=list)
    unseen: dict[str, TryAgainLater] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    left_out_because: str = "Not in the sample"
    agreed: list[str] = field(default_factory=list)
    proven: list[str] = field(default_factory=list)
    recorded: int | None = None

    def take(self, source: Source, drifts: list[Drift] | TryAgainLater, *, live: bool) -> None:
        """Add what was found of a source."""
        if isinstance(drifts, TryAgainLater):
            self.unseen[source.id] = drifts
            return
        self.findings += [DriftFinding(source.id, drift) for drift in drifts]
        if not drifts:
            self.agreed.append(source.id)
            self.proven += [source.id] if live and source.spec.known != "seen_live" else []

    def stopped(self) -> None:
        """Note that the sources still to come were not asked."""
        done = {*self.unseen, *self.agreed, *(finding.source_id for finding in self.findings)}
        stopped = LimitReached("Not asked for: stopped by hand.")
        self.unseen |= {source: stopped for source in self.asked if source not in done}

    @property
    def exit_code(self) -> int:
        """The code that `grunnlag check` ends with: a drift that stops a table weighs more than a source unseen."""
        if any(finding.drift.stops for finding in self.findings):
            return CodeGone.exit_code
        return TryAgainLater.exit_code if self.unseen else 0


@dataclass(frozen=True)
class _Seen:
    """The sources as one check sees them: asked, asked and recorded, or replayed; `within`: only these, by id."""

    loading: Loading
    hours: Hours
    live: bool
    client_class: Callable[..., Client] = Client
    within: Collection[str] | None = None


def check(settings: Settings, steps: Steps) -> CheckReport:
    """Compare each source with the catalogue, and report every difference."""
    hours, report = Hours(), CheckReport()
    _compare(settings, _Seen(_asking(settings, steps, hours), hours, settings.live), report)
    return report


def record(settings: Settings, steps: Steps, path: Path, clock: Clock | None = None) -> CheckReport:
    """Do the same, and write what was answered to a bundle; of a recording that is cut short, what there is.

    Raise FixInput when the file is there already or cannot be written.
    """
    if path.exists() or not path.absolute().parent.is_dir():
        raise FixInput(f"{path} is there already, or its folder is not; name a new file in a folder that exists.")
    recorder, report = Recorder(clock or Clock()), CheckReport(recorded=0)
    hours = Hours(recorder.clock)
    seen = _Seen(_asking(settings, steps, hours), hours, settings.live, partial(RecordingClient, recorder))
    try:
        _compare(settings, seen, report)
    except KeyboardInterrupt:
        report.stopped()
    finally:
        report.recorded = recorder.answers
        if recorder.answers:
            recorder.write(path, settings.origin, report.asked)
    return report


def check_against(settings: Settings, steps: Steps, path: Path) -> CheckReport:
    """Compare the catalogue with a bundle; ask nobody, and keep nothing. Raise FixInput for a file that is no bundle."""
    bundle, hours, home = read_bundle(path), Hours(), settings.folder.archive
    report, listed = CheckReport(left_out_because="Not in the bundle"), bundle.manifest
    with tempfile.TemporaryDirectory(prefix="grunnlag-check-") as folder:
        reading = ArchiveReader(Archive(Path(folder), hours.clock), settings.origin)
        past = ArchiveReader(Archive(home, hours.clock), listed.origin) if home.is_dir() else reading
        loading, client = Loading(reading, steps, hours.clock, past), partial(ReplayClient, bundle)
        _compare(settings, _Seen(loading, hours, listed.origin == "live", client, listed.sources), report)
    return report


def _asking(settings: Settings, steps: Steps, hours: Hours) -> Loading:
    """What is asked for goes into the home's archive."""
    archive = Archive(settings.folder.prepare().archive, hours.clock)
    return Loading(ArchiveReader(archive, settings.origin), steps, hours.clock)


def _compare(settings: Settings, seen: _Seen, report: CheckReport) -> None:
    """Fill the report, source by source."""
    catalogue = load_catalogue(settings.catalogue)
    asked = [source.id for source in settings.asked(catalogue)]
    report.asked = [source for source in asked if seen.within is None or source in seen.within]
    report.left_out = [source for source in catalogue.sources if source not in report.asked]
    fetched = FetchResult(seen.loading.past.accepted(catalogue))
    everything = all_updates(settings, catalogue, seen.loading, seen.hours, client_class=seen.client_class)
    for updates in everything.values():
        for source in [source for source in updates.sources if source.id in report.asked]:
            report.take(source, _drifts(updates, source, fetched), live=seen.live)


def _drifts(updates: Updates[Any, Any], source: Source, fetched: FetchResult) -> list[Drift] | TryAgainLater:
    """A source's differences, or why it could not be seen; what stops a run of it is one of them."""
    try:
        with expected_shape(f"What {source.id} says of itself has another form than it should"):
            return list(updates.drifts(source, fetched))
    except StopTable as error:
        return [Drift(str(error))]
    except TryAgainLater as error:
        return error
