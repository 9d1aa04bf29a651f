"""The report of one run, as data: kept in `reports/`, and shown by Prefect, by a page and by `grunnlag status`."""

from datetime import datetime

from pydantic import BaseModel

from warehouse.read_run import ThemeFreshness

CUT_OFF = 137
"""The exit code of a run that could not end: as shells show a process that was killed."""


class Report(BaseModel, frozen=True):
    """A run from its start to its end; `exit_code` is None until it ends. Times are UTC.

    `is_failed`: an error ended it (closed hours are none). `is_full`: it asked for every table, so `failed` names all that
    are stale. `fetched`: table -> cells. `failed`: table -> reason. `found`: what checks at level look found. `revised`:
    table -> revised figures. `steps`: step -> seconds. `next_run`: None if no `serve` is up. `complete_at`: the end of the
    last run that updated every table, or the start of the first run. `notified`: table, or attention.OLD -> when.
    """

    command: str
    municipality: str | None = None
    started_at: datetime
    ended_at: datetime | None = None
    exit_code: int | None = None
    is_failed: bool = False
    is_full: bool = False
    says: str = "It has not ended."
    build_id: str | None = None
    fetched: dict[str, int] = {}
    unchanged: list[str] = []
    failed: dict[str, str] = {}
    requests: int = 0
    bytes: int = 0
    steps: dict[str, float] = {}
    checks: int = 0
    found: list[str] = []
    revised: dict[str, int] = {}
    themes: list[ThemeFreshness] = []
    memory_mb: float = 0
    next_run: datetime | None = None
    complete_at: datetime | None = None
    notified: dict[str, datetime] = {}

    @property
    def name(self) -> str:
        """What ran, such as 'refresh' or 'refresh of 5055'."""
        return f"{self.command} of {self.municipality}" if self.municipality else self.command

    @property
    def seconds(self) -> float | None:
        """How long it took; None if it has not ended, or was cut off."""
        return (self.ended_at - self.started_at).total_seconds() if self.ended_at else None

    def cut_off(self) -> "Report":
        """Return it with the end of a run that could not write its own."""
        says = "It was cut off: its process was killed, or the machine stopped. The published build stays."
        return self.model_copy(update={"exit_code": CUT_OFF, "says": says, "is_failed": True})
