"""Typed reads of a finished build for the report of the run that made it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from warehouse.read import Reader


@dataclass(frozen=True)
class ThemeFreshness:
    """The tables of a theme: how many, how many of them are stale, and the oldest and newest update by the source, UTC."""

    title: str
    tables: int
    stale: int
    oldest: datetime | None
    newest: datetime | None


class RunReader(Reader):
    """A read-only connection with the reads of a run's report."""

    def cells(self) -> dict[str, int]:
        """Return table -> cells, of each table that has been fetched."""
        return dict(
            self._rows("select source_id, rows from meta.source where loaded_at is not null order by source_id")
        )

    def checks(self, since: datetime) -> tuple[int, list[str]]:
        """Return the number of the build's checks that found nothing, and a sentence for all that was found.

        Of loads, only what was found in those that were fetched since a moment.
        """
        rows = self._rows("select says, wrong, first_wrong from meta.check where source_id is null order by check_id")
        found = [f"{says} Wrong rows: {wrong}, for example {first}." for says, wrong, first in rows if wrong]
        query = """
            select found.source_id, found.says
            from meta.check as found inner join meta.load as load using (load_id)
            where load.loaded_at >= ? order by all"""
        looks = [f"{source}: {says}." for source, says in self._rows(query, _utc(since))]
        return len(rows) - len(found), found + looks

    def revised(self, since: datetime) -> dict[str, int]:
        """Return table -> revised figures, in the loads that were fetched since a moment."""
        query = """
            select revision.source_id, count(*)
            from meta.revision as revision inner join meta.load as load using (load_id)
            where load.loaded_at >= ? group by revision.source_id order by all"""
        return dict(self._rows(query, _utc(since)))

    def themes(self) -> list[ThemeFreshness]:
        """Return the freshness of each theme, in the catalogue's order."""
        query = """
            select theme_title, count(distinct source_id),
                count(distinct source_id) filter (where stale_reason is not null), min(updated), max(updated)
            from core.indicator inner join meta.source as source using (source_id)
            where loaded_at is not null or stale_reason is not null
            group by theme_order, theme_title order by theme_order"""
        return [ThemeFreshness(*row) for row in self._rows(query)]


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
