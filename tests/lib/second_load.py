"""A table of the sample that is loaded twice in memory: as it was before its newest period, and as a test makes it."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pandas as pd

from catalogue.errors import CheckFailed
from catalogue.kinds import Source
from extract.archive import Load
from transform.tables import Extent, Tables
from warehouse.build import Build
from warehouse.source_tables import load_source
from warehouse.sql import quoted, quoted_name

AROUND = ("0", "40", "50")
"""Of the largest table, only the country and the municipalities of these counties, for speed."""
LARGE = 500_000
PERIODS, FEWEST = 9, 5
LABELS = pd.DataFrame(columns=["dimension", "code", "label"], dtype=object)
EXTENT = Extent([], 0.01)


class InMemory(Build):
    """A build in memory, beside a finished file to read tables from."""

    def __init__(self, database: Path) -> None:
        self.id, self.built_at, self.has_published = "in_memory", datetime.now(UTC), False
        self.con = duckdb.connect()
        self.con.execute(f"set preserve_insertion_order = false; attach {quoted(database)} as given (read_only)")
        self.con.execute(
            "attach ':memory:' as work; use work; create schema source; create schema core; create schema meta"
        )
        for name in ("meta/revision", "meta/check", "core/label"):
            self.run_sql(name)
        for name in ("klass_131", "klass_131_change"):
            self.con.execute(f"create table source.{name} as from given.source.{name}")

    def has_figures(self, source: Source) -> bool:
        """Return whether the file has the table."""
        return self.rows("select rows > 0 from given.meta.source where source_id = ?", [source.id]) == [(True,)]

    def update(self, source: Source, back: int = 0) -> tuple[pd.DataFrame, pd.DataFrame] | None:
        """Return the table without and with the period (or release) so many before its newest; None if it has too few.

        Of the eight periods before, and with codes as text.
        """
        table, time = f"given.source.{quoted_name(source.id)}", "vintage" if source.spec.has_releases else "period"
        periods = [
            period for (period,) in self.rows(f"select distinct {time}::varchar from {table} where value is not null")
        ]
        kept = sorted(periods)[: len(periods) - back][-PERIODS:]
        if len(kept) < FEWEST:
            return None
        large = self.rows(f"select count(*) > {LARGE} from {table}") == [(True,)]
        near = f" and left(region, 2) in {AROUND}" if large else ""
        where = f"{time}::varchar between '{kept[0]}' and '{kept[-1]}'{near}"
        frame = self.con.execute(f"from {table} where {where} order by all").df()
        frame = frame.astype(dict.fromkeys(frame.select_dtypes(exclude="number").columns, str))
        newest = frame[time] == kept[-1]
        return frame[~newest], frame[newest] if source.spec.has_releases else frame


def outcome(build: InMemory, source: Source, before: pd.DataFrame, after: pd.DataFrame) -> tuple[str, list[str]]:
    """Load both. Return 'stopped', 'look' or 'passed', with what the checks say of the second."""
    frames = {"before": before, "after": after}
    loads = [Load(name, source.id, "sample", None, "asked", None, None, [name], "2026-01-01") for name in frames]

    def read(_: Source, load: Load) -> Tables:
        frame = frames[load.load_id]
        coded = frame.astype(dict.fromkeys(frame.select_dtypes(exclude="number").columns, "category"))
        return Tables({source.id: coded}, LABELS, None, [], EXTENT)

    build.con.execute("begin")
    try:
        load_source(build, source, loads, read, "", accepted=1)
        said = [says for (says,) in build.rows("select says from meta.check where load_id = 'after' order by all")]
        return ("look" if said else "passed"), said
    except CheckFailed as error:
        return "stopped", [str(error)]
    finally:
        build.con.execute("rollback")
