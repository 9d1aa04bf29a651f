"""Whatever a source answers, its reader returns what meets the contract, or ends with one sentence."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import duckdb
import orjson
from hypothesis import example, given
from hypothesis import strategies as st

from catalogue.errors import GrunnlagError
from catalogue.kinds import Source
from extract.answer import JSON, WORKBOOK, Answer, Form, checked, retry_after
from extract.archive import Fetch, Load
from extract.drift import drifts
from extract.fhi import Fhi
from extract.fhi import drifts as fhi_drifts
from extract.index import releases
from extract.klass import Klass
from extract.objects import State
from extract.statbank import Statbank
from pipeline.archive_reader import ArchiveReader
from pipeline.fetch_result import FetchResult
from tests.lib.few import SLOW
from tests.lib.jsonstat import dataset
from tests.lib.klass import TWO_BECAME_ONE
from tests.lib.odd import altered, assert_short, damaged, ends_well, json_like
from tests.lib.spec import shipped_catalogue, statbank
from tests.lib.workbooks import book, built, homes, part_of, spreadsheet, with_part
from tests.unit.transform import test_fhi as fhi
from tests.unit.transform import test_local as local

MUNICIPALITIES = set(TWO_BECAME_ONE.known())
SPEC = statbank(select={"Kjonn": ["1"], "Tid": "all"})
CODES = {"Region": ["5001", "5055"], "Kjonn": ["1"], "ContentsCode": ["Personer1"], "Tid": ["2023", "2024"]}
FIGURES = dataset(CODES, [1, None, 3.5, None], {"1": ".", "3": ":"})
SELECTION = [{"variableCode": name, "valueCodes": of} for name, of in CODES.items()]
REQUEST = {"method": "POST", "path": "tables/07459/data", "query": {}, "body": {"selection": SELECTION}}
WORKBOOK_SPEC = spreadsheet()


class Kept:
    """An archive in memory, without the bytes of earlier nights."""

    def __init__(self, *bodies: bytes, request: dict[str, Any] = REQUEST) -> None:
        self._bodies = {f"f{at}": body for at, body in enumerate(bodies)}
        self._request = request

    def fetches(self) -> dict[str, Fetch]:
        return {name: self._fetch(name, self._request, body) for name, body in self._bodies.items()}

    def keep(self, answer: Answer, _: str) -> Fetch:
        name = f"kept{len(self._bodies)}"
        self._bodies[name] = answer.body
        return self._fetch(name, answer.request, answer.body)

    def read(self, fetch: Fetch) -> bytes:
        return self._bodies[fetch.fetch_id]

    def state(self, _: Fetch) -> State:
        return State.WHOLE

    def _fetch(self, name: str, request: dict[str, Any], body: bytes) -> Fetch:
        return Fetch(name, "sample", request, name, len(body), {}, fhi.FETCHED)


class Service:
    """A client that gets the same answer to every request; lists of tables are good."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def get(self, path: str, query: Any = None, **_: Any) -> Answer:
        return self._answer("GET", path, query)

    def post(self, path: str, query: Any, _: Any) -> Answer:
        return self._answer("POST", path, query)

    def _answer(self, method: str, path: str, query: Any) -> Answer:
        request = {"method": method, "path": path, "query": query or {}}
        return checked(Answer(request, 200, {"content-type": "json"}, self._body))


def _read(spec: Any, *bodies: bytes, request: dict[str, Any] = REQUEST) -> None:
    """Read the answers as a run does, and let DuckDB read the tables."""
    source = Source.model_validate({"id": f"any_{spec.number or 'source'}", "spec": spec})
    archive: Any = Kept(*bodies, request=request)
    load = Load("l", source.id, "sample", None, "asked", None, None, list(archive.fetches()), fhi.FETCHED)
    reading = ArchiveReader(archive, "sample")
    if not spec.is_classification or spec.holds != "municipalities":
        places = TWO_BECAME_ONE
    elif (places := ends_well(lambda: reading.municipalities(load))) is None:
        return
    if tables := ends_well(lambda: reading.tables(source, load, places)):
        for frame in (*tables.frames.values(), tables.labels):
            with duckdb.connect() as con:
                con.register("shown", frame).sql("from shown").fetchall()


