"""A year of nights in a small home: what the sources, the clock, the disk and the operator do, and what must follow.

Each night has one event, drawn by a seed. The source has a clock of its own; ours can be wrong.
"""

import errno
import os
import shutil
import signal
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeVar
from unittest.mock import patch

import sample
from catalogue.errors import GrunnlagError
from catalogue.load import HOME
from extract.clock import Clock, Hours
from pipeline.replay import replay
from pipeline.runs import refresh
from pipeline.settings import Settings
from tests.flow.child import FAULT, Job, Nursery
from tests.flow.invariants import Night
from tests.lib.damage import cut
from tests.lib.small import Silent
from warehouse.disk import as_disk_fault

T = TypeVar("T")
TABLE, SOURCE = "06913", "ssb_06913"
FIRST = datetime(2026, 11, 24, 2, 30, tzinfo=UTC)
STEPS = ("changes klass", "fetch ssb_06913", "load", "check", "checkpoint", "switch")
LATER = ["2025", "2026"]
"""Periods that the source publishes during the year."""
MORE = ("birth_surplus_per_1000", "growth_remainder", "net_migration_per_1000")
DOWN = ("500", "503", "429", "dropped", "html", "cut", "truncated", "truncated-chunks")


class Dies(BaseException):
    """What ends a run at a step, as a crash of Python does."""


class Mortal(Silent):
    """Steps that end before or after one of them."""

    def __init__(self, step: str | None = None, *, after: bool = False) -> None:
        super().__init__()
        self._step, self._after = step, after

    def run(self, name: str, work: Callable[[], T]) -> T:
        if name == self._step and not self._after:
            raise Dies
        result = work()
        if name == self._step:
            raise Dies
        return result


