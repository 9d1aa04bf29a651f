"""Loads of a small table, added to builds night after night."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from catalogue.kinds import Source
from extract.archive import Load
from tests.lib.frames import table
from tests.lib.spec import source
from transform.tables import Tables
from warehouse.build import Build
from warehouse.home import Home
from warehouse.meta import record_build, record_source
from warehouse.source_tables import SourceLoads, load_source
from warehouse.switch import switch

TABLE = source(select={"Kjonn": "all", "Tid": "all"})
SYMBOLS = {None: "missing", ":": "confidential"}


def cells(text: str, fetch_id: str = "first") -> pd.DataFrame:
    """Return the cells from lines of region, period and value, as `transform` returns them; '-' is missing, ':' confidential."""
    frame = table("region period value\n" + text.strip())
    frame["symbol"] = [SYMBOLS.get(value, "published") for value in frame.value]
    frame["value"] = frame.value.replace(":", None).astype(float)
    whole = frame.assign(kjonn="1", contents="Personer1", borders="2024-01-01", fetch_id=fetch_id)
    coded = whole.astype(dict.fromkeys(whole.columns.drop("value"), "category"))
    return coded[["region", "kjonn", "contents", "period", "value", "symbol", "borders", "fetch_id"]]


def load(load_id: str, scope: list[str] | None = None) -> Load:
    """Return a load of the table."""
    return Load(load_id, TABLE.id, "sample", scope, "asked", None, None, [load_id], f"2026-01-0{len(load_id)}")


class Nights:
    """Builds of a table whose loads read as the given frames; each may be published."""

    def __init__(self, folder: Path, frames: dict[str, pd.DataFrame], table: Source = TABLE) -> None:
        self._table = table
        self.home = Home(folder / "home").prepare()
        self.frames = frames
        self.read: list[str] = []
        self._builds: list[Build] = []

    def _tables(self, _: Source, load: Load) -> Tables:
        self.read.append(load.load_id)
        labels = pd.DataFrame([("kjonn", "1", "Menn")], columns=["dimension", "code", "label"])
        return Tables({TABLE.id: self.frames[load.load_id]}, labels, None)

    def begin(self, origin: str = "sample") -> Build:
        """Return a new build; the published build is attached if it has the same origin."""
        build = Build(self.home, origin)
        self._builds.append(build)
        for name in ("meta/build", "meta/source", "meta/load", "meta/revision", "meta/check", "core/label"):
            build.run_sql(name)
        return build

    def bring(self, build: Build, loads: Sequence[Load], made_by: str = "code", accepted: int = 0) -> SourceLoads:
        """Add the loads to the build; the first `accepted` of them passed their checks earlier."""
        return load_source(build, self._table, list(loads), self._tables, made_by, accepted=accepted)

    def publish(self, loads: Sequence[Load], made_by: str = "code", origin: str = "sample") -> SourceLoads:
        """Build from the loads, and publish."""
        build = self.begin(origin)
        made = self.bring(build, loads, made_by)
        record_source(build, self._table, made, None)
        record_build(build, origin, "state")
        build.checkpoint()
        switch(self.home, build.id)
        return made

    def close(self) -> None:
        """Close every build."""
        for build in self._builds:
            build.abandon()