def _fetch(work: Any) -> None:
    """Fetch as a run does: an error is recorded as the source's own."""
    fetched = FetchResult({"any": []})
    source = Source.model_validate({"id": "any_07459", "spec": SPEC})
    fetched.accepted[source.id] = []
    with fetched.record_errors(source):
        work()
    for error in fetched.failures.values():
        assert_short(error)


@SLOW
@given(json_like(FIGURES))
def test_the_statbank_may_answer_any_figures(body: bytes) -> None:
    _read(SPEC, body)


@SLOW
@given(json_like(orjson.loads(fhi.answer())))
def test_fhi_may_answer_any_figures(body: bytes) -> None:
    _read(fhi.SPEC, body, request=fhi.request())


UNIT: Any = {"base": "personer", "decimals": 0}
METADATA = dataset(CODES, []) | {"extension": {"px": {"tableid": "07459"}}}
METADATA["dimension"]["ContentsCode"]["category"]["unit"] = {"Personer1": UNIT}
METADATA["dimension"]["Kjonn"]["extension"] = {"elimination": True, "codelists": [{"id": "agg_Alt", "label": "Alt"}]}


@SLOW
@given(json_like(METADATA))
def test_the_statbank_may_answer_any_metadata(body: bytes) -> None:
    client, archive = Service(body), Kept()
    adapter: Any = Statbank(client, archive, "sample")  # type: ignore[arg-type]
    _fetch(lambda: adapter.fetch(SPEC, MUNICIPALITIES, whole=True, progress=lambda *_: None))
    _fetch(
        lambda: [assert_short(GrunnlagError(drift.says)) for drift in drifts(SPEC, adapter.metadata(SPEC)["dimension"])]
    )


TABLE = {
    "id": "07459",
    "label": "07459: Befolkning",
    "variableNames": ["region"],
    "firstPeriod": "1986",
    "updated": "2026",
}
PROJECTION: Any = shipped_catalogue().sources["ssb_projection"].spec


@SLOW
@given(json_like({"tables": [TABLE, TABLE | {"id": "14288", "label": PROJECTION.releases.title}]}))
def test_the_statbank_may_answer_any_list(body: bytes) -> None:
    client, archive = Service(body), Kept()
    adapter: Any = Statbank(client, archive, "sample")  # type: ignore[arg-type]
    _fetch(lambda: releases(adapter.index.changed(3), PROJECTION.releases))
    _fetch(lambda: adapter.hint(SPEC))


DIMENSIONS = [
    {"code": name, "label": name, "categories": [{"label": code, "value": code, "children": []} for code in of]}
    for name, of in fhi.CODES.items()
]


@SLOW
@given(json_like({"dimensions": DIMENSIONS}), json_like([{"tableId": 806, "modifiedAt": "2026-01-01", "title": "x"}]))
def test_fhi_may_answer_any_list_and_dimensions(dimensions: bytes, tables: bytes) -> None:
    archive: Any = Kept()
    client: Any = Service(dimensions)
    _fetch(lambda: Fhi(client, archive, "sample").fetch(fhi.SPEC, MUNICIPALITIES))
    _fetch(lambda: list(fhi_drifts(fhi.SPEC, Fhi(client, archive, "sample").dimensions(fhi.SPEC))))
    listing: Any = Service(tables)
    _fetch(lambda: Fhi(listing, archive, "sample").changed("nokkel", datetime.now(UTC).date()))


HEIM = {"code": "5055", "name": "Heim", "validFromInRequestedRange": "2020-01-01", "validToInRequestedRange": None}
ENDED = {"validFromInRequestedRange": "2018-01-01", "validToInRequestedRange": "2020-01-01"}
HEMNE = {"code": "5011", "name": "Hemne", **ENDED}
MOVE = {"oldCode": "5011", "oldName": "Hemne", "newCode": "5055", "newName": "Heim", "changeOccurred": "2020-01-01"}
PLACE = {"code": "5055", "level": "2", "name": "Heim", "parentCode": "6", "notes": "401"}
GROUP = {"sourceCode": "5055", "targetCode": "K1", "targetName": "Gruppe 1", "validFrom": "2020-01-01", "validTo": None}
KLASS: dict[str, list[Any]] = {
    "klass_131": [{"codes": [HEIM, HEMNE]}, {"codeChanges": [MOVE]}],
    "klass_104": [{"codes": [HEIM | {"code": "50", "name": "Trøndelag"}]}],
    "klass_128": [{"validFrom": "2024-01-01", "classificationItems": [PLACE]}],
    "klass_112": [{"correspondenceItems": [GROUP]}],
}
KLASS_SPECS: dict[str, Any] = {name: shipped_catalogue().sources[name].spec for name in KLASS}


