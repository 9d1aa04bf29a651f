"""The Word file: what a planner can restyle, renumber, edit and write in, and that names stay text."""

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from lxml import etree

from publish import word
from publish.content.blocks import Figure, Grid, Heading
from publish.content.document import document
from publish.native_chart import is_native
from tests.lib.contents import content
from tests.lib.office import joined, to_pdf, words_of

HOSTILE = "=1+1 <script>\x0b\u202eHeim\u200f\n& co"
SHOWN = "=1+1 <script>Heim\u200f & co"
MAP = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><rect width="200" height="100"/></svg>'


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("word") / "heim.docx"
    note = document(content(), locator=MAP)
    chapters = [block for block in note.blocks if isinstance(block, Heading) and block.level == 1]
    out.write_bytes(word.write(note, range(2, 2 + len(chapters))))
    return out


@pytest.fixture(scope="module")
def file(path: Path) -> WordFile:
    return docx.Document(str(path))


def texts(file: WordFile, style: str) -> list[str]:
    """Return the paragraphs of a style, those in tables too."""
    found = [one for one in file.element.body.iter(qn("w:pStyle")) if one.get(qn("w:val")) == style]
    return ["".join(text.text or "" for text in one.getparent().getparent().iter(qn("w:t"))) for one in found]


def kinds_of_marks() -> list[str]:
    """Return the kind of each figure and table of the document."""
    return [block.mark.kind for block in document(content()).blocks if isinstance(block, Figure | Grid)]


def instructions(file: WordFile) -> list[str]:
    return [(one.text or "").strip() for one in file.element.body.iter(qn("w:instrText"))]


def test_every_style_that_is_used_is_there_to_restyle(file: WordFile) -> None:
    known = {style.style_id for style in file.styles}
    used = {
        one.get(qn("w:val"))
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle")
        for one in file.element.body.iter(qn(tag))
    }
    assert used <= known
    assert {
        "Heading1",
        "Heading2",
        "BodyText",
        "Caption",
        "Kilde",
        "Utfordring",
        "Sporsmal",
        "Kommunensvurdering",
    } <= used


def test_sentences_are_those_of_the_content(file: WordFile) -> None:
    body = texts(file, "BodyText")
    for chapter in content().chapters:
        assert {sentence.text for sentence in chapter.sentences} <= set(body)


def test_captions_count_themselves_and_references_lead_to_them(file: WordFile) -> None:
    marks = kinds_of_marks()
    for kind, name in (("figure", "Figur"), ("table", "Tabell")):
        assert instructions(file).count(f"SEQ {name} \\* ARABIC") == marks.count(kind)
    bookmarks = {one.get(qn("w:name")) for one in file.element.body.iter(qn("w:bookmarkStart"))}
    referred = {one.split()[1] for one in instructions(file) if one.startswith("REF ")}
    assert referred
    assert referred <= bookmarks


def test_numbers_of_figures_and_tables_run_from_one(file: WordFile) -> None:
    for name in ("Figur", "Tabell"):
        captions = [one for one in texts(file, "Caption") if one.startswith(name)]
        assert [int(one.split(".")[0].removeprefix(f"{name}\u00a0")) for one in captions] == list(
            range(1, len(captions) + 1)
        )


def test_contents_name_the_page_of_each_chapter(file: WordFile) -> None:
    chapters = texts(file, "Heading1")
    assert texts(file, "TOC1") == [f"{chapter}{page}" for page, chapter in enumerate(chapters, 2)]
    bookmarks = {one.get(qn("w:name")) for one in file.element.body.iter(qn("w:bookmarkStart"))}
    referred = [one.split()[1] for one in instructions(file) if one.startswith("PAGEREF ")]
    assert len({*referred} & bookmarks) == len(chapters)


def test_every_drawing_has_an_alternative_text(file: WordFile) -> None:
    drawings = [one.get("descr") for one in file.element.body.iter(qn("wp:docPr"))]
    assert len(drawings) == kinds_of_marks().count("figure") + 1, "and the map"
    assert all(drawings)


