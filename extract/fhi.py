"""FHI's open statistics API: which tables have news, what a table says of itself, and its figures as stored bytes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from catalogue.codes import FHI_CONTENTS, FHI_REGION, FHI_TIME
from catalogue.errors import CodeGone, SourceRefused, expected_shape
from catalogue.kinds import FhiSource
from extract.access import Access
from extract.archive import Archive, Fetch
from extract.client import Client
from extract.drift import Drift
from extract.source_api import SourceApi

Dimensions = dict[str, list[str]]
"""The dimensions of a table, and all codes of each; regions and the like come as a tree."""


class Fhi:
    """Fetches whole tables into the archive; a table comes in one answer."""

    def __init__(self, client: Client, archive: Archive, origin: str) -> None:
        self._api = SourceApi(client, archive, origin)

    @classmethod
    def connect(cls, access: Access) -> "Fhi":
        """Reach FHI."""
        return cls(access.client("fhi"), access.archive, access.origin)

    def changed(self, bank: str, since: date) -> dict[str, str]:
        """The tables of a bank that were changed or published after a day, and when; one request for all of them."""
        _, content = self._api.get(f"{bank}/Table", {"modifiedAfter": since.isoformat()})
        with expected_shape(f"FHI's list of the tables in {bank} has another form than it should"):
            return {str(table["tableId"]): table["modifiedAt"] or table["publishedAt"] for table in content}

    def fetch(self, spec: FhiSource, municipalities: set[str]) -> list[Fetch]:
        """The table's figures for all periods, for the municipalities it knows among those given, counties and country.

        Raises CodeGone when the table lacks something the catalogue names; then no figure was asked for.
        """
        dimensions = self.dimensions(spec)
        for drift in drifts(spec, dimensions):
            raise CodeGone(drift.says)
        known = {"0", *municipalities, *(code[:2] for code in municipalities)}
        regions = [code for code in dimensions[FHI_REGION] if code in known]
        if not any(code in municipalities for code in regions):
            raise CodeGone(f"{spec.name} has no municipality that KLASS knows; look why.")
        return [self._api.post(_request(spec, dimensions | {FHI_REGION: regions}))]

    def dimensions(self, spec: FhiSource) -> Dimensions:
        """The table's dimensions and codes. Raises CodeGone when there is no such table any more."""
        try:
            _, content = self._api.get(f"{spec.bank}/Table/{spec.table}/dimension", {})
        except SourceRefused as refused:
            if refused.status != 404:
                raise
            raise CodeGone(
                f"{spec.name}, '{spec.title.nb}', is gone; look for a newer one in FHI's statistics."
            ) from refused
        with expected_shape(f"What {spec.name} says of its dimensions has another form than it should"):
            return {each["code"]: list(_flat(each["categories"])) for each in content["dimensions"]}


def _flat(categories: list[dict[str, Any]]) -> Iterator[str]:
    """The codes of a tree of categories, each before those within it."""
    for category in categories:
        yield category["value"]
        yield from _flat(category.get("children") or [])


def drifts(spec: FhiSource, dimensions: Dimensions) -> Iterator[Drift]:
    """Every difference between the catalogue and what a table says of itself; FHI refuses a request that lacks a dimension."""
    asked = {FHI_REGION: [], FHI_TIME: [], FHI_CONTENTS: list(spec.contents), **spec.select}
    if odd := sorted(set(asked) ^ set(dimensions)):
        yield Drift(
            f"{spec.name} has the dimensions {', '.join(dimensions)}; "
            f"the catalogue and the table differ in {', '.join(odd)}."
        )
        return
    for name, codes in asked.items():
        for code in codes:
            if code not in dimensions[name]:
                yield Drift(f"{spec.name} no longer has the code {code} in {name}; correct the catalogue.")


def _request(spec: FhiSource, dimensions: Dimensions) -> dict[str, Any]:
    """The request for a table's figures, every code spelt out: FHI's `top` means the oldest periods, SSB's the newest."""
    asked = {**dimensions, FHI_CONTENTS: list(spec.contents), **spec.select}
    entries = [{"code": name, "filter": "item", "values": codes} for name, codes in asked.items()]
    body = {"dimensions": entries, "response": {"format": "json-stat2"}}
    return {"method": "POST", "path": f"{spec.bank}/Table/{spec.table}/data", "query": {}, "body": body}
