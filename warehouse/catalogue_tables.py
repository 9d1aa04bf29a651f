"""The catalogue as tables: its seeds, small numbers, groups and requirements as temp tables, and core.indicator."""

from collections.abc import Iterator

import pandas as pd

from catalogue.definition import Indicator
from catalogue.load import SEEDS
from catalogue.models import Catalogue
from catalogue.strict import Text
from catalogue.units import Unit
from warehouse.build import Build
from warehouse.definitions import contents_read, described, source_of


def read_seeds(build: Build, *_: object) -> None:
    """Let SQL read each CSV in catalogue/seeds, as temp.seed_<name>. All columns are text, so that codes keep zeros."""
    for path in SEEDS.glob("*.csv"):
        build.con.register(f"seed_{path.stem}", pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""]))


def read_catalogue(build: Build, catalogue: Catalogue, *_: object) -> None:
    """Let SQL read the small numbers, groups, shifts and requirements of the catalogue, as temp.catalogue_<name>."""
    build.con.register("catalogue_small_numbers", _small_numbers(catalogue))
    build.con.register("catalogue_groups", _groups(catalogue))
    build.con.register("catalogue_shifts", _shifts(catalogue))
    build.con.register("catalogue_requirements", _requirements(catalogue))
    build.con.register("catalogue_requirement_points", _requirement_points(catalogue))


def _small_numbers(catalogue: Catalogue) -> pd.DataFrame:
    """Return the limits, with a row for each unit."""
    rows = [
        (unit.id, limit.denominator, limit.numerator, limit.pooled_years)
        for limit in catalogue.small_numbers
        for unit in limit.units
    ]
    return pd.DataFrame(rows, columns=["unit", "denominator", "numerator", "pooled_years"])


def _groups(catalogue: Catalogue) -> pd.DataFrame:
    """Return a row for each member of each group."""
    rows = [
        (group_id, group.title.nb, group.title.en, code)
        for group_id, group in catalogue.groups.items()
        for code in group.municipalities
    ]
    return pd.DataFrame(rows, columns=["group_code", "title", "title_en", "municipality_code"], dtype="string")


def _shifts(catalogue: Catalogue) -> pd.DataFrame:
    """Return a row for each indicator that is counted in a new way from some year on."""
    shifts = {name: indicator.definition.shift for name, indicator in catalogue.indicators.items()}
    rows = [(name, f"{shift.year}-01-01", shift.reason) for name, shift in shifts.items() if shift]
    return pd.DataFrame(rows, columns=["indicator_id", "shift_on", "shift_reason"], dtype="string")


def _requirements(catalogue: Catalogue) -> pd.DataFrame:
    rows = [
        (name, each.title.nb, each.title.en, each.source.name, each.source.url, each.county)
        for name, each in catalogue.requirements.items()
    ]
    columns = ["requirement_id", "title", "title_en", "source_name", "source_url", "county_code"]
    return pd.DataFrame(rows, columns=columns, dtype="string")


def _requirement_points(catalogue: Catalogue) -> pd.DataFrame:
    """Return a row for each point; its indicators are one text, with spaces between them."""
    rows = [
        {
            "requirement_id": requirement_id,
            "point_id": point.id,
            "place": str(place),
            "indicators": " ".join(point.indicators),
            **_both("point", point.point),
            **_both("not_measured", point.not_measured),
            **_both("measured_elsewhere", point.measured_elsewhere),
        }
        for requirement_id, requirement in catalogue.requirements.items()
        for place, point in enumerate(requirement.points, start=1)
    ]
    return pd.DataFrame(rows, columns=list(_POINT), dtype="string")


_POINT = (
    *("requirement_id", "point_id", "place", "point", "point_en", "indicators"),
    *("not_measured", "not_measured_en", "measured_elsewhere", "measured_elsewhere_en"),
)


def _both(column: str, text: Text | None) -> dict[str, str | None]:
    """Return a text in two columns, Norwegian and English."""
    return {column: text.nb if text else None, f"{column}_en": text.en if text else None}


def insert_units(build: Build, catalogue: Catalogue, *_: object) -> None:
    """Fill core.unit."""
    units = pd.DataFrame([unit.model_dump() for unit in catalogue.units], columns=[*Unit.model_fields])
    build.insert("core.unit", units.rename(columns={"id": "unit", "nb": "name"}))


def insert_indicators(build: Build, catalogue: Catalogue, *_: object) -> None:
    """Fill core.indicator."""
    frame = pd.DataFrame(_indicator_rows(catalogue)).sort_values(["theme_order", "indicator_id"])
    build.insert("core.indicator", frame)


def _indicator_rows(catalogue: Catalogue) -> Iterator[dict[str, object]]:
    order = {theme.id: (place, theme.title.nb) for place, theme in enumerate(catalogue.themes)}
    for indicator in catalogue.indicators.values():
        words = indicator.definition
        place, theme_title = order[indicator.theme]
        shown = words.model_dump(include={"kind", "good", "decimals"})
        yield shown | {
            "indicator_id": indicator.id,
            "theme": indicator.theme,
            "theme_title": theme_title,
            "theme_order": place,
            "title": words.title.nb,
            "title_en": words.title.en,
            "why": words.why.nb,
            "why_en": words.why.en,
            "definition": words.definition.nb,
            "definition_en": words.definition.en,
            "computed_as": described(indicator),
            "source_id": source_of(catalogue, indicator),
            "stands_on": _stands_on(catalogue, indicator),
            "years": _years(catalogue, indicator),
            "unit": words.unit.id,
            "scale": words.unit.scale,
            "additive": words.value is None,
            "is_count": words.is_count,
            "min": words.checks.min,
            "max": words.checks.max,
        }


def _stands_on(catalogue: Catalogue, indicator: Indicator) -> str | None:
    """Return the month and day that a stock of a year is counted on; None for flows and for other periods."""
    source = catalogue.sources[source_of(catalogue, indicator)]
    contents = contents_read(indicator.definition, source)
    return None if indicator.definition.kind == "flow" else source.spec.day_of(contents)


def _years(catalogue: Catalogue, indicator: Indicator) -> int:
    """Return how many years each figure covers."""
    source = catalogue.sources[source_of(catalogue, indicator)]
    return source.spec.years_of(contents_read(indicator.definition, source))
