"""The input of the demography marts: cells of the population sources, as temp views."""

from catalogue.kinds import Source
from catalogue.models import Catalogue
from warehouse.build import Build
from warehouse.source_columns import band, measures, release, source_table
from warehouse.sql import quoted, render

POPULATION, PROJECTION = "ssb_07459", "ssb_projection"


def make_demography_views(build: Build, catalogue: Catalogue, *_: object) -> None:
    """Make temp.growth_cells, temp.projected_persons and temp.inhabitants_by_age.

    A view is empty if its source has no table, or lacks a dimension that the marts need.
    """
    rows = build.rows("select distinct source_id from temp.seed_growth_components")
    explaining = {source_id for (source_id,) in rows}
    loaded = {name: source for name, source in catalogue.sources.items() if build.has(name)}
    growth = [{"id": quoted(name), **measures(source)} for name, source in loaded.items() if name in explaining]
    build.con.execute(render("templates/growth_cells", sources=growth))
    _make_projected_persons(build, loaded.get(PROJECTION))
    _make_inhabitants_by_age(build, loaded.get(POPULATION))


def _make_projected_persons(build: Build, source: Source | None) -> None:
    aged = source if source and "alder_from" in _columns(build, source) else None
    parts = {"table": source_table(aged), "age_group": band(aged, "Alder"), **release(aged)} if aged else {}
    build.con.execute(render("templates/projected_persons", **{"table": None} | parts))


def _make_inhabitants_by_age(build: Build, source: Source | None) -> None:
    divided = source is not None and {"alder_from", "kjonn"} <= _columns(build, source)
    table = source_table(source) if source and divided else None
    build.con.execute(render("templates/inhabitants_by_age", table=table))


def _columns(build: Build, source: Source) -> set[str]:
    return {name for (name,) in build.rows(f"select column_name from (describe {source_table(source)})")}
