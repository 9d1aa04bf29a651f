"""The slides say what the content says, their charts hold its numbers, and everything can be read aloud."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from catalogue.load import load_catalogue
from publish.content.model import MunicipalityContent
from publish.content.municipality import municipality_content
from publish.content.place import Base, Place, read_base
from publish.native_chart import is_native
from publish.slides.deck import municipality_slides
from publish.slides.outline import MOST_SLIDES, TOO_MANY_WORDS, outline, words_in
from tests.lib.few import few
from tests.lib.office import pages_of, to_pdf
from warehouse.home import DATABASE
from warehouse.read_content import ContentReader

SHOWN = few(("5055", "4003", "5052", "5001"), 2)
"""Heim and Skien, and with --long Leka and Trondheim."""
Contents = Callable[[str], MunicipalityContent]
Decks = Callable[[str], Deck]


@pytest.fixture(scope="module")
def contents(published_folder: Path) -> Iterator[Contents]:
    with ContentReader(published_folder / DATABASE) as reader:
        base: Base = read_base(reader, load_catalogue())
        today = {each.code: each for each in reader.municipalities()}
        yield cache(lambda code: municipality_content(Place(reader, base, today[code])))


@pytest.fixture(scope="module")
def decks(contents: Contents) -> Decks:
    return cache(lambda code: deck_of(contents(code)))


def deck_of(content: MunicipalityContent) -> Deck:
    return Presentation(BytesIO(municipality_slides(content, DAY)))


DAY = datetime(2026, 11, 28)  # noqa: DTZ001


@pytest.mark.parametrize("code", SHOWN)
def test_there_are_at_most_twelve_slides_with_short_findings_as_titles(code: str, decks: Decks) -> None:
    slides = list(decks(code).slides)
    assert 8 <= len(slides) <= MOST_SLIDES
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert len({*titles}) == len(titles)
    assert [title for title in titles if words_in(title) > TOO_MANY_WORDS] == []
    assert titles[-1] == "Spørsmål til kommunestyret"


@pytest.mark.parametrize("code", SHOWN)
def test_the_charts_hold_the_numbers_of_the_content(code: str, contents: Contents, decks: Decks) -> None:
    drawn = [slide.chart for slide in outline(contents(code)) if slide.chart and is_native(slide.chart)]
    shown = [shape.chart for slide in decks(code).slides for shape in slide.shapes if shape.has_chart]
    assert len(shown) == len(drawn) >= 3
    for chart, native in zip(drawn, shown, strict=True):
        held = [abs(value) for value in held_by(native, has_ranges=chart.kind == "ranges")]
        values = [abs(value) for series in chart.series for value in series.values if value is not None]
        assert [value for value in values if value not in map(pytest.approx, held)] == []


def held_by(native: Any, *, has_ranges: bool) -> Iterator[float]:
    """Yield the numbers of a chart's workbook; of ranges, the ends of the lengths above and below each value."""
    sheet = load_workbook(BytesIO(native.part.chart_workbook.xlsx_part.blob)).worksheets[0]
    for row in sheet.iter_rows(min_row=2, min_col=2, values_only=True):
        yield from (cell for cell in row if cell is not None)
        if has_ranges:
            yield from (row[0] + row[1], row[0] - row[2])


@pytest.mark.parametrize("code", SHOWN)
def test_the_notes_are_the_sentences_letter_by_letter_and_the_source(
    code: str, contents: Contents, decks: Decks
) -> None:
    spoken = [slide.notes_slide.notes_text_frame.text.split("\n") for slide in decks(code).slides]
    chapter = contents(code).chapters[0]
    assert spoken[2][: len(chapter.sentences)] == [sentence.text for sentence in chapter.sentences]
    assert spoken[2][-1] == chapter.charts[0].source_words


@pytest.mark.parametrize("code", SHOWN)
def test_every_chart_and_table_has_an_alternative_text_and_every_run_is_norwegian(code: str, decks: Decks) -> None:
    for slide in decks(code).slides:
        frames = slide._element.findall(f".//{qn('p:graphicFrame')}")
        assert [frame for frame in frames if not frame.nvGraphicFramePr.cNvPr.get("descr")] == []
        assert {run.find(qn("a:rPr")).get("lang") for run in slide._element.iter(qn("a:r"))} == {"nb-NO"}


def test_no_text_is_smaller_than_16_points(decks: Decks) -> None:
    deck = decks("4003")
    elements = [*(slide._element for slide in deck.slides), *(layout._element for layout in deck.slide_layouts)]
    charts = [shape.chart.part._element for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    texts = [each for element in [*elements, *charts] for each in element.iter(qn("a:defRPr"), qn("a:rPr"))]
    found = [int(each.get("sz")) for each in texts if each.get("sz")]
    assert found
    assert min(found) * 127 >= Pt(16)


def test_what_there_are_no_figures_on_is_said_in_one_sentence(decks: Decks) -> None:
    words = [shape.text_frame.text for shape in decks("5055").slides[-1].placeholders]
    assert "Grunnlaget har ikke tall for Heim til kapitlet: Slik ventes folketallet å bli." in words


def test_hostile_names_are_text(contents: Contents) -> None:
    hostile = {"name": "=1+1", "official_name": "<script>alert(1)</script>\u202e", "county_name": "Fylke\u202eegakkab"}
    deck = deck_of(replace(contents("5055"), **hostile))
    texts = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    assert texts[0] == "<script>alert(1)</script>"
    assert not any("\u202e" in text for text in [*texts, deck.core_properties.title])


def test_the_map_on_the_cover_has_an_alternative_text_and_its_source(contents: Contents) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0H20V10Z"/></svg>'
    cover = Presentation(BytesIO(municipality_slides(contents("5055"), DAY, svg))).slides[0]
    (picture,) = (shape for shape in cover.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE)
    words = picture._element.nvPicPr.cNvPr.get("descr")
    assert words == "Kart over Trøndelag. Heim er fylt. Kart: Kartverket."
    assert picture.width == pytest.approx(2 * picture.height, rel=0.01)
    assert "Kart: Kartverket" in [shape.text_frame.text for shape in cover.shapes if shape.has_text_frame]


@pytest.mark.parametrize("code", few(("4003", "5055"), 1))
def test_libreoffice_makes_a_page_of_each_slide(code: str, contents: Contents, tmp_path: Path) -> None:
    file = tmp_path / "lysbilder.pptx"
    content = municipality_slides(contents(code), DAY)
    file.write_bytes(content)
    assert pages_of(to_pdf(file)) == len(Presentation(BytesIO(content)).slides)
