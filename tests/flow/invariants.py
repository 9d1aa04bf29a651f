"""What must hold after every night, whatever happened in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.settings import Settings
from tests.lib.content import figures, rows

REVISED = """exists (
    from new.meta.revision as revision
    where revision.load_id not in (select load_id from old.meta.revision) and {})"""
OF_CELL = """revision.cell = 'contents=' || cell.contents || ';period=' || cell.period || ';region=' || cell.region
    and revision.old_value is not distinct from cell.value and revision.new_value is not distinct from after.value"""
OF_FIGURE = """(revision.period = figure.period
        or figure.indicator_id = 'growth_remainder' and revision.period::int = figure.period::int + 1
        or coalesce(figure.pooled_periods, after.pooled_periods) is not null
        and revision.period::int between figure.period::int - 4 and figure.period::int)
    and (revision.region, figure.municipality_code) in (select (region, today_code) from new.core.regrouping)"""
UNEXPLAINED_CELLS = f"""select cell.region, cell.contents, cell.period, cell.value, after.value
    from old.source.ssb_06913 as cell left join new.source.ssb_06913 as after
    on (cell.region::varchar, cell.contents::varchar, cell.period::varchar)
        = (after.region::varchar, after.contents::varchar, after.period::varchar)
    where (cell.value is distinct from after.value or cell.symbol::varchar is distinct from after.symbol::varchar)
        and not {REVISED.format(OF_CELL)}"""
UNEXPLAINED_FIGURES = f"""select figure.indicator_id, figure.municipality_code, figure.period, figure.value, after.value
    from old.mart.figure as figure left join new.mart.figure as after using (indicator_id, municipality_code, period)
    where figure.value is distinct from after.value and figure.indicator_id is distinct from $upgraded
        and not {REVISED.format(OF_FIGURE)}"""
UNEXPLAINED_NEWS = """select figure.indicator_id, figure.municipality_code, figure.period, figure.value
    from new.mart.figure as figure anti join old.mart.figure using (indicator_id, municipality_code, period)
    where figure.indicator_id is distinct from $upgraded
        and figure.period::int not in ($period::int, $period::int - 1)"""


@dataclass
class Night:
    """A night: its event, the exit codes that may follow (None: the run died), and what explains differences."""

    kind: str
    settings: Settings
    expected: set[int | None]
    code: int | None = None
    period: str | None = None
    upgraded: str | None = None
    same: bool = False

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Hold the build of the evening open, as a reader does, and compare it with the build of the morning."""
        database = self.settings.folder.database.resolve()
        evening = figures(database) if self.kind in ("replay", "restore") else {}
        with duckdb.connect(str(database), read_only=True) as held:
            total = held.execute("select sum(hash(figure::varchar)) from mart.figure as figure").fetchall()
            yield
            assert held.execute("select sum(hash(figure::varchar)) from mart.figure as figure").fetchall() == total
        if self.same:
            assert figures(self.settings.folder.database) == evening
        if database.exists() and database != self.settings.folder.database.resolve():
            self._explain(database)

    def _explain(self, database: Path) -> None:
        """Check that every difference is a revision, a new period or the new catalogue's."""
        explains = {"upgraded": self.upgraded, "period": self.period}
        with duckdb.connect() as con:
            con.execute(
                f"attach '{database}' as old (read_only); attach '{self.settings.folder.database}' as new (read_only)"
            )
            for query in (UNEXPLAINED_CELLS, UNEXPLAINED_FIGURES, UNEXPLAINED_NEWS):
                used = {name: value for name, value in explains.items() if f"${name}" in query}
                found = con.execute(query, used).fetchall()
                assert found == [], f"not explained: {found[:5]} and {len(found)} in all; {query[:60]}"

    def assert_in_order(self, truth: dict[tuple[str, str, str], float]) -> None:
        """Check the exit code, that a good night has all that the source has, and that nothing is left behind."""
        assert self.code in self.expected
        folder = self.settings.folder
        if self.code in (0, 3, 4):  # what a killed run leaves behind, the next one deletes
            assert len(list(folder.builds.iterdir())) <= 2
            assert self._leftovers() == []
        if self.code == 0 and self.kind != "replay":
            query = "select region::varchar, contents::varchar, period::varchar, value from source.ssb_06913"
            published = {cell[:3]: cell[3] for cell in rows(folder.database, query)}
            assert {cell: published.get(cell) for cell in truth} == truth

    def _leftovers(self) -> list[str]:
        home, known = self.settings.home, {"archive", "builds", "lock", "lock.holder", "log", "published", "reports"}
        objects = (home / "archive" / "objects").rglob("*")
        odd = [path.name for path in objects if path.is_file() and path.suffix not in (".gz", ".damaged")]
        builds = {"grunnlag.duckdb", "grunnlag.duckdb.sha256", "health.json", "parquet", "site"}
        odd += [path.name for path in (home / "builds").glob("*/*") if path.name not in builds]
        return sorted(odd + [path.name for path in home.iterdir() if path.name not in known])