def test_tables_repeat_their_head_and_are_described(file: WordFile) -> None:
    styled = [one.getparent().getparent() for one in file.element.body.iter(qn("w:tblStyle"))]
    assert len(styled) == kinds_of_marks().count("table")
    for table in styled:
        assert table.find(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert table.find(f"{qn('w:tblPr')}/{qn('w:tblDescription')}").get(qn("w:val"))


def test_charts_hold_their_numbers_in_workbooks(path: Path) -> None:
    charts = [one.charts[0] for one in content().chapters if one.charts and is_native(one.charts[0])]
    with zipfile.ZipFile(path) as package:
        books = [package.read(name) for name in package.namelist() if name.startswith("word/embeddings/")]
    found = [_numbers(book) for book in books]
    assert len(found) == len(charts)
    for chart in (one for one in charts if one.kind != "ranges"):
        wanted = {abs(value) for one in chart.series for value in one.values if value is not None}
        assert any(wanted <= {abs(value) for value in numbers} for numbers in found)


def _numbers(workbook: bytes) -> list[float]:
    rows = openpyxl.load_workbook(io.BytesIO(workbook))["Data"].iter_rows(min_row=2, min_col=2)
    return [cell.value for row in rows for cell in row if isinstance(cell.value, int | float)]


def test_the_file_is_norwegian_and_has_no_macro_and_only_links_to_sources(path: Path, file: WordFile) -> None:
    assert file.core_properties.language == "nb-NO"
    with zipfile.ZipFile(path) as package:
        assert not [name for name in package.namelist() if "vba" in name.lower() or "thumbnail" in name]
        languages = {
            one.get(qn("w:val")) for one in etree.fromstring(package.read("word/styles.xml")).iter(qn("w:lang"))
        }
        links = [
            one for name in package.namelist() if name.endswith(".rels") for one in etree.fromstring(package.read(name))
        ]
    assert languages == {"nb-NO"}
    assert {one.get("Target") for one in links if one.get("TargetMode") == "External"} == {
        "https://www.ssb.no/statbank/table/07459"
    }


def test_the_municipality_has_empty_fields_and_a_form_to_fill_in(file: WordFile) -> None:
    assert len(texts(file, "Kommunensvurdering")) == len(content().chapters), (
        "all but the empty chapter, and the changes"
    )
    choices = list(file.element.body.iter(qn("w:dropDownList")))
    assert len(choices) == len(content().chapters)
    assert [item.get(qn("w:value")) for item in choices[0]][-1] == "Oppheve"


def test_a_chapter_without_figures_is_one_sentence() -> None:
    blocks = document(content()).blocks
    place = next(i for i, block in enumerate(blocks) if getattr(block, "text", "") == "Om tomt")
    assert blocks[place + 1].text == "Grunnlaget har ikke tall om dette for kommunen ennå."  # type: ignore[union-attr]
    assert type(blocks[place + 2]).__name__ == "Heading"


def test_ids_are_unique(file: WordFile) -> None:
    for tag, name in (("wp:docPr", "id"), ("w:bookmarkStart", qn("w:id"))):
        ids = [one.get(name) for one in file.element.body.iter(qn(tag))]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("scope", ["full", "short", "line"])
def test_names_from_outside_are_text(tmp_path: Path, scope: str) -> None:
    (tmp_path / "x.docx").write_bytes(word.write(document(content(HOSTILE, url="javascript:alert(1)"), scope)))
    with zipfile.ZipFile(tmp_path / "x.docx") as package:
        assert b"javascript" not in b"".join(
            package.read(name) for name in package.namelist() if name.endswith(".rels")
        )
        assert b"<script" not in package.read("word/document.xml")
    assert SHOWN in texts(docx.Document(str(tmp_path / "x.docx")), "Title")


def test_an_unknown_chapter_is_refused() -> None:
    with pytest.raises(KeyError):
        document(content(), "finnes-ikke")


def test_libreoffice_opens_the_file_with_every_sentence(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    words = words_of(to_pdf(copy))
    for chapter in content().chapters:
        assert all(joined(sentence.text) in words for sentence in chapter.sentences)
