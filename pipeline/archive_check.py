"""`grunnlag archive`: verify every stored answer, and report damaged answers and the tables affected. Changes nothing."""

from dataclasses import dataclass, field

from catalogue.errors import DamagedAnswer
from extract.archive import Archive, Fetch, Load
from extract.objects import State
from pipeline.fetch_result import standing
from pipeline.settings import Settings
from pipeline.steps import Steps


@dataclass
class ArchiveReport:
    """The number of answers and bytes verified; a sentence for each damaged or missing answer, and for each unreadable line."""

    answers: int
    bytes: int
    damaged: list[str] = field(default_factory=list)
    odd_lines: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """The exit code of `grunnlag archive`. A line that a crash cut short does not count as damage."""
        return DamagedAnswer.exit_code if self.damaged else 0


def check_archive(settings: Settings, steps: Steps) -> ArchiveReport:
    """Read every object in the log, and compare it with its hash."""
    archive = Archive(settings.folder.prepare().archive)
    fetches, loads = archive.fetches(), _loads(archive)
    once = {fetch.sha256: fetch for fetch in fetches.values()}
    report = ArchiveReport(len(once), sum(fetch.bytes for fetch in once.values()))
    cut_short = "of log.jsonl cannot be read; a crash may have cut it short."
    report.odd_lines = [f"Line {number} {cut_short}" for number in archive.unreadable_lines()]
    lost = steps.run("verify archive", lambda: _lost(archive, list(once.values()), steps))
    for sha256, state in lost.items():
        ids = {fetch_id for fetch_id, fetch in fetches.items() if fetch.sha256 == sha256}
        report.damaged.append(f"{once[sha256]} (object {sha256}) is {state}; {_meaning(ids, loads)}")
    for load in loads:
        for unknown in [fetch_id for fetch_id in load.fetches if fetch_id not in fetches]:
            report.damaged.append(f"The log has lost the answer {unknown}; {_meaning({unknown}, loads)}")
    return report


def _loads(archive: Archive) -> list[Load]:
    return [load for origin in archive.origins() for load in archive.loads(origin)]


def _lost(archive: Archive, fetches: list[Fetch], steps: Steps) -> dict[str, State]:
    """Return hash -> state of the objects that are damaged or gone."""
    lost: dict[str, State] = {}
    for done, fetch in enumerate(fetches, start=1):
        if (state := archive.state(fetch)) is not State.WHOLE:
            lost[fetch.sha256] = state
        steps.reporter.progress("verify archive", done, len(fetches))
    return lost


def _meaning(fetch_ids: set[str], loads: list[Load]) -> str:
    """Return which tables use these fetches, and what to do."""
    affected = [load for load in loads if fetch_ids & set(load.fetches)]
    named = ", ".join(sorted({load.source_id for load in affected}))
    if not affected:
        return "no table uses it, so nothing needs to be done."
    if any(load in standing(_of_the_same_table(load, loads)) for load in affected):
        return f"{named} uses it: 'grunnlag run' fetches it again, or put a copy of it back."
    return f"only an earlier load of {named} used it: put a copy of it back, or a rebuild lacks the revisions of that load."


def _of_the_same_table(load: Load, loads: list[Load]) -> list[Load]:
    return [other for other in loads if (other.source_id, other.origin) == (load.source_id, load.origin)]