class Nights:
    """The source, the home and the draw. `day` is the source's time; ours is `offset` from it."""

    def __init__(self, settings: Settings, server: sample.Addresses, seed: int, nursery: Nursery | None) -> None:
        self.settings, self._server, self._nursery = settings, server, nursery
        self._draw, self._until, self._ill = Random(seed), ExitStack(), ExitStack()
        self.day, self._offset = FIRST, timedelta()
        self.is_ill, self.is_due, self.said = False, False, ""
        self.truth: dict[tuple[str, str, str], float] = {}
        """Cells that the source has revised -> the figure it has now."""
        self._later = [(period, self._hide(period)) for period in LATER[::-1]]
        self._more = list(MORE)

    def _hide(self, period: str) -> ExitStack:
        stack = ExitStack()
        stack.enter_context(self._server.statbank.without_code(TABLE, "Tid", period))
        return stack

    def close(self) -> None:
        """Undo everything at the source."""
        for stack in (self._ill, self._until, *(stack for _, stack in self._later)):
            stack.close()
        self._server.faults.clear()

    def now(self) -> datetime:
        """Return the time of our clock."""
        return self.day + self._offset

    def _sleep(self, seconds: float) -> None:
        self.day += timedelta(seconds=seconds)

    def night(self, kind: str) -> Night:
        """Let one event happen, run, and return what came of it."""
        self.day = (self.day + timedelta(days=1)).replace(hour=2, minute=30)
        night = Night(kind, self.settings, {0})
        if self.is_ill and (kind == "quiet" or self._draw.random() < 0.5):
            self._recover()
        with night.watched():
            getattr(self, f"_{kind}")(night)
        self._server.faults.clear()
        if self.is_ill and night.expected <= {0, 3}:
            night.expected = {4} if night.expected == {0} else {3, 4}
        if night.code == 0 and kind != "replay":
            self.is_due = False
        return night

    def run(self, steps: Silent | None = None) -> int:
        """Run, and return the exit code."""
        hours = Hours(Clock(now=self.now, sleep=self._sleep))
        try:
            outcome = refresh(self.settings, steps or Silent(), municipality=None, scope=None, hours=hours)
            self.said = str(outcome)
            return outcome.exit_code
        except (GrunnlagError, OSError) as error:
            known = error if isinstance(error, GrunnlagError) else as_disk_fault(error)
            self.said = str(known)
            return known.exit_code if known else FAULT

    def _announce(self) -> None:
        self.is_due = True
        self._until.enter_context(
            self._server.statbank.with_updated(TABLE, f"{self.day - timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}")
        )

    def _recover(self) -> None:
        self._ill.close()
        self.is_ill = False
        self._announce()

    def _news(self) -> None:
        """Revise a few cells, unless the source is ill."""
        if self.is_ill:
            return
        periods = [str(year) for year in range(2018, 2025)]
        for _ in range(self._draw.randint(1, 4)):
            place, period = self._draw.choice(["5055", "5001", "4001", "4030"]), self._draw.choice(periods)
            contents, value = self._draw.choice(["Fodselsoverskudd", "Nettoinnflytting"]), self._draw.randint(-60, 60)
            with suppress(KeyError):
                cell = {"Region": place, "Tid": period, "ContentsCode": contents}
                self._until.enter_context(self._server.statbank.with_figure(TABLE, float(value), **cell))
                self.truth[place, contents, period] = float(value)
        self._announce()

    def _perhaps_news(self) -> None:
        if self._draw.random() < 0.5:
            self._news()

    def _quiet(self, night: Night) -> None:
        night.code = self.run()

    def _revision(self, night: Night) -> None:
        self._news()
        night.code = self.run()

    def _period(self, night: Night) -> None:
        if self._later and not self.is_ill:
            night.period, stack = self._later.pop()
            stack.close()
            self._announce()
        night.code = self.run()

    def _wrong(self, night: Night) -> None:
        """Figures that cannot be right: a municipality, a contents or a period is gone, or all its figures are zero."""
        where = [{"Region": "5055"}, {"ContentsCode": "Fodselsoverskudd"}, {"Tid": "2022"}]
        zero = [({"ContentsCode": "Nettoinnflytting"}, 0.0), ({"Tid": "2022"}, 0.0)]
        of, value = self._draw.choice([*((each, None) for each in where), *zero])
        self._fall_ill(partial(self._server.statbank.with_figure, TABLE, value, **of))
        night.code = self.run()

    def _drift(self, night: Night) -> None:
        bank = self._server.statbank
        renamed = partial(bank.with_variable_renamed, TABLE, "Region", "Sted")
        gone = partial(bank.without_code, TABLE, "ContentsCode", "Fodselsoverskudd")
        unit = partial(bank.with_unit, TABLE, "Folkemengde", {"no": "1000 personer", "en": "1000 persons"})
        self._fall_ill(self._draw.choice([renamed, gone, unit]))
        night.code = self.run()

    def _fall_ill(self, change: Callable[[], AbstractContextManager[None]]) -> None:
        """Change the table in place of an earlier illness."""
        self._ill.close()
        self._ill.enter_context(change())
        self._announce()
        self.is_ill = True

    def _down(self, night: Night) -> None:
        self._perhaps_news()
        self._server.faults.add(self._draw.choice(DOWN))
        night.expected, night.code = {3}, self.run()

    def _flaky(self, night: Night) -> None:
        self._perhaps_news()
        self._server.faults.add(self._draw.choice(DOWN), times=1)
        night.code = self.run()

    def _full(self, night: Night) -> None:
        """The disk is full at one of the writes that must be on the disk."""
        self._perhaps_news()
        left, sync = self._draw.randint(1, 8), os.fsync

        def fsync(file: int) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            sync(file)

        with patch.object(os, "fsync", fsync):
            night.code = self.run()
        night.expected = {0} if left > 0 else {2}

    def _crash(self, night: Night) -> None:
        self._news()
        step, after = self._draw.choice(STEPS), self._draw.random() < 0.5
        try:
            night.code = self.run(Mortal(step, after=after))
        except Dies:
            night.expected, night.code = {None}, None

    def _kill(self, night: Night) -> None:
        assert self._nursery
        self._news()
        step, key = self._draw.choice(STEPS), self._draw.choice(["dies_at", "dies_after"])
        job = Job(self.settings.model_dump_json(), **{key: step}, at=self.now().isoformat())
        night.expected, night.code = {0, 4, -signal.SIGKILL}, self._nursery.run(job)

    def _clock(self, night: Night) -> None:
        self._perhaps_news()
        self._offset = timedelta(hours=self._draw.choice([-960, -72, -25, -2, 0, 0, 0, 1, 26, 720]))
        night.code = self.run()

    def _budget(self, night: Night) -> None:
        self._perhaps_news()
        odd = [b"", b"\0" * 99, b'{"sent": [9e9, 8e9], "blocked_until": 9e9}', b'{"limit": 0}', b"[]"]
        for path in Path(tempfile.gettempdir()).glob("grunnlag-*/*.json"):
            path.write_bytes(self._draw.choice(odd))
        night.code = self.run()

    def _upgrade(self, night: Night) -> None:
        """A new catalogue: another indicator, or another definition of one."""
        folder = self.settings.catalogue / "indicators" / "demography"
        if self._more and self._draw.random() < 0.5:
            name = self._more.pop()
            (source,) = (HOME / "indicators").rglob(f"{name}.yaml")
            text = source.read_text(encoding="utf-8").replace(
                "per: population", "denominator: sum(value) filter (where contents = 'Folkemengde')"
            )
            (folder / source.name).write_text(text, encoding="utf-8")
        else:
            name = "net_migration"
            path = folder / f"{name}.yaml"
            text = path.read_text(encoding="utf-8")
            now, new = ("Nettoinnflytting", "Fodselsoverskudd")[:: self._draw.choice([1, -1])]
            path.write_text(text.replace(f"contents = '{now}'", f"contents = '{new}'"), encoding="utf-8")
        night.upgraded = name
        night.code = self.run()

    def _damage(self, night: Night) -> None:
        self._perhaps_news()
        cut(self.settings.folder, SOURCE)
        night.code = self.run()

    def _replay(self, night: Night) -> None:
        night.same = True
        night.expected = {0}
        night.code = replay(self.settings, Silent(), as_of=None).exit_code

    def _restore(self, night: Night) -> None:
        """Only the archive is left, as after a restore from a backup."""
        night.same = not self.is_due
        self.settings.folder.published.unlink()
        shutil.rmtree(self.settings.folder.builds)
        night.code = self.run()
