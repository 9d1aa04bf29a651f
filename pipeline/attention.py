"""What needs the operator's attention after a run, and whether to notify of it now.

A failed run is notified of each time. A stale table, and a file that is too old, are notified of once, and again after
a week.
"""

import socket
from datetime import datetime, timedelta

from extract.clock import OSLO
from pipeline.notification import send
from pipeline.outcome import stale_sentences
from pipeline.report import Report
from pipeline.settings import Settings

AGAIN = timedelta(days=7)
OLD = "old"
"""The subject that no run has updated every table for too long. The other subjects are tables."""


def notify(settings: Settings, report: Report, previous: Report | None) -> Report:
    """Send what is due after a run, in one message. Return the report with what has been notified of, and when."""
    now = report.ended_at or report.started_at
    found = report.failed | age(report.complete_at, now, settings.old_after)
    before = previous.notified if previous else {}
    if report.is_full:
        before = {subject: at for subject, at in before.items() if subject in found}
    new = due(found, before, now)
    lines = [*([report.says] if report.is_failed else []), *_sentences(new)]
    sent = bool(lines) and tell(settings, f"{report.name} ended with exit code {report.exit_code}", lines)
    return report.model_copy(update={"notified": before | (dict.fromkeys(new, now) if sent else {})})


def due(found: dict[str, str], notified: dict[str, datetime], now: datetime) -> dict[str, str]:
    """Return the subjects, with their reasons, that are new, or were last notified of a week ago."""
    return {
        subject: reason
        for subject, reason in found.items()
        if subject not in notified or now - notified[subject] >= AGAIN
    }


def age(complete_at: datetime | None, now: datetime, days: float) -> dict[str, str]:
    """Return OLD with a sentence if the last run that updated every table is older than so many days."""
    if complete_at is None or now - complete_at <= timedelta(days=days):
        return {}
    since = f"{complete_at.astimezone(OSLO):%Y-%m-%d %H:%M}"
    return {OLD: f"The published file is old: no run has updated every table since {since} Oslo time."}


def _sentences(subjects: dict[str, str]) -> list[str]:
    tables = {table: reason for table, reason in subjects.items() if table != OLD}
    return stale_sentences(tables) + [reason for subject, reason in subjects.items() if subject == OLD]


def tell(settings: Settings, title: str, lines: list[str]) -> bool:
    """Send lines and where to read more. Return whether they were sent."""
    where = f"Home: {settings.folder.path} on {socket.gethostname()}; its reports/index.html has the whole report."
    return send(settings.notify, f"Grunnlag: {title}", "\n".join([*lines, where]))
