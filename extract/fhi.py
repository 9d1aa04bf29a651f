"""FHI's open statistics API: which tables have changed, the dimensions of a table, and its figures as stored bytes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from catalogue.codes import FHI_CONTENTS, FHI_TIME, dated_region
from catalogue.errors import CodeGone, SourceRefused, expected_shape
from catalogue.kinds import FhiSource
from extract.access import Access
from extract.archive import Archive, Fetch
from extract.client import Client
from extract.drift import Drift
from extract.source_api import SourceApi

Dimensions = dict[str, list[str]]
"""Dimension of a table -> all its codes."""


class Fhi:
    """Fetches whole tables into the archive, each in one request."""

    def __init__(self, client: Client, archive: Archive, origin: str) -> None:
        self._api = SourceApi(client, archive, origin)

    @classmethod
    def connect(cls, access: Access) -> "Fhi":
        """Return an adapter for FHI."""
        return cls(access.client("fhi"), access.archive, access.origin)

    def changed(self, bank: str, since: date) -> dict[str, str]:
        """Return table -> time of change, for the tables of a bank that changed after a day. Send one request.

        A time that FHI does not give is empty.
        """
        _, content = self._api.get(f"{bank}/Table", {"modifiedAfter": since.isoformat()})
        with expected_shape(f"FHI's list of the tables in {bank} has an unexpected form"):
            return {
                str(table["tableId"]): str(table.get("modifiedAt") or table.get("publishedAt") or "")
                for table in content
            }

    def fetch(self, spec: FhiSource, municipalities: set[str]) -> list[Fetch]:
        """Fetch a table's figures for all periods: country, counties, and those of `municipalities` that it has.

        Raise CodeGone, before any figure is requested, if the table lacks something that the catalogue names.
        """
        dimensions = self.dimensions(spec)
        for drift in drifts(spec, dimensions):
            raise CodeGone(drift.says)
        own = {code: _region(spec, code) for code in dimensions[spec.region_dimension]}
        known = {"0", *municipalities, *(code[:2] for code in municipalities)}
        regions = [code for code, region in own.items() if region in known]
        if not any(own[code] in municipalities for code in regions):
            raise CodeGone(f"{spec.name} has no municipality that is in KLASS; find out why.")
        return [self._api.post(_request(spec, dimensions | {spec.region_dimension: regions}))]

    def dimensions(self, spec: FhiSource) -> Dimensions:
        """Return the table's dimensions and codes. Raise CodeGone if the table no longer exists."""
        try:
            _, content = self._api.get(f"{spec.bank}/Table/{spec.table}/dimension", {})
        except SourceRefused as refused:
            if refused.status != 404:
                raise
            raise CodeGone(
                f"{spec.name}, '{spec.title.nb}', is gone; look for a newer one in FHI's statistics."
            ) from refused
        with expected_shape(f"The list of dimensions of {spec.name} has an unexpected form"):
            return {dimension["code"]: list(_flat(dimension["categories"])) for dimension in content["dimensions"]}


def _flat(categories: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the codes of a tree of categories, parents before children."""
    for category in categories:
        yield category["value"]
        yield from _flat(category.get("children") or [])


def _region(spec: FhiSource, code: str) -> str | None:
    """Return a region's code, None for a kind of place that is not loaded. Raise ValueError for an unexpected text."""
    if not spec.dated_regions:
        return code
    place = dated_region(code)
    return place.code if place else None


def drifts(spec: FhiSource, dimensions: Dimensions) -> Iterator[Drift]:
    """Yield every difference between the catalogue and a table; FHI refuses a request without all its dimensions."""
    expected = {spec.region_dimension: [], FHI_TIME: [], FHI_CONTENTS: list(spec.contents), **spec.select}
    if different := sorted(set(expected) ^ set(dimensions)):
        yield Drift(
            f"{spec.name} has the dimensions {', '.join(dimensions)}; "
            f"the catalogue and the table differ in {', '.join(different)}."
        )
        return
    for name, codes in expected.items():
        for code in codes:
            if code not in dimensions[name]:
                yield Drift(f"{spec.name} no longer has the code {code} in {name}; correct the catalogue.")
    yield from _odd_regions(spec, dimensions)


def _odd_regions(spec: FhiSource, dimensions: Dimensions) -> Iterator[Drift]:
    """Yield the first region whose text has an unexpected form."""
    try:
        for code in dimensions[spec.region_dimension]:
            _region(spec, code)
    except ValueError as error:
        yield Drift(f"{spec.name} has a region in an unexpected form: {error}; find out why.")


def _request(spec: FhiSource, dimensions: Dimensions) -> dict[str, Any]:
    """Return the request for a table's figures. It lists every code, because FHI's `top` selects the oldest periods."""
    selected = {**dimensions, FHI_CONTENTS: list(spec.contents), **spec.select}
    entries = [{"code": name, "filter": "item", "values": codes} for name, codes in selected.items()]
    body = {"dimensions": entries, "response": {"format": "json-stat2"}}
    return {"method": "POST", "path": f"{spec.bank}/Table/{spec.table}/data", "query": {}, "body": body}
