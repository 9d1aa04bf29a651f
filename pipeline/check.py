"""`grunnlag check`: compare the catalogue with the sources as they are today, without loading anything.

The answers may be written to a bundle, or be read from a bundle instead of the sources.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from catalogue.errors import BadSetting, FixInput, GrunnlagError, StopTable, TryAgainLater, expected_shape
from catalogue.kinds import Source
from catalogue.local import FOLDER
from extract.archive import Archive
from extract.client import Client
from extract.clock import Clock, Hours
from extract.drift import Drift
from pipeline.archive_reader import ArchiveReader
from pipeline.bundle import read_bundle
from pipeline.check_report import CheckReport
from pipeline.fetch_result import FetchResult, Loading
from pipeline.kinds import all_updates
from pipeline.recording import Recorder, RecordingClient, ReplayClient
from pipeline.settings import Settings
from pipeline.steps import Steps
from pipeline.updates import Updates
from warehouse.definition_check import checked_catalogue


@dataclass(frozen=True)
class _Answers:
    """Where a check gets its answers. `live`: from SSB and FHI themselves. `of`: the sources with answers; None for all."""

    loading: Loading
    hours: Hours
    live: bool
    client_class: Callable[..., Client] = Client
    of: list[str] | None = None


def check(settings: Settings, steps: Steps) -> CheckReport:
    """Compare each source with the catalogue, and report every difference."""
    hours, report = Hours(), CheckReport()
    _compare(settings, _Answers(_loading(settings, steps, hours), hours, settings.live), report)
    return report


def record(settings: Settings, steps: Steps, path: Path, clock: Clock | None = None) -> CheckReport:
    """Do the same, and write the answers to a bundle, even if the check ends early.

    Raise FixInput if the file exists or its folder does not.
    """
    if path.exists() or not path.absolute().parent.is_dir():
        raise FixInput(f"{path} exists already, or its folder does not; name a new file in an existing folder.")
    recorder, report = Recorder(clock or Clock()), CheckReport(recorded=0)
    hours = Hours(recorder.clock)
    answers = _Answers(_loading(settings, steps, hours), hours, settings.live, partial(RecordingClient, recorder))
    try:
        _compare(settings, answers, report)
    except KeyboardInterrupt:
        report.interrupt()
    finally:
        report.recorded = recorder.answers
        if recorder.answers:
            not_local = [source for source in report.sources if not source.startswith(f"{FOLDER}_")]
            recorder.write(path, settings.origin, not_local)
    return report


def check_against(settings: Settings, steps: Steps, path: Path) -> CheckReport:
    """Compare the catalogue with a bundle; send no request and archive nothing. Raise FixInput for an invalid bundle."""
    bundle, hours, home = read_bundle(path), Hours(), settings.folder.archive
    report, manifest = CheckReport(left_out_because="Not in the bundle"), bundle.manifest
    with tempfile.TemporaryDirectory(prefix="grunnlag-check-") as folder:
        reading = ArchiveReader(Archive(Path(folder), hours.clock), settings.origin)
        past = ArchiveReader(Archive(home, hours.clock), manifest.origin) if home.is_dir() else reading
        loading, client = Loading(reading, steps, hours.clock, past), partial(ReplayClient, bundle)
        _compare(settings, _Answers(loading, hours, manifest.origin == "live", client, manifest.sources), report)
    return report


def _loading(settings: Settings, steps: Steps, hours: Hours) -> Loading:
    archive = Archive(settings.folder.prepare().archive, hours.clock)
    return Loading(ArchiveReader(archive, settings.origin), steps, hours.clock)


def _compare(settings: Settings, answers: _Answers, report: CheckReport) -> None:
    """Fill the report, source by source."""
    catalogue = checked_catalogue(settings.catalogue, settings.local)
    available = [source.id for source in settings.available_sources(catalogue)]
    report.sources = [source for source in available if answers.of is None or source in answers.of]
    report.left_out = [source for source in catalogue.sources if source not in report.sources]
    fetched = FetchResult(answers.loading.past.accepted(catalogue))
    kinds = all_updates(settings, catalogue, answers.loading, answers.hours, client_class=answers.client_class)
    for updates in kinds.values():
        for source in [source for source in updates.sources if source.id in report.sources]:
            report.add(source, _drifts(updates, source, fetched), live=answers.live)


def _drifts(updates: Updates[Any, Any], source: Source, fetched: FetchResult) -> list[Drift] | GrunnlagError:
    """Return a source's drifts, including an error that would stop it in a run, or the error if it did not answer."""
    try:
        with expected_shape(f"The metadata of {source.id} have an unexpected form"):
            return list(updates.drifts(source, fetched))
    except StopTable as error:
        return [Drift(str(error))]
    except (TryAgainLater, BadSetting) as error:
        return error
