"""All pages of a build: which there are, and what makes each of them."""

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path

from catalogue.models import Catalogue
from publish.content.county import county_content
from publish.content.indicator import indicator_content
from publish.content.municipality import municipality_content
from publish.content.place import Place, read_base
from publish.drawing.shapes import read_shapes
from publish.site.addresses import county_page, indicator_page, municipality_page
from publish.site.county_page import county_html
from publish.site.extras import Extras, Framed
from publish.site.guidance_page import guidance_html
from publish.site.indicator_page import indicator_html
from publish.site.municipality_page import municipality_html
from publish.site.scope import Scope
from publish.site.start_page import start_html
from publish.site.templating import render_with, templates
from publish.site.trust_page import trust_html
from warehouse.read import IndicatorInfo, MunicipalityInfo
from warehouse.read_area import AreaReader
from warehouse.read_content import ContentReader
from warehouse.read_names import NameReader
from warehouse.read_site import SiteReader

Made = tuple[str, Callable[[], str]]
"""The name of a page's file, and what makes the page."""

Entry = tuple[str, str, str, str]
"""What can be searched for: its name, what it is, its page, and its other names."""


class Pages:
    """The pages of a scope; use it in a `with`."""

    def __init__(self, database: Path, catalogue: Catalogue, scope: Scope, extras: Extras) -> None:
        self.reader, self.areas = ContentReader(database), AreaReader(database)
        self.site, self.names = SiteReader(database), NameReader(database)
        self.base, self.shapes = read_base(self.reader, catalogue), read_shapes(database)
        self.today = self.reader.municipalities()
        known = self.site.municipalities_with_figures()
        self.municipalities = [each for each in scope.choose(self.today) if each.code in known]
        self.with_page = {each.code for each in self.municipalities}
        self.counties = {each.county_code: each.county_name for each in self.municipalities}
        self.limits, self.extras = self.areas.map_limits(), extras
        self.fill, self.documents = render_with(templates(self.base, extras.framed)), scope.documents

    def __enter__(self) -> "Pages":
        return self

    def __exit__(self, *_: object) -> None:
        for reader in (self.reader, self.areas, self.site, self.names):
            reader.__exit__()

    def all(self) -> list[Made]:
        """Return every page, municipalities first and the start page last."""
        return [
            *map(self._municipality, self.municipalities),
            *map(self._county, self.counties),
            *map(self._indicator, self.base.indicators.values()),
            *map(self._framed, self.extras.framed),
            ("veiledning.html", lambda: guidance_html(self.fill, self.base)),
            ("slik-vet-vi.html", lambda: trust_html(self.fill, self.base, self.site, self.areas.revisions())),
            ("index.html", lambda: start_html(self.fill, self.base, self.areas, self.municipalities, self.shapes)),
        ]

    def added(self, site: Path) -> list[Made]:
        """Return the pages of a single municipality and of its county, which links to all that are there already."""
        self.with_page |= {each.code for each in self.today if (site / municipality_page(each.code)).exists()}
        return [*map(self._municipality, self.municipalities), *map(self._county, self.counties)]

    def search_entries(self) -> list[Entry]:
        """Return an entry for each municipality, county and indicator that has a page."""
        others = self._other_names()
        return [
            *(_place_entry(each, others.get(each.code, [])) for each in self.municipalities),
            *((name, "fylke", county_page(code), code) for code, name in self.counties.items()),
            *((each.title, "indikator", indicator_page(each.id), "") for each in self.base.indicators.values()),
        ]

    def _other_names(self) -> dict[str, list[str]]:
        """Return code of today -> the names of the municipalities that became it, and its own earlier names."""
        names: dict[str, set[str]] = defaultdict(set)
        for former in self.names.former():
            for code in former.now:
                names[code] |= {former.named.name, former.named.official_name}
        return {code: sorted(found) for code, found in names.items()}

    def _municipality(self, municipality: MunicipalityInfo) -> Made:
        return municipality_page(municipality.code), partial(self._municipality_html, municipality)

    def _municipality_html(self, municipality: MunicipalityInfo) -> str:
        content = municipality_content(Place(self.reader, self.base, municipality))
        self.extras.with_content(content)
        return municipality_html(self.fill, self.base, content, self.shapes, documents=self.documents)

    def _framed(self, framed: Framed) -> Made:
        return framed.name, partial(self.fill, "framed.html", framed=framed)

    def _county(self, code: str) -> Made:
        return county_page(code), partial(self._county_html, code)

    def _county_html(self, code: str) -> str:
        members = [each for each in self.today if each.county_code == code]
        content = county_content(self.areas, self.base, members)
        return county_html(self.fill, content, self.shapes, self.with_page)

    def _indicator(self, indicator: IndicatorInfo) -> Made:
        return indicator_page(indicator.id), partial(self._indicator_html, indicator)

    def _indicator_html(self, indicator: IndicatorInfo) -> str:
        content = indicator_content(self.areas, self.base, indicator, self.counties, self.limits)
        return indicator_html(self.fill, content, self.shapes, self.with_page)


def _place_entry(place: MunicipalityInfo, other_names: list[str]) -> Entry:
    names = " ".join([place.official_name, place.code, *(name for name in other_names if name != place.name)])
    return place.name, f"kommune i {place.county_name}", municipality_page(place.code), names