@st.composite
def _klass(draw: st.DrawFn) -> tuple[str, list[bytes]]:
    """A classification, and its answers, one of which is odd."""
    name = draw(st.sampled_from(sorted(KLASS)))
    bodies = [orjson.dumps(content) for content in KLASS[name]]
    at = draw(st.integers(0, len(bodies) - 1))
    bodies[at] = draw(json_like(KLASS[name][at]))
    return name, bodies


@SLOW
@given(_klass())
def test_klass_may_answer_any_codes_changes_and_groups(drawn: tuple[str, list[bytes]]) -> None:
    name, bodies = drawn
    _read(KLASS_SPECS[name], *bodies)


LINKS = {"_links": {"self": {"href": "https://data.ssb.no/api/klass/v1/classifications/131"}}}
VERSIONS = {"versions": [{"validFrom": "2024-01-01", "_links": {"self": {"href": "https://ssb.no/versions/2682"}}}]}


@SLOW
@given(json_like({"_embedded": {"classifications": [LINKS | {"lastModified": "2026-01-01"}]}}), json_like(VERSIONS))
def test_klass_may_answer_any_lists(listing: bytes, versions: bytes) -> None:
    archive: Any = Kept()
    first: Any = Service(listing)
    _fetch(lambda: Klass(first, archive, "sample").listing())
    second: Any = Service(versions)
    _fetch(lambda: Klass(second, archive, "sample").fetch(KLASS_SPECS["klass_128"]))


GOOD_BOOK = book(homes(), homes("0301", 2023, 4.5), homes("5001", 2024, ":"), built())
PARTS = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "docProps/core.xml", "[Content_Types].xml")


def _workbooks() -> st.SearchStrategy[bytes]:
    """Workbooks with odd cells, with a damaged part, or with damaged bytes."""
    cells = altered([list(homes()), list(built())]).map(_book_of)
    parts = st.sampled_from(PARTS).flatmap(
        lambda name: damaged(part_of(GOOD_BOOK, name)).map(lambda xml: with_part(GOOD_BOOK, name, xml))
    )
    return st.one_of(cells, parts, damaged(GOOD_BOOK), st.binary(max_size=40))


def _book_of(rows: Any) -> bytes:
    """Return a workbook of the rows; a good one if openpyxl itself refuses them."""
    with suppress(Exception):
        return book(*rows)
    return GOOD_BOOK


@SLOW
@given(_workbooks())
@example(book(("Nye\nboliger", "5055", "Heim", 2024, 7, None)))
def test_a_workbook_may_be_anything(body: bytes) -> None:
    _fetch(lambda: _checked(body, WORKBOOK))
    _read(WORKBOOK_SPEC, body)


CSV_FILE = f"{local.HEADING}5001;2024;12;30,5\n5055;2024;..;\n".encode()
LINES = st.lists(st.sampled_from(["5055", "301", "2024", ";", "\n", "\r", '"', ",", "1,5", "2.5", "=", "\u0663", ".."]))


@SLOW
@given(st.one_of(damaged(CSV_FILE), LINES.map(lambda words: (local.HEADING + "".join(words)).encode())))
def test_a_local_file_may_be_anything(body: bytes) -> None:
    _read(local.SPEC, body)


NAMES = st.sampled_from(["content-length", "content-type", "retry-after", "etag", "x-ratelimit-policy"])
HEADERS = st.dictionaries(NAMES, st.one_of(st.text(max_size=20), st.sampled_from(["9" * 5000, "-1", "1e9", "abc"])))


@SLOW
@example(404, {}, orjson.dumps({"detail": "\x00" + "[" * 900}))
@given(st.integers(100, 599), HEADERS, json_like({"status": 400, "title": "Bad", "detail": "No such table"}))
def test_an_answer_may_have_any_status_and_headers(status: int, headers: dict[str, str], body: bytes) -> None:
    answer = Answer(REQUEST, status, headers, body)
    ends_well(lambda: checked(answer))
    after = retry_after(answer)
    assert after is None or isinstance(after, float | int)


def _checked(body: bytes, form: Form = JSON) -> Answer:
    return checked(Answer(REQUEST, 200, {"content-type": form.content_types[0]}, body), form)
