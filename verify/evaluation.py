"""The catalogue's expressions over decoded cells, and sums on the borders of today.

The expressions are SQL. An in-memory DuckDB works them out over cells that `verify` decoded itself: a cell without a figure
is NaN there, which makes every sum over it NaN.
"""

import duckdb
import pandas as pd
from sqlglot import exp

from catalogue.expressions import parse
from catalogue.kinds import Source
from verify.areas import Areas

KEY = ["region", "period"]
MAIN = "MMMM"
"""The main alternative of a projection."""
OF_FIGURES = {"published", "provisional", "derived"}


class NotRecomputed(Exception):
    """A definition has something that is not recomputed here; the message says what."""


CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "lock_configuration": "true",
}
"""The configuration of a connection that reaches no other file, no network and no extension."""


def evaluated(cells: pd.DataFrame, source: Source, asked: dict[str, str]) -> pd.DataFrame:
    """Return the expressions over the cells of each region, period and edition; NaN where one of the cells is a gap.

    Of a projection only the newest release in its main alternative. Raise NotRecomputed.
    """
    for text in asked.values():
        _require_known(parse(text, source.spec.expression_columns))
    if source.spec.has_releases:
        cells = cells[cells.vintage.astype(str) == max(cells.vintage)]
    if source.spec.has_alternatives:
        cells = cells[cells.contents == MAIN]
    columns = ", ".join(f"({text})::double as {name}" for name, text in asked.items())
    with duckdb.connect(config=CLOSED) as con:
        con.register("cells", cells)
        gaps = "select * replace (coalesce(value, 'nan'::double) as value) from cells"
        rows = con.execute(f"select region, period, borders, {columns} from ({gaps}) group by all").df()
    return rows.astype(dict.fromkeys([*KEY, "borders"], str))


def _require_known(tree: exp.Expression) -> None:
    """Raise NotRecomputed for functions that ignore NaN, and for symbols of figures, which are not distinguished here."""
    for node in tree.walk():
        if isinstance(node, exp.Min | exp.Count) or (isinstance(node, exp.Literal) and node.name in OF_FIGURES):
            raise NotRecomputed(f"its definition has {node.sql(dialect='duckdb')}")


def on_todays_borders(rows: pd.DataFrame, areas: Areas, *, additive: bool) -> pd.DataFrame:
    """Return the measures by municipality of today and period: sums of all parts, from after the last break.

    Each measure is summed on its own. Without one of the parts there is no sum.
    """
    breaks = areas.count_break if additive else areas.value_break
    parts = [
        (region, borders, today, len(areas.parts(today, areas.edition(borders))))
        for region, borders in rows[["region", "borders"]].drop_duplicates().itertuples(index=False)
        for today in areas.heirs(region, areas.edition(borders))
        if areas.edition(borders) >= breaks(today)
    ]
    placed = rows.merge(pd.DataFrame(parts, columns=["region", "borders", "today", "parts"]), on=["region", "borders"])
    both = placed.drop(columns=["region", "borders"]).rename(columns={"today": "region"}).groupby([*KEY, "parts"])
    sums, found = both.sum(), both.count()
    return sums.where(found.eq(found.index.get_level_values("parts"), axis=0)).droplevel("parts")
