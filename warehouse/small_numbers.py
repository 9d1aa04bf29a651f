"""Values on few people: withheld, or pooled over years, as the catalogue's limits say."""

import pandas as pd

from catalogue.models import Catalogue
from warehouse.build import Build


def withhold(build: Build, catalogue: Catalogue) -> None:
    """Make `core.small_number` and act on it in `core.observation`, which must be whole; no count is changed."""
    rows = [
        (unit.id, limit.denominator, limit.numerator, limit.pooled_years)
        for limit in catalogue.small_numbers
        for unit in limit.units
    ]
    frame = pd.DataFrame(rows, columns=["unit", "denominator", "numerator", "pooled_years"])
    build.con.register("limits", frame)
    build.run_sql("core/small_number")
    build.con.unregister("limits")
    build.run_sql("core/withheld")
