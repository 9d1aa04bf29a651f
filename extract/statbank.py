"""SSB's StatBank through PxWebApi 2: what a table says of itself, and its figures as stored bytes."""

from collections.abc import Callable
from typing import Any

from catalogue.codes import CONTENTS, KOSTRA_GROUP, bare
from catalogue.errors import CodeGone, SourceRefused, UnexpectedShape, expected_shape
from catalogue.labels import coded, plain
from catalogue.statbank import StatbankSource
from extract.access import Access
from extract.answer import read_json
from extract.archive import Archive, Fetch, question
from extract.client import Client
from extract.clock import Hours
from extract.data_requests import Region, data_requests
from extract.drift import codelists, drifts, texts
from extract.index import Index
from extract.plan import CELL_LIMIT
from extract.resume import broken_off
from extract.source_api import NORWEGIAN, SourceApi

Progress = Callable[[int, int], None]
"""Told how many of how many requests are done."""


class Statbank:
    """Fetches whole tables, or some municipalities of them, into the archive."""

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
        """Reach the StatBank."""
        client = access.client("statbank", cache_busting=True)
        return cls(client, access.archive, access.origin, cell_limit=access.cell_limit, hours=access.hours)

    def metadata(self, spec: StatbankSource) -> dict[str, Any]:
        """What the table says of itself. Raises CodeGone, with the likely successor, when it is retired.

        SSB answers 404 for any fault while it makes metadata: a table that its index still has is asked for again.
        """
        path = f"tables/{spec.table}/metadata"
        try:
            _, content = self._api.get(path, NORWEGIAN)
        except SourceRefused as refused:
            if not self.index.has(spec.table):
                raise CodeGone(f"SSB table {spec.table} ({spec.title.nb}) is retired{self.hint(spec)}.") from refused
            _, content = self._api.get(path, NORWEGIAN, passing=(404,))
        with expected_shape(f"The metadata of SSB table {spec.table} has another form than it should"):
            if (came := content["extension"]["px"]["tableid"]) != spec.table:
                raise UnexpectedShape(f"SSB was asked for the metadata of {spec.table} and answered with {came}'s.")
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
        """The table's figures for the municipalities it knows among those given; country and counties too when `whole`.

        Answers of a fetch that broke off are taken from the archive. Nothing comes back when the figures are still those
        of the update `known`: the table changed, but not in the contents that the catalogue asks for.
        Raises CodeGone when the table lacks something the catalogue names; then nothing but metadata was asked for.
        """
        self._hours.require_open()
        metadata = self.metadata(spec)
        with expected_shape(f"The metadata of SSB table {spec.table} has another form than it should"):
            self._check(spec, metadata["dimension"])
            spec = coded(spec, texts(spec, metadata["dimension"]))
            regions = self._regions(spec, metadata["dimension"], municipalities, whole)
            requests = data_requests(spec, metadata["dimension"], regions, self._cell_limit)
            archived = broken_off(self._api.archive, self._api.origin, requests, metadata["updated"], self._hours)
        fetches: list[Fetch] = []
        for number, request in enumerate(requests):
            progress(number, len(requests))
            fetches.append(archived.get(question(self._api.origin, request)) or self._figures(request))
            if known and number == 0 and self._unchanged(spec, fetches[0], known):
                return []
        progress(len(requests), len(requests))
        return fetches

    def _check(self, spec: StatbankSource, dimensions: dict[str, Any]) -> None:
        """Raise CodeGone for the first thing the catalogue names that the table lacks, before any figure is asked for."""
        for drift in drifts(spec, dimensions):
            if drift.stops:
                raise CodeGone(drift.says)

    def _regions(
        self, spec: StatbankSource, dimensions: dict[str, Any], municipalities: set[str], whole: bool
    ) -> list[Region]:
        """The region codes to ask for, in groups that share a codelist (None: the table's raw codes)."""
        region = spec.region
        raw = list(dimensions[region.dimension]["category"]["index"])
        groups = [self._municipalities(_codelist_id(spec, dimensions), spec, raw, municipalities)]
        if whole and region.summed_otherwise and not groups[0][1]:
            groups = [self._municipalities(region.summed_otherwise, spec, raw, municipalities)]
        if whole and not groups[0][1]:
            raise CodeGone(
                f"SSB table {spec.table} has no municipality that KLASS knows; correct its region's codelist."
            )
        if whole and region.county_codelist:
            counties = {code[:2] for code in municipalities}
            codes = [code for code in self._codelist(region.county_codelist, spec) if bare(code) in counties]
            groups.append((region.county_codelist, codes))
        if whole:
            groups.append((None, _source_groups(spec, raw)))
        return [(codelist, wanted) for codelist, wanted in groups if wanted]

    def _municipalities(
        self, codelist: str | None, spec: StatbankSource, raw: list[str], municipalities: set[str]
    ) -> Region:
        """Those of the municipalities that a codelist of the table's has, or its raw codes."""
        codes = self._codelist(codelist, spec) if codelist else raw
        return codelist, [code for code in codes if bare(code) in municipalities]

    def _codelist(self, codelist: str, spec: StatbankSource) -> list[str]:
        """The codes of a codelist as this very table has them: it may lack some that the codelist has elsewhere."""
        dimension = spec.region.dimension
        query = NORWEGIAN | {f"codelist[{dimension}]": codelist}
        try:
            _, content = self._api.get(f"tables/{spec.table}/metadata", query)
        except SourceRefused as error:
            raise CodeGone(f"SSB table {spec.table} offers the codelist {codelist}, but it is gone: {error}") from error
        return list(content["dimension"][dimension]["category"]["index"])

    def _figures(self, request: dict[str, Any]) -> Fetch:
        self._hours.require_open()
        return self._api.post(request)

    def _unchanged(self, spec: StatbankSource, fetch: Fetch, known: str) -> bool:
        """True when an answer with all the contents is of the update `known`: it bears the newest of theirs."""
        with expected_shape(f"An answer from SSB table {spec.table} is not a whole JSON-stat2 dataset"):
            answer = read_json(self._api.archive.read(fetch))
            contents = answer["dimension"][CONTENTS]["category"]["index"]
            return set(contents) == set(spec.contents) and answer["updated"] == known

    def hint(self, spec: StatbankSource) -> str:
        """What to do about a table that is gone, as the end of a sentence: its likely successor, found by search."""
        likely = self.index.successor(spec.table, spec.title.nb)
        found = f"its successor may be {likely.label}" if likely else "no other table has a title like it"
        return f"; {found}. Correct the catalogue"


def _source_groups(spec: StatbankSource, raw: list[str]) -> list[str]:
    """The raw codes of groups of municipalities: the country, and of KOSTRA's ratios all that it estimates itself."""
    if spec.kostra and not all(contents.additive for contents in spec.contents.values()):
        return [code for code in raw if KOSTRA_GROUP.match(code)]
    return [spec.region.country] if spec.region.country else []


def _codelist_id(spec: StatbankSource, dimensions: dict[str, Any]) -> str | None:
    """The municipalities' codelist, by its id or by the beginning of its label."""
    label = spec.region.codelist_labelled
    if label is None:
        return spec.region.codelist
    return next(name for name, text in codelists(spec, dimensions).items() if plain(text).startswith(plain(label)))
