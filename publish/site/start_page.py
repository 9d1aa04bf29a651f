"""The start page: search, a map, the counties with their municipalities, and the themes with their indicators."""

from dataclasses import dataclass
from itertools import groupby

from publish.content.place import Base
from publish.drawing.country import draw_country
from publish.drawing.shapes import Shapes
from publish.numbers import alphabetical, number
from publish.site.addresses import county_page
from publish.site.templating import Fill
from warehouse.read import IndicatorInfo, MunicipalityInfo
from warehouse.read_area import AreaReader


@dataclass(frozen=True)
class County:
    """A county with those of its municipalities that have a page."""

    code: str
    name: str
    municipalities: tuple[MunicipalityInfo, ...]
    population: str
    """Empty if a municipality has no figure."""


@dataclass(frozen=True)
class Theme:
    """A theme with its indicators."""

    title: str
    indicators: tuple[IndicatorInfo, ...]
    with_figures: int


def start_html(
    fill: Fill, base: Base, reader: AreaReader, municipalities: list[MunicipalityInfo], shapes: Shapes
) -> str:
    """Return the start page."""
    people = {each.code: each.value for each in reader.newest_of("population") if each.value is not None}
    counties = [
        _county(code, tuple(members), people)
        for code, members in groupby(municipalities, key=lambda each: each.county_code)
    ]
    themes = _themes(base, reader.indicators_with_figures())
    return fill(
        "start.html",
        counties=sorted(counties, key=lambda county: alphabetical(county.name)), themes=themes, count=len(municipalities),
        indicators=len(base.indicators), filled=sum(theme.with_figures for theme in themes),
        map=draw_country(shapes, {county.code: county_page(county.code) for county in counties}) if shapes.areas else None,
    )  # fmt: skip


def _county(code: str, members: tuple[MunicipalityInfo, ...], people: dict[str, float]) -> County:
    is_known = all(each.code in people for each in members)
    total = number(sum(people[each.code] for each in members)) if is_known else ""
    ordered = tuple(sorted(members, key=lambda each: alphabetical(each.name)))
    return County(code, members[0].county_name, ordered, total)


def _themes(base: Base, filled: set[str]) -> list[Theme]:
    return [
        Theme(title, tuple(members), sum(each.id in filled for each in members))
        for title, found in groupby(base.indicators.values(), key=lambda each: each.theme_title)
        if (members := sorted(found, key=lambda each: alphabetical(each.title)))
    ]
