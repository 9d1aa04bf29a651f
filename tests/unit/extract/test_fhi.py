"""FHI's tables are fetched whole, after a check of their dimensions."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sample
from catalogue.errors import CodeGone, SourceRefused
from catalogue.kinds import FhiSource
from extract.answer import read_json
from extract.archive import Archive
from extract.fhi import Fhi
from sample.fhi.holdings import Dimension, Table
from tests.lib.apis import client
from tests.lib.fhi import DISTRICT, PART, PUBLISHED, Span, municipalities, write_table
from tests.lib.spec import shipped_catalogue

KNOWN = set(municipalities())


def _spec() -> FhiSource:
    spec = shipped_catalogue().sources["fhi_806"].spec
    assert isinstance(spec, FhiSource)
    return spec


SPEC = _spec()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[sample.Addresses]:
    """An FHI server with one SYNTHETIC table alone."""
    write_table(tmp_path / "tables", SPEC, Span(years=3), 5, 20)
    with sample.serve() as addresses:
        addresses.fhi.tables.clear()
        addresses.fhi.add(tmp_path / "tables")
        yield addresses


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.fixture
def fhi(server: sample.Addresses, archive: Archive) -> Fhi:
    return Fhi(client(server.fhi_url), archive, "sample")


@pytest.fixture
def table(server: sample.Addresses) -> Table:
    return server.fhi.tables["nokkel", 806]


def without(table: Table, name: str, **changes: Any) -> Table:
    """Return the table without a dimension or, with `changes`, with the dimension changed."""
    dimensions = [replace(each, **changes) if each.code == name else each for each in table.dimensions]
    return replace(table, dimensions=[each for each in dimensions if changes or each.code != name])


def test_one_request_lists_the_changed_tables(fhi: Fhi, server: sample.Addresses) -> None:
    assert fhi.changed("nokkel", date(2026, 3, 1)) == {"806": "2026-03-02T05:00:00Z"}
    assert fhi.changed("nokkel", date(2026, 3, 3)) == {}
    assert [(each["path"], each["query"]) for each in server.requests] == [
        ("/api/open/v1/nokkel/Table", {"modifiedAfter": "2026-03-01"}),
        ("/api/open/v1/nokkel/Table", {"modifiedAfter": "2026-03-03"}),
    ]


def test_a_table_takes_two_requests_and_its_bytes_are_archived_unchanged(
    fhi: Fhi, server: sample.Addresses, archive: Archive
) -> None:
    (fetch,) = fhi.fetch(SPEC, KNOWN)
    assert [each["method"] for each in server.requests] == ["GET", "POST"]
    body = archive.read(fetch)
    assert body.startswith(BOM_UTF8)
    assert read_json(body)["size"] == [1 + 15 + len(KNOWN), 3, 1, 1, 1, 1]


def test_parts_of_municipalities_and_codes_that_are_not_in_klass_are_not_requested(
    fhi: Fhi, server: sample.Addresses
) -> None:
    fhi.fetch(SPEC, KNOWN - {"5055"})
    asked = {each["code"]: each["values"] for each in server.requests[-1]["body"]["dimensions"]}
    assert not {DISTRICT, PART, "5055"} & set(asked["GEO"])
    assert {"0", "03", "0301", "50"} <= set(asked["GEO"])
    assert asked["MEASURE_TYPE"] == ["MEIS"]


def test_every_code_is_listed_because_top_selects_the_oldest_periods(fhi: Fhi, server: sample.Addresses) -> None:
    fhi.fetch(SPEC, KNOWN)
    assert {each["filter"] for each in server.requests[-1]["body"]["dimensions"]} == {"item"}


def test_a_new_dimension_stops_the_table_before_any_figure_is_requested(
    fhi: Fhi, server: sample.Addresses, table: Table
) -> None:
    added = Dimension("INNVKAT", "Innvandringskategori", [{"label": "alle", "value": "0", "children": []}])
    server.fhi.tables["nokkel", 806] = replace(table, dimensions=[*table.dimensions, added])
    with pytest.raises(CodeGone, match=r"^FHI table nokkel 806 has the dimensions GEO, .* differ in INNVKAT\.$"):
        fhi.fetch(SPEC, KNOWN)
    assert [each["method"] for each in server.requests] == ["GET"]


@pytest.mark.parametrize("name", ["KJONN", "GEO", "AAR", "MEASURE_TYPE"])
def test_a_dimension_that_is_gone_stops_the_table(fhi: Fhi, server: sample.Addresses, table: Table, name: str) -> None:
    server.fhi.tables["nokkel", 806] = without(table, name)
    with pytest.raises(CodeGone, match=f"differ in {name}"):
        fhi.fetch(SPEC, KNOWN)


def test_a_code_that_is_gone_is_named_with_its_dimension(fhi: Fhi, server: sample.Addresses, table: Table) -> None:
    others = [{"label": "8. trinn", "value": "8", "children": []}]
    server.fhi.tables["nokkel", 806] = without(table, "TRINN", categories=others)
    with pytest.raises(CodeGone, match="FHI table nokkel 806 no longer has the code 7 in TRINN; correct the catalogue"):
        fhi.fetch(SPEC, KNOWN)


def test_a_table_that_is_gone_is_named_with_its_title(fhi: Fhi, server: sample.Addresses) -> None:
    server.fhi.tables.clear()
    with pytest.raises(CodeGone, match=r"FHI table nokkel 806, 'Mobbing på skolen, .*', is gone; look for a newer one"):
        fhi.fetch(SPEC, KNOWN)


def test_a_table_without_municipalities_is_refused(fhi: Fhi, server: sample.Addresses) -> None:
    with pytest.raises(CodeGone, match="no municipality that is in KLASS"):
        fhi.fetch(SPEC, {"9998"})


def test_a_refusal_is_reported_in_fhis_words(server: sample.Addresses) -> None:
    with pytest.raises(SourceRefused, match="was refused with 400: The request has no dimensions"):
        client(server.fhi_url).post("nokkel/Table/806/data", {}, {})


def _recipients(regions: list[str]) -> Table:
    """SYNTHETIC: a table whose regions are texts with years."""
    codes = {
        "Sted": regions,
        "AAR": ["2024", "2025"],
        "tjtjentypeNavn": ["Totalt_antall_brukere", "Tj_1"],
        "MEASURE_TYPE": ["Antall_Brukere"],
    }
    dimensions = [
        Dimension(name, name, [{"label": code, "value": code, "children": []} for code in of])
        for name, of in codes.items()
    ]
    return Table("SYNTHETIC", PUBLISHED, None, dimensions, np.full([len(of) for of in codes.values()], 7, dtype=object))


def test_of_regions_with_years_those_that_klass_knows_and_the_country_are_asked_for(
    fhi: Fhi, server: sample.Addresses
) -> None:
    spec = shipped_catalogue().sources["fhi_634"].spec
    assert isinstance(spec, FhiSource)
    texts = ["Landet", "Helse Midt", "5055 Heim (2020->)", "5012 Snillfjord (2018-2019)", "9998 Nowhere (2020->)"]
    server.fhi.tables["kpr", 634] = _recipients(texts)
    fhi.fetch(spec, KNOWN | {"5012"})
    asked = {each["code"]: each["values"] for each in server.requests[-1]["body"]["dimensions"]}
    assert asked["Sted"] == ["Landet", "5055 Heim (2020->)", "5012 Snillfjord (2018-2019)"]
    assert asked["tjtjentypeNavn"] == ["Totalt_antall_brukere"]


def test_a_region_with_years_in_another_form_stops_the_table_before_any_figure_is_asked_for(
    fhi: Fhi, server: sample.Addresses
) -> None:
    spec = shipped_catalogue().sources["fhi_634"].spec
    assert isinstance(spec, FhiSource)
    server.fhi.tables["kpr", 634] = _recipients(["Landet", "5055 Heim fra 2020"])
    with pytest.raises(
        CodeGone, match=r"^FHI table kpr 634 has a region in an unexpected form: '5055 Heim fra 2020' is not"
    ):
        fhi.fetch(spec, KNOWN)
    assert [each["method"] for each in server.requests] == ["GET"]
