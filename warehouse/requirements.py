"""What laws and plans ask for, as the catalogue has it, and which municipalities have figures that answer it."""

import pandas as pd

from catalogue.models import Catalogue
from catalogue.strict import Text
from warehouse.build import Build

_POINT = (
    *("requirement_id", "point_id", "place", "point", "point_en", "indicators"),
    *("not_measured", "not_measured_en", "measured_elsewhere", "measured_elsewhere_en"),
)


def fill_coverage(build: Build, catalogue: Catalogue) -> None:
    """Make `core.requirement`, `core.requirement_point` and `mart.coverage`; `mart` must be whole but for it."""
    for name, frame in (("requirement", _requirements(catalogue)), ("requirement_point", _points(catalogue))):
        build.con.register("asked_for", frame)
        build.con.execute(f"create or replace temp table {name} as from asked_for")
        build.con.unregister("asked_for")
        build.run_sql(f"core/{name}")
    build.run_sql("mart/coverage")


def _requirements(catalogue: Catalogue) -> pd.DataFrame:
    rows = [
        (requirement_id, one.title.nb, one.title.en, one.source.name, one.source.url)
        for requirement_id, one in catalogue.requirements.items()
    ]
    return pd.DataFrame(
        rows, columns=["requirement_id", "title", "title_en", "source_name", "source_url"], dtype="string"
    )


def _points(catalogue: Catalogue) -> pd.DataFrame:
    """A row for each point; its indicators are one text."""
    rows = [
        (
            *(requirement_id, point.id, str(place), *_both(point.point), " ".join(point.indicators)),
            *_both(point.not_measured),
            *_both(point.measured_elsewhere),
        )
        for requirement_id, one in catalogue.requirements.items()
        for place, point in enumerate(one.points, start=1)
    ]
    return pd.DataFrame(rows, columns=list(_POINT), dtype="string")


def _both(text: Text | None) -> tuple[str | None, str | None]:
    return (text.nb, text.en) if text else (None, None)
