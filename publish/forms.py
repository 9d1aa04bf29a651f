"""The forms that a published file can be had in, by the ending of a file's name."""

from collections.abc import Callable
from functools import cached_property, lru_cache, partial
from pathlib import Path

import orjson

from catalogue.errors import BadSetting, UnknownName
from catalogue.models import Catalogue
from catalogue.words import listed
from publish.content.county_note import Area
from publish.content.document import FULL
from publish.content.model import MunicipalityContent
from publish.content.municipality import municipality_content
from publish.content.place import Base, Place, read_base
from publish.data.csv_text import csv_text
from publish.data.figure_table import HEAD, figure_rows
from publish.data.jsonstat import dataset
from publish.documents import WRITERS, county_file, municipality_file
from publish.drawing.locator import draw_locator
from publish.drawing.maps import draw_map
from publish.drawing.shapes import Shapes, read_shapes
from publish.slides.deck import municipality_slides
from publish.workbook.area import area_workbook
from publish.workbook.figures import Ranks
from publish.workbook.municipality import municipality_workbook
from warehouse.read import MunicipalityInfo
from warehouse.read_area import AreaReader
from warehouse.read_content import ContentReader
from warehouse.read_data import DataReader, FigureRow

Maker = Callable[[], bytes]
"""Makes the bytes of a file."""


