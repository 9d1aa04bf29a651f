"""Groups of municipalities: what the catalogue says of them, and the tables of `core` that they become."""

import pandas as pd

from catalogue.load import SEEDS
from catalogue.models import Catalogue
from warehouse.build import Build, quoted


def fill_groups(build: Build, catalogue: Catalogue) -> None:
    """Make `core.neighbour`, `core.group_member` and `core.group`; `core.observation` must be whole.

    A catalogue without the indicators of `likeness.csv` gives no neighbours.
    """
    seeds = {"likeness": "likeness", "size_band": "size_bands", "group_kind": "group_kinds"}
    for table, file in seeds.items():
        path = quoted(SEEDS / f"{file}.csv")
        build.con.execute(f"create or replace temp table {table} as from read_csv({path}, header = true, delim = ',')")
    build.con.register("own_groups", _own_groups(catalogue))
    build.con.execute("create or replace temp table own_group as from own_groups")
    build.con.unregister("own_groups")
    for name in ("neighbour", "group_member", "group"):
        build.run_sql(f"core/{name}")


def _own_groups(catalogue: Catalogue) -> pd.DataFrame:
    """A row for each member of each group in the catalogue's `groups.yaml`."""
    rows = [
        (group_id, group.title.nb, group.title.en, code)
        for group_id, group in catalogue.groups.items()
        for code in group.municipalities
    ]
    return pd.DataFrame(rows, columns=["group_code", "title", "title_en", "municipality_code"], dtype="string")
