"""Fill `core` and `mart` of a build from its source tables, in the order of STEPS."""

from collections.abc import Callable

import pandas as pd

from catalogue.definition import Indicator
from catalogue.kinds import Source
from catalogue.models import Catalogue
from transform.functions import FUNCTIONS
from transform.labels import part_label
from transform.municipalities import Municipalities
from transform.periods import read_period
from transform.regrouping import Regrouping
from warehouse.build import Build
from warehouse.catalogue_tables import insert_indicators, insert_units, read_catalogue, read_seeds
from warehouse.definitions import growth, statements
from warehouse.demography import make_demography_views
from warehouse.geometry import read_boundaries
from warehouse.source_columns import measures, source_table
from warehouse.sql import quoted, quoted_name, render

Step = Callable[[Build, Catalogue, Municipalities], None]


def read_regrouping(build: Build, _: Catalogue, municipalities: Municipalities) -> None:
    """Let SQL read how earlier municipalities sum to today's, and where series break."""
    names = dict(build.rows("select official_name, name from temp.seed_place_names"))
    regrouping = Regrouping(municipalities, names)
    build.con.register("regrouping_parts", regrouping.parts())
    build.con.register("series_breaks", regrouping.breaks())


def insert_periods(build: Build, catalogue: Catalogue, *_: object) -> None:
    """Fill core.period with every period of the source tables."""
    tables = [
        source_table(source) for source in catalogue.sources.values() if source.spec.contents and build.has(source.id)
    ]
    texts = {text for table in tables for (text,) in build.rows(f"select distinct period from {table}")}
    periods = [read_period(text) for text in sorted(texts)]
    rows = [(period.period, period.start, period.end, period.grain) for period in periods]
    build.insert("core.period", pd.DataFrame(rows, columns=["period", "period_start", "period_end", "grain"]))


def insert_observations(build: Build, catalogue: Catalogue, municipalities: Municipalities) -> None:
    """Fill core.observation, except growth. An indicator whose source has no table gets no rows."""
    loaded = {name: source for name, source in catalogue.sources.items() if build.has(name)}
    read = [
        (indicator, loaded[indicator.definition.source])
        for indicator in catalogue.indicators.values()
        if indicator.definition.source in loaded
    ]
    for statement in statements(read):
        build.con.execute(statement)
    for indicator, source in read:
        if indicator.definition.function:
            _insert_computed(build, indicator, source, municipalities)


def insert_growth(build: Build, catalogue: Catalogue, *_: object) -> None:
    """Add the growth of other indicators to core.observation."""
    for indicator in catalogue.indicators.values():
        if indicator.definition.of:
            build.con.execute(growth(indicator))


def _insert_computed(build: Build, indicator: Indicator, source: Source, municipalities: Municipalities) -> None:
    """Insert what a named function computes from the source's cells, as published and on the borders of today."""
    function = FUNCTIONS[str(indicator.definition.function)]
    cells = [
        _cells(build, query) for query in (source_table(source), f"({render('templates/cells', **measures(source))})")
    ]
    computed = pd.concat([function(frame, municipalities) for frame in cells if len(frame)]).drop_duplicates()
    with build.shown("computed_figures", computed):
        build.con.execute(render("templates/computed_figures", indicator_id=quoted(indicator.id)))


def _cells(build: Build, relation: str) -> pd.DataFrame:
    """Return cells as text and numbers, which the functions expect: dates and enumerations become text."""
    cells = build.con.execute(f"select * replace (borders::varchar as borders) from {relation}").df()
    return cells.astype(dict.fromkeys(cells.select_dtypes("category"), object))


