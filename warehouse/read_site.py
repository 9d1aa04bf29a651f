"""Typed reads of a finished build for the pages around the figures: which places have any, checks, changes."""

from dataclasses import dataclass

from warehouse.read import Reader


@dataclass(frozen=True)
class CheckRow:
    """A check of the build, and how many rows were wrong."""

    id: str
    says: str
    wrong: int


class SiteReader(Reader):
    """A read-only connection with the reads of the start page and 'Slik vet vi'."""

    def municipalities_with_figures(self) -> set[str]:
        """Return the municipalities of today with a figure that is not KLASS's."""
        query = """
            select distinct figure.municipality_code
            from mart.figure_newest as figure
            inner join core.indicator as indicator on figure.indicator_id = indicator.indicator_id
            inner join meta.source as source on indicator.source_id = source.source_id
            where figure.value is not null and source.kind <> 'klass'"""
        return {code for (code,) in self._rows(query)}

    def checks(self) -> list[CheckRow]:
        """Return the checks of the build, those with wrong rows first."""
        query = "select check_id, says, wrong from meta.check where source_id is null order by wrong > 0 desc, check_id"
        return [CheckRow(*row) for row in self._rows(query)]

    def looks(self) -> list[tuple[str, str]]:
        """Return (source, check) of what is odd in each source's newest load; level look."""
        query = """
            select distinct source_id, check_id from meta.check
            where level = 'look' and load_id in (select max_by(load_id, loaded_at) from meta.load group by source_id)
            order by all"""
        return [(source, check) for source, check in self._rows(query)]

    def refused(self) -> list[str]:
        """Return the sources whose newest load was refused by a check; level stop."""
        query = "select distinct source_id from meta.check where level = 'stop' and source_id is not null order by all"
        return [source for (source,) in self._rows(query)]

    def breaks(self) -> list[tuple[str, str]]:
        """Return (name, reason) of the breaks since 2000 in the series of municipalities, the newest first."""
        query = """
            select distinct place.name, break_reason, break_on
            from core.series_break inner join mart.municipality as place on municipality_code = place.code
            where break_on >= date '2000-01-01' order by break_on desc, place.name"""
        return [(name, reason) for name, reason, _ in self._rows(query)]
