"""SSB's StatBank through PxWebApi 2: the metadata of a table, and its figures as stored bytes."""

from collections.abc import Callable
from typing import Any

from catalogue.codes import CONTENTS, KOSTRA_GROUP, bare
from catalogue.errors import CodeGone, SourceRefused, UnexpectedShape, expected_shape
from catalogue.labels import plain, with_codes
from catalogue.statbank import StatbankSource
from extract.access import Access
from extract.answer import read_json
from extract.archive import Archive, Fetch, question
from extract.client import Client
from extract.clock import Hours
from extract.data_requests import Region, data_requests
from extract.drift import codelists, drifts, texts
from extract.freshness import interrupted_fetches
from extract.index import Index
from extract.plan import CELL_LIMIT
from extract.source_api import NORWEGIAN, SourceApi

Progress = Callable[[int, int], None]
"""Called with the number of requests done, and of all requests."""


class Statbank:
    """Fetches tables into the archive, whole or for some municipalities."""

    def __init__(
        self,
        client: Client,
        archive: Archive,
        origin: str,
        *,
        cell_limit: int = CELL_LIMIT,
        hours: Hours | None = None,
    ) -> None:
        self._api = SourceApi(client, archive, origin)
        self.index = Index(self._api)
        self._cell_limit = cell_limit
        self._hours = hours or Hours()

    @classmethod
    def connect(cls, access: Access) -> "Statbank":
        """Return an adapter for the StatBank."""
        client = access.client("statbank", cache_busting=True)
        return cls(client, access.archive, access.origin, cell_limit=access.cell_limit, hours=access.hours)

    def metadata(self, spec: StatbankSource) -> dict[str, Any]:
        """Return the table's metadata. Raise CodeGone, with the likely successor, if the table is retired.

        SSB answers 404 for any fault while it renews metadata, so the request is retried if the index has the table.
        """
        path = f"tables/{spec.table}/metadata"
        try:
            _, content = self._api.get(path, NORWEGIAN)
        except SourceRefused as refused:
            if not self.index.has(spec.table):
                raise CodeGone(f"SSB table {spec.table} ({spec.title.nb}) is retired{self.hint(spec)}.") from refused
            _, content = self._api.get(path, NORWEGIAN, also_transient=(404,))
        with expected_shape(f"The metadata of SSB table {spec.table} have an unexpected form"):
            if (table := content["extension"]["px"]["tableid"]) != spec.table:
                raise UnexpectedShape(f"SSB answered a request for the metadata of {spec.table} with those of {table}.")
        return dict(content)

    def fetch(
        self,
        spec: StatbankSource,
        municipalities: set[str],
        *,
        whole: bool,
        progress: Progress,
        known: str | None = None,
    ) -> list[Fetch]:
        """Fetch a table's figures for those of `municipalities` that it has; if `whole`, for counties and country too.

        Take the answers of an interrupted fetch from the archive. Return nothing if the figures are still those of the
        update `known`: then the table changed, but not in the contents that the catalogue uses.
        Raise CodeGone, before any figure is requested, if the table lacks something that the catalogue names.
        """
        self._hours.require_open()
        metadata = self.metadata(spec)
        with expected_shape(f"The metadata of SSB table {spec.table} have an unexpected form"):
            dimensions = metadata["dimension"]
            self._check(spec, dimensions)
            spec = with_codes(spec, texts(dimensions))
            regions = self._regions(spec, dimensions, municipalities, whole)
            codelists = {name: self._codelist(codelist, spec, name) for name, codelist in spec.codelists.items()}
            requests = data_requests(spec, dimensions, regions, codelists, self._cell_limit)
            archived = interrupted_fetches(
                self._api.archive, self._api.origin, requests, metadata["updated"], self._hours
            )
        fetches: list[Fetch] = []
        for number, request in enumerate(requests):
            progress(number, len(requests))
            fetches.append(archived.get(question(self._api.origin, request)) or self._figures(request))
            if known and number == 0 and self._unchanged(spec, fetches[0], known):
                return []
        progress(len(requests), len(requests))
        return fetches

    def _check(self, spec: StatbankSource, dimensions: dict[str, Any]) -> None:
        """Raise CodeGone for the first thing that the catalogue names and the table lacks."""
        for drift in drifts(spec, dimensions):
            if drift.stops:
                raise CodeGone(drift.says)

    def _regions(
        self, spec: StatbankSource, dimensions: dict[str, Any], municipalities: set[str], whole: bool
    ) -> list[Region]:
        """Return the region codes to fetch, grouped by codelist (None: the table's raw codes)."""
        region = spec.region
        raw = list(dimensions[region.dimension]["category"]["index"])
        groups = [self._municipalities(_codelist_id(spec, dimensions), spec, raw, municipalities)]
        if whole and region.summed_otherwise and not groups[0][1]:
            groups = [self._municipalities(region.summed_otherwise, spec, raw, municipalities)]
        if whole and not groups[0][1]:
            raise CodeGone(
                f"SSB table {spec.table} has no municipality that is in KLASS; correct its region's codelist."
            )
        counties = {code[:2] for code in municipalities}
        if whole and region.county_codelist:
            codes = [
                code
                for code in self._codelist(region.county_codelist, spec, region.dimension)
                if bare(code) in counties
            ]
            groups.append((region.county_codelist, codes))
        if whole:
            groups.append((None, _source_groups(spec, raw, counties)))
        return [(codelist, wanted) for codelist, wanted in groups if wanted]

    def _municipalities(
        self, codelist: str | None, spec: StatbankSource, raw: list[str], municipalities: set[str]
    ) -> Region:
        """Return the codelist, and those of its codes (None: of the raw codes) that are among the municipalities."""
        codes = self._codelist(codelist, spec, spec.region.dimension) if codelist else raw
        return codelist, [code for code in codes if bare(code) in municipalities]

    def _codelist(self, codelist: str, spec: StatbankSource, dimension: str) -> list[str]:
        """Return the codes of a codelist that this table has; a codelist may have further codes in other tables."""
        query = NORWEGIAN | {f"codelist[{dimension}]": codelist}
        try:
            _, content = self._api.get(f"tables/{spec.table}/metadata", query)
        except SourceRefused as error:
            raise CodeGone(
                f"SSB table {spec.table} lists the codelist {codelist}, but SSB no longer has it: {error}"
            ) from error
        return list(content["dimension"][dimension]["category"]["index"])

    def _figures(self, request: dict[str, Any]) -> Fetch:
        self._hours.require_open()
        return self._api.post(request)

    def _unchanged(self, spec: StatbankSource, fetch: Fetch, known: str) -> bool:
        """Return whether an answer is of the update `known`; it must have all contents to give their newest update."""
        with expected_shape(f"An answer from SSB table {spec.table} is not a whole JSON-stat2 dataset"):
            answer = read_json(self._api.archive.read(fetch))
            contents = answer["dimension"][CONTENTS]["category"]["index"]
            return set(contents) == set(spec.contents) and answer["updated"] == known

    def hint(self, spec: StatbankSource) -> str:
        """Return the end of a sentence about a table that is gone: its likely successor, found by search."""
        likely = self.index.successor(spec.table, spec.title.nb)
        found = f"its successor may be {likely.label}" if likely else "no other table has a similar title"
        return f"; {found}. Correct the catalogue"


def _source_groups(spec: StatbankSource, raw: list[str], counties: set[str]) -> list[str]:
    """Return the raw codes of groups: the country, or for KOSTRA's ratios all groups that SSB has estimates for."""
    if spec.kostra and not all(contents.additive for contents in spec.contents.values()):
        groups = [code for code in raw if KOSTRA_GROUP.match(code)]
        return [code for code in groups if bare(code) in {code, "0", *counties}]
    return [spec.region.country] if spec.region.country else []


def _codelist_id(spec: StatbankSource, dimensions: dict[str, Any]) -> str | None:
    """Return the id of the municipalities' codelist, found by its id or by the beginning of its label."""
    label = spec.region.codelist_labelled
    if label is None:
        return spec.region.codelist
    offered = codelists(dimensions, spec.region.dimension)
    return next(name for name, text in offered.items() if plain(text).startswith(plain(label)))
