"""Compare a load with the load before: what is gone, and how much was revised.

The levels are `checks.revision` and `checks.step` in the catalogue. Above `stop` the load is refused, and the earlier
figures stay; above `look` it is loaded, and the run reports the difference.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from catalogue.errors import CheckFailed
from catalogue.kinds import Source
from catalogue.source_spec import Levels, Revision
from extract.archive import Load
from warehouse.build import Build
from warehouse.difference import Difference
from warehouse.sql import SQL, quoted, quoted_name
from warehouse.step_comparison import compare_steps

FEW = 20
"""With fewer municipalities, or fewer revised figures, a share is not compared."""


@dataclass(frozen=True)
class Terms:
    """How a load is compared with its table.

    `checked`: the load is new, and may be refused. `same_question`: the catalogue's request has not changed, so the source
    itself has removed what is gone.
    """

    checked: bool
    same_question: bool


def compare(build: Build, source: Source, name: str, within: str, load: Load, terms: Terms) -> list[Difference]:
    """Compare `source.incoming` with the part of the table that it replaces. Return the differences to show.

    The load's revisions must be recorded first. Raise CheckFailed for the first difference that stops a `checked` load.
    """
    _prepare(build, source.id, name, within, load)
    limits = source.spec.checks.revision
    found = list(_revised(build, limits))
    if load.complete and terms.same_question:
        found = [*_gone(build, limits), *_newest(build, limits), *found, *compare_steps(build, source, name)]
    build.con.execute("drop view earlier; drop view changed; drop view in_force")
    return _shown(source, found, terms)


def compare_codes(build: Build, source: Source, name: str, terms: Terms) -> list[Difference]:
    """Compare the codes of a classification with its valid codes before. Return and raise as `compare` does."""
    table = quoted_name(name)
    columns = {column for (column,) in build.rows(f"select column_name from (describe source.{table})")}
    code = next((column for column in ("municipality_code", "code") if column in columns), None)
    if code is None:
        return []
    query = f"""with held as (select distinct {code} as code from source.{table} where valid_to is null),
        gone as (from held where code not in (select {code} from source.incoming))
        select (select count(*) from gone), (select count(*) from held), (select min(code) from gone)"""
    gone, held, first = build.rows(query)[0]
    says = f"{gone:,} of {held:,} codes are gone from {source.spec.name}, {first} among them"
    levels = source.spec.checks.revision.municipalities_gone
    return _shown(
        source,
        [Difference.of("revision.municipalities_gone", says, [(100 * gone / held if held else 0, levels)])],
        terms,
    )


def _shown(source: Source, found: list[Difference], terms: Terms) -> list[Difference]:
    """Return the differences to show. Raise CheckFailed for the first one that stops a checked load."""
    for difference in found:
        if difference.stops and terms.checked:
            raise CheckFailed(
                f"{source.id}: {difference.says}; the earlier ones stay. If the source is right, raise "
                f"checks.{difference.key}.stop in the catalogue's file of {source.id}.",
                difference.key,
            )
    return [difference for difference in found if difference.shows]


def _prepare(build: Build, source_id: str, name: str, within: str, load: Load) -> None:
    """Make the views that the queries read: the earlier cells, the changes, and the municipalities that must have figures.

    Municipalities that have ended in KLASS may lose their figures.
    """
    today = "select code from source.klass_131 where valid_to is null"
    everybody = "select distinct region::varchar as code from earlier"
    build.con.execute(f"""create or replace temp view earlier as from source."{name}" where {within};
        create or replace temp view changed as
            from meta.revision where source_id = {quoted(source_id)} and load_id = {quoted(load.load_id)};
        create or replace temp view in_force as {today if build.has("klass_131") else everybody}""")


def _rows(build: Build, query: str) -> list[tuple[Any, ...]]:
    return build.rows((SQL / f"compared/{query}.sql").read_text(encoding="utf-8"))


def _gone(build: Build, limits: Revision) -> Iterator[Difference]:
    """Yield how many figures, municipalities and periods the source has removed."""
    for key, gone, held, first in _rows(build, "gone"):
        what = key.removesuffix("_gone")
        says = f"{gone:,} of {held:,} {what} are gone from the source, {first} among them"
        yield Difference.of(f"revision.{key}", says, [(100 * gone / held if held else 0, getattr(limits, key))])


def _newest(build: Build, limits: Revision) -> Iterator[Difference]:
    """Yield the contents whose newest period has lost the largest share of municipalities."""
    rows = [row for row in _rows(build, "newest") if row[2] >= FEW]
    if rows:
        contents, period, before, now = max(rows, key=lambda row: 1 - row[3] / row[2])
        says = f"{contents} has figures of {now} municipalities in {period}, the newest period, and had {before} before"
        yield Difference.of("revision.newest_gone", says, [(100 * (1 - now / before), limits.newest_gone)])


def _revised(build: Build, limits: Revision) -> Iterator[Difference]:
    """Yield the contents that were revised most: over all periods, in a single period, and in one that is old."""
    old = _old(build)
    rows = sorted((row for row in _rows(build, "revised") if row[3] >= FEW), key=lambda row: -row[3] / row[2])
    for key, by, parts in (
        ("revised", limits.revised_by, [row for row in rows if row[1] is None]),
        ("year_revised", limits.year_revised_by, [row for row in rows if row[1] is not None]),
        ("old_revised", Levels(look=0), [row for row in rows if row[1] in old]),
    ):
        found = [_revision(key, row, [getattr(limits, key), by]) for row in parts]
        yield from sorted(found, key=lambda difference: (difference.stops, difference.shows), reverse=True)[:1]


def _old(build: Build) -> set[str]:
    """Return the periods before the newest three; sources revise those three more often."""
    query = "select distinct period::varchar from earlier where value is not null order by all desc offset 3"
    return {period for (period,) in build.rows(query)}


def _revision(key: str, row: tuple[Any, ...], levels: list[Levels]) -> Difference:
    contents, period, held, revised, factor = row
    by = 100 * (factor - 1)
    of = f"{contents} in {period}" if period else contents
    size = f"by {by:.1f} %" if factor < 1000 else "to or from zero, or to the other sign"
    says = f"{revised:,} of {held:,} figures of {of} were revised, the median {size}"
    return Difference.of(f"revision.{key}", says, list(zip((100 * revised / held, by), levels, strict=True)))
