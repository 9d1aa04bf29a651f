"""What every run does besides its work: it logs, leaves a report whatever its end, and notifies of what is due."""

import logging
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from catalogue.errors import Closed, GrunnlagError, TryAgainLater
from pipeline.attention import notify, tell
from pipeline.log_file import log_to
from pipeline.outcome import Outcome
from pipeline.report import Report
from pipeline.report_text import oslo
from pipeline.reports import Reports
from pipeline.schedule import next_run
from pipeline.settings import Settings
from pipeline.steps import Steps
from warehouse.disk import as_disk_fault
from warehouse.read_run import RunReader

log = logging.getLogger(__name__)


def reported(
    settings: Settings, steps: Steps, command: str, municipality: str | None, work: Callable[[], Outcome]
) -> Outcome:
    """Do the work of a run. Its report is in `reports/` from the start, and has its end even if that is an error."""
    report = Report(command=command, municipality=municipality, started_at=datetime.now(UTC))
    with log_to(settings.folder):
        close_cut_off(settings)
        log.info("The run begins: %s.", report.name)
        with Reports(settings.folder).begun(report) as path:
            try:
                outcome = work()
            except BaseException as error:
                _end(settings, steps, path, report, error)
                raise
            _end(settings, steps, path, report, outcome)
    return outcome


def close_cut_off(settings: Settings) -> None:
    """Give each run that was cut off its end, and notify of it: it could do neither itself."""
    lost = list[Report]()
    with suppress(OSError):
        lost = Reports(settings.folder).close_cut_off()
    for report in lost:
        tell(settings, f"{report.name} was cut off", [f"It began at {oslo(report.started_at)} Oslo time.", report.says])


def _completed(report: Report, outcome: Outcome) -> dict[str, Any]:
    return {
        "is_full": (report.name, outcome.loaded is None) == ("refresh", False),
        "exit_code": outcome.exit_code,
        "says": str(outcome),
        "failed": outcome.stale,
        "fetched": dict.fromkeys(outcome.loaded or [], 0),
    }


def _failed(error: BaseException) -> dict[str, Any]:
    """Return the end of a run that an error ended. In closed hours nothing failed: the run only has to begin later."""
    code, says = _ending(error)
    return {"exit_code": code, "says": says, "is_failed": not isinstance(error, Closed)}


def _ending(error: BaseException) -> tuple[Any, str]:
    """Return the exit code and the sentence for an error, as the command line shows them."""
    ours = error if isinstance(error, GrunnlagError) else as_disk_fault(error)
    if ours:
        return ours.exit_code, str(ours)
    if isinstance(error, TimeoutError):
        return TryAgainLater.exit_code, "It took too long and was ended; the published build stays."
    if isinstance(error, Exception) and str(error) != "Query interrupted":  # DuckDB's word for a signal
        return GrunnlagError.exit_code, f"Grunnlag has a bug ({type(error).__name__}: {error!s:.500})."
    code = error.code if isinstance(error, SystemExit) else 128 + signal.SIGTERM
    return code, "It was stopped before its end; the published build stays."


def _end(settings: Settings, steps: Steps, path: Path, begun: Report, result: Outcome | BaseException) -> None:
    """Write the report, and notify. A fault here must not replace the end of the run."""
    try:
        end = _completed(begun, result) if isinstance(result, Outcome) else _failed(result)
        _write_end(settings, steps, path, begun, end)
    except Exception as error:
        log.warning("The report of this run is not whole (%s: %s).", type(error).__name__, error)


def _write_end(settings: Settings, steps: Steps, path: Path, begun: Report, end: dict[str, Any]) -> None:
    reports, now = Reports(settings.folder), datetime.now(UTC)
    previous = reports.last_ended()
    facts = _counted(steps) | _published(settings, begun, end)
    report = begun.model_copy(update={**end, **facts, "ended_at": now, "next_run": next_run(settings.folder, now)})
    is_complete = report.is_full and report.exit_code == 0
    before = previous.complete_at if previous else begun.started_at
    report = report.model_copy(update={"complete_at": now if is_complete else before})
    log.info("The run has ended, with exit code %s: %s", report.exit_code, report.says)
    reports.write(path, report)  # before the notification, which may take long
    notified = notify(settings, report, previous)
    if notified != report:
        reports.write(path, notified)
    steps.ended(notified)


def _counted(steps: Steps) -> dict[str, Any]:
    unit = 1e6 if sys.platform == "darwin" else 1e3
    memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    traffic = steps.traffic
    return {
        "steps": steps.seconds,
        "requests": traffic.requests,
        "bytes": traffic.bytes,
        "memory_mb": round(memory / unit, 1),
    }


def _published(settings: Settings, begun: Report, end: dict[str, Any]) -> dict[str, Any]:
    """Return what the report has from the published file; nothing if that cannot be read."""
    with suppress(duckdb.Error, GrunnlagError, OSError), RunReader(settings.folder.database) as reader:
        cells, (checks, found) = reader.cells(), reader.checks(begun.started_at)
        fetched, failed = end.get("fetched", {}), end.get("failed", {})
        return {
            "build_id": reader.build().id,
            "fetched": {table: cells.get(table, 0) for table in fetched},
            "unchanged": [table for table in cells if table not in fetched | failed] if "fetched" in end else [],
            "checks": checks,
            "found": found,
            "revised": reader.revised(begun.started_at),
            "themes": reader.themes(),
        }
    return {}
