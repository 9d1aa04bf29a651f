"""The workbook of a municipality."""

from publish.content.model import MunicipalityContent
from publish.content.place import Place
from publish.numbers import day_of
from publish.workbook.book import Book
from publish.workbook.charts import chart_sheet
from publish.workbook.contents import contents_sheet, definitions_sheet, fill_contents, sources_sheet
from publish.workbook.figures import Ranks, theme_sheets
from publish.workbook.key_figures import WORDS, key_figures_sheet
from publish.workbook.projection import projection_sheets
from publish.workbook.texts import how_to_read
from warehouse.read_data import FigureRow


def municipality_workbook(
    place: Place, content: MunicipalityContent, figures: list[FigureRow], ranks: Ranks, theme: str | None = None
) -> bytes:
    """Return the workbook: contents, how to read, key figures, charts, themes, projection, sources and definitions.

    `figures` are the municipality's, of `theme` alone if it is given; so are the key figures then.
    """
    title = f"Kunnskapsgrunnlag for {content.official_name}"
    used = list(dict.fromkeys(row.indicator_id for row in figures))
    with Book(title, place.base.build.built_at) as book:
        first = contents_sheet(book, title, _words(content))
        how_to_read(book, _own(content), is_sample=content.is_sample)
        key_figures = book.sheet("Nøkkeltall", f"Nøkkeltall for {content.name}", WORDS)
        spans = theme_sheets(book, figures, ranks)
        key_figures_sheet(book, key_figures, place, content, spans, theme)
        if theme is None:
            projection_sheets(book, place)
            chart_sheet(book, content)
        sources_sheet(book, place.base, place.base.cite(used))
        definitions_sheet(book, place.base, used)
        fill_contents(book, first)
    return book.content


def _words(content: MunicipalityContent) -> str:
    collected = f" Tallene er sist oppdatert {day_of(content.collected)}." if content.collected else ""
    return f"{content.county_name}. {content.centrality_words}.{collected}"


def _own(content: MunicipalityContent) -> list[tuple[str, str]]:
    """Return what is special for the municipality, and what its groups are."""
    groups = [(group.short, group.words) for group in content.groups]
    return [*((f"Om {content.name}", note) for note in content.notes), *groups]
