"""Provenance: the fetches, loads and sources of a build, and comments on its source tables and columns."""

from collections.abc import Iterable
from importlib.metadata import version

import orjson

from catalogue.kinds import Source
from catalogue.models import Catalogue
from catalogue.source_spec import SourceSpec
from extract.archive import Fetch, Load
from transform.periods import kostra_stage, read_period
from warehouse.build import Build
from warehouse.source_columns import source_table
from warehouse.source_tables import SourceLoads
from warehouse.sql import quoted, quoted_name

SCHEMA_VERSION = 3
"""Raise it, and say so in CHANGELOG.md, when a table or column of mart or core changes its meaning or goes."""


def record_build(build: Build, origin: str, state: str) -> None:
    """Insert the only row of meta.build."""
    row = [build.id, build.built_at.replace(tzinfo=None), origin, state, version("grunnlag"), SCHEMA_VERSION]
    build.con.execute("insert into meta.build values (?, ?, ?, ?, ?, ?)", row)


def record_source(build: Build, source: Source, made: SourceLoads, stale: str | None) -> None:
    """Insert a source's row of meta.source and its loads into meta.load.

    `stale` is the reason why the figures are older than they should be. If each release is a table of its own, the row
    has the number of the newest table.
    """
    loads = [load for load in made.loads if load.complete] or made.loads
    last = loads[-1] if loads else None  # a newer load of one municipality does not make the whole table newer
    number = _table_of(build, last) if last and source.spec.has_releases else source.number
    rows = build.rows(f"select count(*) from {source_table(source)}")[0][0] if build.has(source.id) else 0
    build.con.execute(
        "insert into meta.source values (?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            source.id, number, source.spec.title.nb, source.spec.licence, source.spec.page(number),
            last.updated if last else None, last.loaded_at if last else None, rows, stale,
            [load.load_id for load in made.loads], made.made_by, _stage(build, source, last),
            source.spec.publisher, source.spec.kind, source.spec.cited_as(number), source.spec.known,
            source.spec.off_because.nb if source.spec.off_because else None,
        ],
    )  # fmt: skip
    for load in made.loads:
        build.con.execute(
            "insert into meta.load values (?, ?, ?, ?::timestamptz, ?::timestamptz, ?)",
            [load.load_id, load.source_id, load.scope, load.updated, load.loaded_at, load.fetches],
        )


def _table_of(build: Build, load: Load) -> str:
    """Return the number of the table that a load was fetched from."""
    path = build.rows('select path from meta."fetch" where fetch_id = ?', [load.fetches[0]])[0][0]
    return str(path.split("/")[1])


def _stage(build: Build, source: Source, load: Load | None) -> str | None:
    """Return whether KOSTRA's newest figures are revised; None for other sources."""
    if not (source.spec.is_revised_in_june and load and load.updated):
        return None
    newest = build.rows(f"select max(period::varchar) from {source_table(source)}")[0][0]
    return kostra_stage(load.updated, read_period(newest).start.year)


def record_fetches(build: Build, fetches: Iterable[Fetch]) -> None:
    """Insert the fetches that the loads are made of into meta.fetch."""
    for fetch in fetches:
        request = fetch.request
        body = orjson.dumps(request["body"]).decode() if "body" in request else None
        query = orjson.dumps(request["query"]).decode()
        row = [
            fetch.fetch_id,
            request["method"],
            request["path"],
            query,
            body,
            fetch.sha256,
            fetch.bytes,
            fetch.fetched_at,
        ]
        build.con.execute("insert into meta.fetch values (?, ?, ?, ?, ?, ?, ?, ?::timestamptz)", row)


def describe_sources(build: Build, catalogue: Catalogue) -> None:
    """Comment on the tables of figures and their columns. The comments of KLASS's tables are in sql/source."""
    columns_of = dict(build.rows(_COLUMNS))
    for source in catalogue.sources.values():
        if source.spec.is_classification:
            continue
        table, columns = source_table(source), columns_of.get(source.id, [])
        if columns:
            text = f"{source.spec.name}: {source.spec.title.en}; key: {', '.join(source.spec.key)}."
            build.con.execute(f"comment on table {table} is {quoted(text)}")
        for name in columns:
            text = _column_comment(name, source.spec)
            build.con.execute(f"comment on column {table}.{quoted_name(name)} is {quoted(text)}")


_COLUMNS = """select table_name, list(column_name order by column_index) from duckdb_columns()
    where database_name = 'work' and schema_name = 'source' group by table_name"""

_COMMENTS = {
    "region": "Municipality code (4 digits), county code (2 digits) or 0 (the country).",
    "contents": "What is measured; texts in core.label.",
    "value": "The figure as the source gives it; null where symbol says why.",
    "symbol": "published, provisional, or why there is no value.",
    "borders": "The KLASS edition whose borders the figure is on.",
    "fetch_id": "The stored answer it came with, in meta.fetch.",
    "vintage": "The release of a projection: the first year it is made for.",
}


def _column_comment(column: str, spec: SourceSpec) -> str:
    """Return the comment on a column."""
    if column in _COMMENTS:
        return _COMMENTS[column]
    if column == "period":
        return f"The period; the figures refer to {spec.period_words}."
    if column in spec.bounds:
        name, _, bound = column.rpartition("_")
        if bound == "from":
            return f"The lowest number in {name}."
        return f"The highest number in {name}; null if there is none, as in 105+."
    return f"The source's own code for {column}; texts in core.label."
