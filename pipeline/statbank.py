"""The StatBank's tables in a run: changed tables are fetched whole, or all tables for one municipality."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from typing import Any

from catalogue.errors import SOURCE_FAULTS, CheckFailed
from catalogue.kinds import Source
from catalogue.statbank import StatbankSource
from extract.archive import Load, question
from extract.drift import Drift, drifts
from extract.freshness import past_days, request_fingerprint
from extract.index import ListedTable, releases
from extract.objects import State
from extract.source_api import NORWEGIAN
from extract.statbank import Statbank
from pipeline.due_tables import DueTable, due_tables
from pipeline.fetch_result import FetchResult, last_complete
from pipeline.updates import Updates
from transform.municipalities import Municipalities


class StatbankUpdates(Updates[StatbankSource, Statbank]):
    """Fetches changed tables whole, or one municipality's part of all tables."""

    def fetch(self, fetched: FetchResult) -> None:
        """Fetch each changed table whole. One listing shows the changes of all tables."""
        last = [last_complete(fetched.accepted[source.id]) for source in self.sources]
        days = past_days([load for load in last if load], self.loading.clock.now())
        index = self.adapter.index
        try:
            listed = self.loading.steps.run("changes ssb", lambda: index.changed(days))
        except SOURCE_FAULTS as error:
            fetched.failures |= {source.id: error for source in self.sources}
            return
        for source in self.sources:
            with fetched.record_errors(source):
                for table in due_tables(fetched, source, self.spec(source).releases, listed, index.search):
                    self._whole(fetched, source, table)

    def fetch_municipality(self, fetched: FetchResult, municipality: str) -> None:
        """Fetch one municipality's part of every table."""
        for source in self.sources:
            with fetched.record_errors(source):
                self._part(fetched, source, municipality)

    def drifts(self, source: Source, fetched: FetchResult) -> Iterator[Drift]:
        """Compare the metadata of the table, or of its newest release, with the catalogue."""
        spec = self.spec(source)
        if spec.releases is None:
            yield from self._table_drifts(source, spec, fetched)
            return
        found = releases(self._all_tables, spec.releases)
        if not found:
            yield Drift(f"no table has '{spec.releases.title}' in its title; correct releases in the catalogue.")
            return
        loaded = {load.vintage for load in fetched.accepted[source.id]}
        for table in found if loaded else []:
            if table.first_period not in loaded:
                yield Drift(f"the release {table.label} has not been loaded; 'grunnlag refresh' loads it.", stops=False)
        yield from self._table_drifts(source, spec.model_copy(update={"table": found[-1].id}), fetched)

    @cached_property
    def _all_tables(self) -> list[ListedTable]:
        return self.loading.steps.run("list ssb", self.adapter.index.everything)

    def _table_drifts(self, source: Source, spec: StatbankSource, fetched: FetchResult) -> Iterator[Drift]:
        listed = self._all_tables
        metadata = self.loading.steps.run(f"check {source.id}", lambda: self.adapter.metadata(spec))
        if any(table.id == spec.table and table.discontinued for table in listed):
            yield Drift(f"SSB no longer updates table {spec.table}{self.adapter.hint(spec)}.")
        yield from drifts(spec, metadata["dimension"], self._before(spec, last_complete(fetched.accepted[source.id])))

    def _before(self, spec: StatbankSource, last: Load | None) -> dict[str, Any] | None:
        """Return the dimensions in the metadata of the table's last complete load; None if they cannot be read."""
        reading = self.loading.past
        request = {"method": "GET", "path": f"tables/{spec.table}/metadata", "query": NORWEGIAN}
        wanted = question(reading.origin, request)
        fetches = reading.archive.fetches().values()
        found = [each for each in fetches if last and each.question == wanted and each.fetched_at <= last.loaded_at]
        intact = found and reading.archive.state(found[-1]) is State.WHOLE
        return dict(reading.content(found[-1])["dimension"]) if intact else None

    def _whole(self, fetched: FetchResult, source: Source, table: DueTable) -> None:
        """Fetch a whole table, and add it as a candidate unless its figures are those of its last load."""
        known = table.last.updated if table.last and table.last.asked == request_fingerprint(source) else None
        load = self._load(source, table.table, fetched.municipalities.known(), known=known)
        if load:
            self._add(fetched, source, replace(load, listed=table.listed, vintage=table.vintage))
        else:
            self.loading.record_seen(source, table.listed)

    def _part(self, fetched: FetchResult, source: Source, municipality: str) -> None:
        """Fetch the figures of one municipality and its predecessors, from the newest release if there are several."""
        register, last = fetched.municipalities, last_complete(fetched.accepted[source.id])
        if last and not self._fits(source, last, municipality, register):
            reason = f"{municipality}'s borders or the catalogue changed since {source.id} was fetched whole"
            raise CheckFailed(f"{reason}; run 'grunnlag refresh' first.")
        table = source.number or (self.loading.reading.table(last) if last else None)
        wanted = {municipality} | register.predecessors(municipality)
        siblings = register.siblings(municipality) if source.spec.is_summed else set()
        load = self._load(source, table, wanted | siblings, whole=False) if table else None
        if load:
            beside, vintage = (last.loaded_at, last.vintage) if last else (None, None)
            self._add(fetched, source, replace(load, scope=sorted(wanted), beside=beside, vintage=vintage))

    def _load(
        self, source: Source, table: str, municipalities: set[str], *, whole: bool = True, known: str | None = None
    ) -> Load | None:
        """Return a load of one table's answers; None if there is nothing to load."""
        spec, step = self.spec(source).model_copy(update={"table": table}), f"fetch {source.id}"
        progress = partial(self.loading.steps.reporter.progress, step)
        fetch = partial(self.adapter.fetch, spec, municipalities, whole=whole, progress=progress, known=known)
        return self.loading.attempt(source, fetch, step=step)

    def _add(self, fetched: FetchResult, source: Source, load: Load) -> None:
        """Add a candidate. Raise UnexpectedShape if its answers do not match their requests."""
        updated = self.loading.reading.tables(source, load, fetched.municipalities).updated
        fetched.candidates.setdefault(source.id, []).append(replace(load, updated=updated))

    def _fits(self, source: Source, last: Load, municipality: str, municipalities: Municipalities) -> bool:
        """Return whether a municipality's rows can be added to the last complete load: same selection, and same area."""
        days = (last.loaded_at, self.loading.clock.stamp())
        then, now = (municipalities.edition(date.fromisoformat(day[:10])) for day in days)
        return last.asked == request_fingerprint(source) and municipalities.same_area(municipality, then, now)