class Forms:
    """Makes files of a published file, which stays open; use it in a `with`.

    What the last municipality's files are made from is kept, because all its forms are made from the same.
    """

    def __init__(self, database: Path, catalogue: Catalogue) -> None:
        self._database, self._catalogue = database, catalogue
        self._reader, self._data, self._areas = ContentReader(database), DataReader(database), AreaReader(database)
        self._of = lru_cache(maxsize=1)(self._read)
        self._figures = lru_cache(maxsize=1)(self._data.figures_of_municipality)
        self._locator = lru_cache(maxsize=1)(lambda code: str(draw_locator(code, self._shapes)))

    def __enter__(self) -> "Forms":
        return self

    def __exit__(self, *_: object) -> None:
        for reader in (self._reader, self._data, self._areas):
            reader.__exit__()

    def municipality(self, code: str, ending: str, theme: str | None, scope: str) -> bytes:
        """Return a municipality's file: `theme` limits figures, `scope` is full, short or a chapter of a document.

        Raise BadSetting for an ending that there is no form for, UnknownName for a chapter that there is not.
        """
        makers: dict[str, Maker] = {
            **{each: partial(self._document, code, each, scope) for each in WRITERS},
            ".pptx": lambda: municipality_slides(self.content(code), self._base.build.built_at, self._locator(code)),
            ".xlsx": lambda: self._workbook(code, theme),
            **self._plain(lambda: self._figures(code), theme),
        }
        return _chosen(makers, ending, theme, scope)()

    def county(self, code: str, ending: str, theme: str | None, scope: str) -> bytes:
        """Return the file of all municipalities of a county; of a document, `scope` is one of the county's themes."""
        page = self._catalogue.county_page
        figures = partial(self._data.figures_of_county, code)
        makers = self._many(figures, [*page.columns] if page else [], theme)
        makers |= {each: partial(self._county_document, code, each, scope) for each in WRITERS}
        return _chosen(makers, ending, theme, scope)()

    def indicator(self, indicator_id: str, ending: str, county: str | None) -> bytes:
        """Return the file of an indicator for all municipalities, or those of a county."""

        def figures() -> list[FigureRow]:
            rows = self._data.figures_of_indicator(indicator_id)
            within = {each.code for each in self._municipalities if county in (None, each.county_code)}
            return [row for row in rows if row.municipality_code in within]

        return _chosen(self._many(figures, [indicator_id], None), ending, None, FULL)()

    def _many(self, figures: Callable[[], list[FigureRow]], columns: list[str], theme: str | None) -> dict[str, Maker]:
        """Return the makers of the files of many municipalities."""

        def workbook() -> bytes:
            rows = self._within(figures(), theme)
            return area_workbook(self._base, _title(rows, self._municipalities), rows, columns)

        return {".xlsx": workbook, **self._plain(figures, theme)}

    def _plain(self, figures: Callable[[], list[FigureRow]], theme: str | None) -> dict[str, Maker]:
        """Return the makers of the files for programs."""

        def json() -> bytes:
            rows = self._within(figures(), theme)
            return orjson.dumps(dataset(_title(rows, self._municipalities), rows))

        return {".csv": lambda: csv_text(HEAD, figure_rows(self._within(figures(), theme))), ".json": json}

    def _within(self, figures: list[FigureRow], theme: str | None) -> list[FigureRow]:
        """Return the figures of the theme. Raise UnknownName if there are none."""
        titles = {each.id: each.title.nb for each in self._catalogue.themes}
        rows = [row for row in figures if theme is None or row.theme == titles[theme]]
        if not any(row.value is not None for row in rows):
            raise UnknownName(
                "There are no figures of that in the published file; 'grunnlag catalogue' lists what there is."
            )
        return rows

    def _document(self, code: str, ending: str, scope: str) -> bytes:
        return municipality_file(self.content(code), self._locator(code), ending, scope)

    def _workbook(self, code: str, theme: str | None) -> bytes:
        figures = self._within(self._figures(code), theme)
        return municipality_workbook(*self._of(code), figures, self._ranks(code), theme)

    def _ranks(self, code: str) -> Ranks:
        """Return the municipality's place in the county by each indicator; counts have none."""
        return {
            (each.municipality_code, each.indicator_id): f"{each.county_rank} av {each.county_rank_of}"
            for each in self._reader.newest_figures([code])
            if each.county_rank and not self._base.indicators[each.indicator_id].is_count
        }

    def made_from(self, code: str) -> tuple[object, ...]:
        """Return everything that a municipality's files show, but when they were made: if it is equal, so are they."""
        place, content = self._of(code)
        sources = [(each.id, each.cited_as, each.title, each.licence) for each in self._base.sources.values()]
        own = (content, self._figures(code), self._ranks(code), place.projections, place.projected)
        return *own, [*self._base.indicators.values()], sources, self._locator(code)

    def content(self, code: str) -> MunicipalityContent:
        """Return what is said of a municipality."""
        return self._of(code)[1]

    def _read(self, code: str) -> tuple[Place, MunicipalityContent]:
        municipality = next(each for each in self._municipalities if each.code == code)
        place = Place(self._reader, self._base, municipality)
        return place, municipality_content(place)

    def _county_document(self, code: str, ending: str, scope: str) -> bytes:
        own = [each for each in self._municipalities if each.county_code == code]
        counties = {each.county_code: each.county_name for each in self._municipalities}
        area = Area(self._areas, self._base, own, counties, lambda chart: str(draw_map(chart, self._shapes, "wide")))
        return county_file(area, ending, scope)

    @cached_property
    def _base(self) -> Base:
        return read_base(self._reader, self._catalogue)

    @cached_property
    def _shapes(self) -> Shapes:
        return read_shapes(self._database)

    @cached_property
    def _municipalities(self) -> list[MunicipalityInfo]:
        return self._reader.municipalities()


def _chosen(makers: dict[str, Maker], ending: str, theme: str | None, scope: str) -> Maker:
    """Return the maker for an ending. Raise BadSetting if there is none, or if it does not take the theme or scope."""
    if ending not in makers:
        raise BadSetting(f"This cannot be written as '{ending}'; the file's name ends with {listed([*makers], 'or')}.")
    if theme and ending in (*WRITERS, ".pptx"):
        raise BadSetting(f"--theme limits figures, not a file that ends with '{ending}'; leave it out.")
    if scope != FULL and ending not in WRITERS:
        raise BadSetting(f"--scope limits documents, not a file that ends with '{ending}'; leave it out.")
    return makers[ending]


def _title(rows: list[FigureRow], municipalities: list[MunicipalityInfo]) -> str:
    """Return what the figures are of: a municipality, a county or an indicator."""
    codes = {row.municipality_code for row in rows}
    counties = {each.county_name for each in municipalities if each.code in codes}
    names = {row.municipality for row in rows} if len(codes) == 1 else counties
    place = names.pop() if len(names) == 1 else "hele landet"
    titles = {row.title for row in rows}
    return f"{titles.pop()}: {place}" if len(titles) == 1 else f"Kunnskapsgrunnlag: {place}"
