"""Provenance: what the build is made of, and what its source tables and columns mean."""

from collections.abc import Iterable
from importlib.metadata import version

import orjson

from catalogue.kinds import ClassificationSource, FhiSource, Source, SpreadsheetSource
from catalogue.models import Catalogue
from catalogue.statbank import StatbankSource
from extract.archive import Fetch, Load
from transform.kostra import stage
from transform.periods import read_period
from warehouse.build import Build, quoted
from warehouse.source_tables import Made

STATBANK_PAGE = "https://www.ssb.no/statbank/table/{}"
KLASS_PAGE = "https://www.ssb.no/klass/klassifikasjoner/{}"
FHI_PAGE = "https://statistikk.fhi.no"


def record_build(build: Build, origin: str, state: str) -> None:
    """One row that says what this build is."""
    row = [build.id, build.built_at.replace(tzinfo=None), origin, state, version("grunnlag")]
    build.con.execute("insert into meta.build values (?, ?, ?, ?, ?)", row)


def record_source(build: Build, source: Source, made: Made, stale: str | None) -> None:
    """A source's row and its loads. Where the table changes with each release, the number is the newest one's."""
    loads = [load for load in made.loads if load.complete] or made.loads
    last = loads[-1] if loads else None  # one municipality's newer figures do not make the table newer
    number = _table_of(build, last) if last and _has_releases(source) else source.number
    rows = build.rows(f'select count(*) from source."{source.id}"')[0][0] if build.has(source.id) else 0
    build.con.execute(
        "insert into meta.source values (?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz, ?, ?, ?, ?, ?)",
        [
            source.id, number, source.spec.title.nb, source.spec.licence, _page(source, number),
            last.updated if last else None, last.loaded_at if last else None, rows, stale,
            [load.load_id for load in made.loads], made.made_by, _stage(build, source, last),
        ],
    )  # fmt: skip
    for load in made.loads:
        build.con.execute(
            "insert into meta.load values (?, ?, ?, ?::timestamptz, ?::timestamptz, ?)",
            [load.load_id, load.source_id, load.scope, load.updated, load.loaded_at, load.fetches],
        )


def _page(source: Source, number: str) -> str:
    """Where a person can see the source."""
    if isinstance(source.spec, SpreadsheetSource):
        return source.spec.page
    if isinstance(source.spec, FhiSource):
        return FHI_PAGE
    return (STATBANK_PAGE if isinstance(source.spec, StatbankSource) else KLASS_PAGE).format(number)


def _has_releases(source: Source) -> bool:
    return isinstance(source.spec, StatbankSource) and source.spec.releases is not None


def _table_of(build: Build, load: Load) -> str:
    """The table that a load's answers came from."""
    path = build.rows('select path from meta."fetch" where fetch_id = ?', [load.fetches[0]])[0][0]
    return str(path.split("/")[1])


def _stage(build: Build, source: Source, load: Load | None) -> str | None:
    """What KOSTRA's newest figures are; null for other sources."""
    if not (isinstance(source.spec, StatbankSource) and source.spec.kostra and load and load.updated):
        return None
    newest = build.rows(f'select max(period::varchar) from source."{source.id}"')[0][0]
    return stage(load.updated, read_period(newest).start.year)


def record_fetches(build: Build, fetches: Iterable[Fetch]) -> None:
    """The answers behind the loads."""
    for fetch in fetches:
        asked = fetch.request
        body = orjson.dumps(asked["body"]).decode() if "body" in asked else None
        query = orjson.dumps(asked["query"]).decode()
        row = [fetch.fetch_id, asked["method"], asked["path"], query, body, fetch.sha256, fetch.bytes, fetch.fetched_at]
        build.con.execute("insert into meta.fetch values (?, ?, ?, ?, ?, ?, ?, ?::timestamptz)", row)


def describe_sources(build: Build, catalogue: Catalogue) -> None:
    """Comments on the tables of figures and their columns, from the catalogue; KLASS's are in sql/source."""
    for source in catalogue.sources.values():
        if isinstance(source.spec, ClassificationSource):
            continue
        columns = [name for (name,) in build.rows(_COLUMNS, [source.id])]
        if columns:
            key = ", ".join(name for name in columns if _says(name, source.spec)[1])
            text = f"{_named(source)}: {source.spec.title.en}; key: {key}."
            build.con.execute(f'comment on table source."{source.id}" is {quoted(text)}')
        for name in columns:
            build.con.execute(
                f'comment on column source."{source.id}"."{name}" is {quoted(_says(name, source.spec)[0])}'
            )


def _named(source: Source) -> str:
    if isinstance(source.spec, SpreadsheetSource):
        return "SSB workbook"
    if isinstance(source.spec, FhiSource):
        return source.spec.name
    return f"SSB table {source.number or 'by releases'}"


_COLUMNS = """select column_name from duckdb_columns()
    where database_name = 'work' and schema_name = 'source' and table_name = ? order by column_index"""

_KNOWN = {
    "region": ("Municipality code (4 digits), county code (2 digits) or 0 (the country).", True),
    "contents": ("What is measured; texts in core.label.", True),
    "value": ("The figure as the source gives it; null where symbol says why.", False),
    "symbol": ("published, provisional, or why there is no value.", False),
    "borders": ("The KLASS edition whose borders the figure is on.", False),
    "fetch_id": ("The stored answer it came with, in meta.fetch.", False),
    "vintage": ("The release of a projection: the first year it is made for.", True),
}


def _says(column: str, spec: StatbankSource | SpreadsheetSource | FhiSource) -> tuple[str, bool]:
    """What a column is, and whether it is part of the key."""
    if column in _KNOWN:
        return _KNOWN[column]
    if column == "period":
        return f"The period; the figures refer to {spec.period.refers_to}.", True
    if column.endswith("_from"):
        return f"The lowest number that {column.removesuffix('_from')} stands for.", False
    if column.endswith("_to"):
        return f"The highest number that {column.removesuffix('_to')} stands for; null for 'and over'.", False
    return f"The source's own code for {column}; texts in core.label.", True