def make_breakdowns(build: Build, *_: object) -> None:
    """Make core.breakdown: a row for each breakdown in core.observation, with its label and a column for each dimension."""
    rows = build.rows("select distinct breakdown from core.observation where breakdown is not null order by all")
    parts = [{"breakdown": text, **dict(part.split("=", 1) for part in text.split(";"))} for (text,) in rows]
    dimensions = sorted({name for row in parts for name in row} - {"breakdown"})
    labels = {
        tuple(key): text for *key, text in build.rows("select dimension, code, min(label) from core.label group by all")
    }
    for row in parts:
        row["label"] = part_label(row["breakdown"], labels)
    columns = [quoted_name(name) for name in ("breakdown", "label", *dimensions)]
    build.con.execute(f"create table core.breakdown ({', '.join(f'{column} varchar' for column in columns)})")
    build.insert("core.breakdown", pd.DataFrame(parts, columns=["breakdown", "label", *dimensions]))
    build.con.execute("comment on table core.breakdown is 'The codes that each breakdown is made of; key: breakdown.'")
    build.con.execute("comment on column core.breakdown.breakdown is 'The canonical text.'")
    build.con.execute("comment on column core.breakdown.label is 'The same in Norwegian words, such as 20–44 år.'")
    for name in dimensions:
        text = quoted(f"The code or band of {name}; null where the breakdown is not by {name}.")
        build.con.execute(f"comment on column core.breakdown.{quoted_name(name)} is {text}")


EMPTY_TABLES = (
    *(
        "meta/build",
        "meta/source",
        "meta/load",
        "meta/fetch",
        "meta/revision",
        "meta/check",
        "meta/change",
    ),
    "core/label",
)
"""The tables that loading the sources fills."""

STEPS: tuple[str | Step, ...] = (
    # What SQL reads from the catalogue and from Python.
    read_seeds,
    read_catalogue,
    read_regrouping,
    read_boundaries,
    # Sources that the catalogue may lack get an empty table.
    "source/klass_104",
    "source/klass_108",
    "source/klass_112",
    "source/klass_128",
    "source/klass_131",
    # Municipalities, periods, indicators and all observations.
    "core/municipality",
    "core/municipality_change",
    "core/municipality_geometry",
    "core/county",
    "core/centrality",
    "core/regrouping",
    "core/series_break",
    "core/period",
    insert_periods,
    "core/unit",
    insert_units,
    "core/indicator",
    insert_indicators,
    make_demography_views,
    "mart/growth_components",
    "core/series_shift",
    "core/observation",
    insert_observations,
    "core/shifted",
    insert_growth,
    "core/before_break",
    "core/small_number",
    "core/withheld",
    make_breakdowns,
    # Groups of municipalities. They come after the observations, because some groups have similar figures.
    "core/neighbour",
    "core/group_member",
    "core/group",
    "core/series_point",
    # Demography.
    "core/service_age",
    "mart/population_pyramid",
    "mart/cohort_change",
    "mart/projection",
    "mart/projected_change",
    "mart/projection_hit_rate",
    # Every indicator, compared with groups and with earlier figures.
    "mart/indicator_group",
    "mart/indicator",
    "mart/municipality",
    "core/doubtful_figure",
    "mart/figure",
    "mart/map_class",
    "mart/comparison_history",
    "mart/comparison",
    "mart/since",
    "mart/revised_since",
    # What laws and plans ask for.
    "core/requirement",
    "core/requirement_point",
    "mart/coverage",
)
"""The steps from the source tables to `mart`, in order: files of sql/, and Python functions between them."""


LAST_STEPS = ("mart/figure_newest",)
"""The steps that need the build's origin and the state of its sources."""


def make_empty_tables(build: Build) -> None:
    """Make the tables that loading the sources fills."""
    for name in EMPTY_TABLES:
        build.run_sql(name)


def fill(build: Build, catalogue: Catalogue, municipalities: Municipalities) -> None:
    """Make every table of `core` and `mart` from the source tables."""
    for step in STEPS:
        if isinstance(step, str):
            build.run_sql(step)
        else:
            step(build, catalogue, municipalities)


def fill_last(build: Build) -> None:
    """Make the tables of `mart` that need `meta` too."""
    for name in LAST_STEPS:
        build.run_sql(name)
