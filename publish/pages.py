"""The pages: fills the HTML templates with a build's figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from publish.figures import figures
from publish.key_figures import tables
from publish.numbers import NONE, alphabetical, amount, day
from publish.places import Knowledge, Place
from publish.text import notes, stale_note, summary
from warehouse.read import MunicipalityInfo, SourceInfo

TEMPLATES = Path(__file__).parent / "templates"
INDEX = ("population", "population_growth_5y", "share_80_plus")
"""The figures of the index page."""

SAMPLE = "sample"
"""The origin of a build of the sample."""

KNOWN = {"seen_live": "Kontrollert mot kilden", "recorded": "Dokumentert", "assumed": "Delvis antatt"}
"""How the codes of a source's requests were verified -> the words of the index page."""


@dataclass(frozen=True)
class Line:
    """A municipality's line on the index page."""

    municipality: MunicipalityInfo
    figures: list[str]


class Pages:
    """Makes the HTML of a build's pages."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.indicators = {indicator.id: indicator for indicator in knowledge.indicators}
        self.jinja = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        dates = partial(source_date, is_sample=knowledge.build.origin == SAMPLE)
        collected = max((source.updated for source in self._loaded() if source.updated), default=None)
        self.jinja.globals.update(build=knowledge.build, sources=knowledge.sources, collected=collected)
        self.jinja.filters.update(day=day, source_date=dates, known=KNOWN.get)

    def index(self) -> str:
        """Return the index page, which links to all other pages."""
        places = sorted(self.knowledge.places, key=_by_county)
        counties = [
            (county, [self._line(place) for place in members])
            for county, members in groupby(places, key=lambda place: place.municipality.county_name)
        ]
        used = [self.indicators[name].source_id for name in INDEX if name in self.indicators]
        return self._fill(
            "index.html",
            counties=counties, period=self._period(), sources_used=self._named(used), all_sources=self._loaded(),
        )  # fmt: skip

    def municipality(self, place: Place) -> str:
        """Return the page of one municipality."""
        made = tables(place, self.knowledge.indicators, self.knowledge.sources)
        drawn = figures(place, self.indicators, self.knowledge.sources)
        shown = {row.indicator_id for table in made for row in table.rows} | {figure.indicator_id for figure in drawn}
        defined = [indicator for indicator in self.knowledge.indicators if indicator.id in shown]
        sources = self._named(indicator.source_id for indicator in defined)
        stale = [source for source in sources if source.stale_reason]
        return self._fill(
            "municipality.html",
            place=place, sentences=summary(place), notes=notes(place), tables=made, figures=drawn,
            definitions=defined, stale=list(map(stale_note, stale)), summary_sources=self._behind_summary(place),
        )  # fmt: skip

    def _fill(self, template: str, **values: Any) -> str:
        return self.jinja.get_template(template).render(**values)

    def _named(self, source_ids: Iterable[str]) -> list[SourceInfo]:
        return [self.knowledge.sources[name] for name in dict.fromkeys(source_ids)]

    def _loaded(self) -> list[SourceInfo]:
        """Return the sources with figures, sorted by the name they are cited by."""
        loaded = [source for source in self.knowledge.sources.values() if source.loaded_at]
        return sorted(loaded, key=lambda source: source.cited_as)

    def _behind_summary(self, place: Place) -> list[SourceInfo]:
        used = ("population", "population_growth_5y", "population_growth_10y", "share_80_plus", "centrality_class")
        return self._named(self.indicators[name].source_id for name in used if name in place.figures)

    def _line(self, place: Place) -> Line:
        return Line(place.municipality, [self._index_figure(place, name) for name in INDEX])

    def _index_figure(self, place: Place, name: str) -> str:
        if name not in place.figures:
            return NONE
        indicator = self.indicators[name]
        return amount(place.figures[name].value, indicator.unit, indicator.decimals)

    def _period(self) -> str:
        periods = [
            place.figures["population"].period for place in self.knowledge.places if "population" in place.figures
        ]
        return max(periods, default=NONE)


def source_date(source: SourceInfo, *, is_sample: bool) -> str:
    """Return ', oppdatert 23. november 2026'; if the source gives no time, when it was fetched.

    The sample does not know when its sources were updated, only when its figures were collected.
    """
    if source.updated:
        return f", {'samlet inn' if is_sample else 'oppdatert'} {day(source.updated)}"
    if is_sample:
        return ""
    return f", hentet {day(source.loaded_at)}" if source.loaded_at else ""


def _by_county(place: Place) -> tuple[str, str]:
    return place.municipality.county_code, alphabetical(place.municipality.name)
