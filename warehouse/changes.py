"""What builds have changed, in five lists: each build keeps those of the published one and adds its own.

The archive does not have this history, so a rebuild from the archive begins without it, as does a build after a release
whose tables cannot be compared.
"""

import duckdb

from warehouse.build import Build
from warehouse.sql import SQL

LISTS = ("new_figures", "revised_figures", "new_indicators", "changed_definitions", "changed_areas")
"""The lists of meta.change. The query sql/compared/builds/<list>.sql returns subject, title and words."""
DAYS = 400
ROWS = 5_000
"""How long, and how many of the newest, changes are kept."""


def record_changes(build: Build) -> None:
    """Fill meta.change with what differs from the published build, and with that build's rows. meta.build must be filled."""
    if not build.has_published:
        return
    for query in (*(_found(name) for name in LISTS), _KEPT):
        try:
            build.con.execute(query)
        except (duckdb.CatalogException, duckdb.BinderException):  # an older version published other tables
            continue


_KEPT = f"""insert into meta.change
    from published.meta.change
    where changed_at > (select built_at from meta.build) - interval {DAYS} days
    order by changed_at desc, list, subject
    limit {ROWS} - (select count(*) from meta.change)"""


def _found(name: str) -> str:
    query = (SQL / f"compared/builds/{name}.sql").read_text(encoding="utf-8")
    return (
        f"insert into meta.change select built_at, '{name}', subject, title, words from meta.build cross join ({query})"
    )
