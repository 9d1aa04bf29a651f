"""SSB's StatBank through PxWebApi 2: what changed, what a table holds, and its figures as stored bytes."""

from collections.abc import Callable
from typing import Any

from catalogue.codes import CONTENTS, TIME, bare
from catalogue.errors import CodeGone, SourceRefused, expected_shape
from catalogue.models import StatbankSource
from extract.archive import Archive, Fetch
from extract.client import Answer, Client
from extract.plan import CELL_LIMIT, Selection, plan

Progress = Callable[[int, int], None]
"""Told how many of how many requests are done."""


class Statbank:
    """Fetches whole tables, or some municipalities of them, into the archive."""

    def __init__(self, client: Client, archive: Archive, origin: str, cell_limit: int = CELL_LIMIT) -> None:
        self._client = client
        self._archive = archive
        self._origin = origin
        self._cell_limit = cell_limit

    def listing(self, past_days: int) -> dict[str, str]:
        """When each table changed of late was updated, by the source's own listing: one request for all tables."""
        answer = self._client.get("tables", lang="no", pastDays=str(past_days), pageSize="10000")
        self._archive.keep(answer, self._origin)
        with expected_shape("SSB's list of tables has another form than it should"):
            return {table["id"]: table["updated"] for table in answer.json()["tables"] if table.get("updated")}

    def fetch(self, spec: StatbankSource, municipalities: set[str], *, whole: bool, progress: Progress) -> list[Fetch]:
        """The table's figures for the municipalities it knows among those given; country and counties too when `whole`.

        Raises CodeGone when the table lacks something the catalogue names; then nothing but metadata was asked for.
        """
        with expected_shape(f"The metadata of SSB table {spec.table} has another form than it should"):
            requests = self._requests(spec, municipalities, whole)
        fetches = []
        for number, body in enumerate(requests):
            progress(number, len(requests))
            answer = self._client.post(f"tables/{spec.table}/data", body, lang="no", outputFormat="json-stat2")
            fetches.append(self._archive.keep(answer, self._origin))
        progress(len(requests), len(requests))
        return fetches

    def _requests(self, spec: StatbankSource, municipalities: set[str], whole: bool) -> list[dict[str, Any]]:
        """The bodies to post, checked against the table's metadata before any figure is asked for."""
        dimensions = self._ask(f"tables/{spec.table}/metadata", spec)["dimension"]
        _check_catalogue(spec, dimensions)
        requests = []
        for codelist, wanted in self._regions(spec, dimensions, municipalities, whole):
            selection = _selection(spec, dimensions, wanted)
            parts = plan(selection, region=spec.region.dimension, time=TIME, limit=self._cell_limit)
            requests += [_body(part, spec.region.dimension, codelist) for part in parts]
        return requests

    def _regions(
        self, spec: StatbankSource, dimensions: dict[str, Any], municipalities: set[str], whole: bool
    ) -> list[tuple[str | None, list[str]]]:
        """The region codes to ask for, in groups that share a codelist (None: the table's raw codes)."""
        region = spec.region
        raw = list(dimensions[region.dimension]["category"]["index"])
        codes = self._codelist(region.codelist, spec) if region.codelist else raw
        known = [code for code in codes if bare(code) in municipalities]
        if whole and not known:
            raise CodeGone(
                f"SSB table {spec.table} has no municipality that KLASS knows; correct its region's codelist."
            )
        groups: list[tuple[str | None, list[str]]] = [(region.codelist, known)]
        if whole and region.county_codelist:
            groups.append((region.county_codelist, self._codelist(region.county_codelist, spec)))
        if whole and region.country:
            groups.append((None, [region.country]))
        return [(codelist, wanted) for codelist, wanted in groups if wanted]

    def _codelist(self, codelist: str, spec: StatbankSource) -> list[str]:
        values = self._ask(f"codelists/{codelist}", spec)["values"]
        return list(dict.fromkeys(value["code"] for value in values))

    def _ask(self, path: str, spec: StatbankSource) -> dict[str, Any]:
        """The JSON at `path`, archived. A refusal means that the table or codelist is gone."""
        try:
            answer: Answer = self._client.get(path, lang="no")
        except SourceRefused as error:
            raise CodeGone(f"SSB table {spec.table} ({spec.title.nb}) may be retired: {error}") from error
        self._archive.keep(answer, self._origin)
        content: dict[str, Any] = answer.json()
        return content


def _check_catalogue(spec: StatbankSource, dimensions: dict[str, Any]) -> None:
    """Every dimension, code and codelist of the catalogue must be in the table, and no dimension left to chance."""
    named = {spec.region.dimension, CONTENTS, *spec.select}
    if odd := sorted(named ^ set(dimensions)):
        raise CodeGone(
            f"SSB table {spec.table} has the dimensions {', '.join(dimensions)}; "
            f"the catalogue and the table differ in {', '.join(odd)}."
        )
    asked = {CONTENTS: list(spec.contents)} | {name: codes for name, codes in spec.select.items() if codes != "all"}
    if spec.region.country:
        asked[spec.region.dimension] = [spec.region.country]
    for name, codes in asked.items():
        if gone := [code for code in codes if code not in dimensions[name]["category"]["index"]]:
            raise CodeGone(f"SSB table {spec.table} no longer has the code {gone[0]} in {name}; correct the catalogue.")
    offered = {codelist["id"] for codelist in dimensions[spec.region.dimension]["extension"].get("codelists", [])}
    for codelist in (spec.region.codelist, spec.region.county_codelist):
        if codelist and codelist not in offered:
            raise CodeGone(f"SSB table {spec.table} no longer offers the codelist {codelist}; correct the catalogue.")


def _selection(spec: StatbankSource, dimensions: dict[str, Any], regions: list[str]) -> Selection:
    """Every dimension with its codes spelt out, so that nothing is eliminated or defaulted in silence."""
    selection: Selection = {spec.region.dimension: regions}
    for name, codes in spec.select.items():
        selection[name] = list(dimensions[name]["category"]["index"]) if codes == "all" else list(codes)
    return {**selection, CONTENTS: list(spec.contents)}


def _body(selection: Selection, region: str, codelist: str | None) -> dict[str, Any]:
    """The request body of PxWebApi 2 for one part of the plan."""
    entries: list[dict[str, Any]] = [{"variableCode": name, "valueCodes": codes} for name, codes in selection.items()]
    if codelist:
        next(entry for entry in entries if entry["variableCode"] == region)["codelist"] = codelist
    return {"selection": entries}
