"""The marts of demography: where growth comes from, who lives there by age, and what is projected."""

from catalogue.kinds import Source
from catalogue.load import SEEDS
from catalogue.models import Catalogue
from warehouse.build import Build, quoted
from warehouse.definitions import breakdown, release
from warehouse.todays_borders import TODAY, cells, with_regrouped

POPULATION, PROJECTION = "ssb_07459", "ssb_projection"

PLACE = {"region": "varchar", "borders": "date", "period": "varchar", "fetch_id": "varchar"}
INHABITANT = PLACE | {"kjonn": "varchar", "alder_from": "smallint", "value": "double"}
CHANGE = PLACE | {"source_id": "varchar", "contents": "varchar", "value": "double"}
PROJECTED = PLACE | {
    "published_on": "date", "vintage": "varchar", "alternative": "varchar", "age_group": "varchar", "numerator": "double",
}  # fmt: skip
"""The columns of what the marts are made from."""


def fill_demography(build: Build, catalogue: Catalogue) -> None:
    """Make the marts; one whose source has no table, or not the dimensions it is made of, is empty.

    `core.small_number` must be there: a cohort's change in percent is withheld where they were few.
    """
    for table in ("growth_components", "service_ages"):
        path = quoted(SEEDS / f"{table}.csv")
        build.con.execute(f"create or replace temp table {table} as from read_csv({path}, header = true, delim = ',')")
    explained = {source_id for (source_id,) in build.rows("select distinct source_id from temp.growth_components")}
    there = [source for source in catalogue.sources.values() if build.has(source.id)]
    aged = [source for source in there if "alder_from" in _columns(build, source)]
    _view(build, "change", CHANGE, [_changes(source) for source in there if source.id in explained])
    _view(build, "projected", PROJECTED, [_projected(source) for source in aged if source.id == PROJECTION])
    by_sex = [source.id for source in aged if source.id == POPULATION and "kjonn" in _columns(build, source)]
    _view(build, "inhabitant", INHABITANT, [f'from source."{source_id}"' for source_id in by_sex])
    build.run_sql("core/service_age")
    for name in ("growth_components", "population_pyramid", "cohort_change", "projection", "projected_change"):
        build.run_sql(f"mart/{name}")
    build.run_sql("mart/projection_hit_rate")


def _columns(build: Build, source: Source) -> set[str]:
    return {name for (name,) in build.rows(f'select column_name from (describe source."{source.id}")')}


def _view(build: Build, name: str, shape: dict[str, str], queries: list[str]) -> None:
    """The rows of the queries under each other; without any, an empty view of that shape."""
    nothing = f"select {', '.join(f'null::{kind} as {column}' for column, kind in shape.items())} where false"
    rows = " union all by name ".join(f"(select {', '.join(shape)} from ({query}))" for query in queries)
    build.con.execute(f"create or replace temp view {name} as {rows or nothing}")


def _changes(source: Source) -> str:
    """The source's cells on the borders they were published on, and on today's."""
    return f"""select {quoted(source.id)} as source_id, * from (
        select {_CELL} from source."{source.id}" where borders < {TODAY}
        union all by name select {_CELL} from ({cells(source)}))"""


_CELL = "region, borders, contents, period, value, fetch_id"


def _projected(source: Source) -> str:
    """Persons by release, alternative and the source's age groups, on the borders of the release and on today's."""
    published = f"""select region, borders, period, {release(source)},
            replace({breakdown(source, ["Alder"])}, 'alder=', '') as age_group,
            case when count(value) = count(*) then sum(value) end as numerator, null::double as denominator,
            null::double as value, min(symbol) filter (where value is null) as why, 0 as provisional,
            min(fetch_id) as fetch_id
        from source."{source.id}" group by all"""
    return with_regrouped(published, additive=True)
