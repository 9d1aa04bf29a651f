"""The PDF: tagged, with its fonts, and with the same sentences and numbers as the Word file."""

import re
from pathlib import Path

import pytest

from publish import pdf
from publish.content.blocks import Figure, Grid, Heading
from publish.content.document import document
from publish.pdf.data import as_data
from tests.lib.contents import content
from tests.lib.office import joined, words_of

HOSTILE = '=1+1 #panic("x") <script>\x0b\u202e*Heim*\u200f $ @a \\ // co'


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("pdf") / "heim.pdf"
    out.write_bytes(pdf.write(document(content())))
    return out


def test_the_file_says_that_it_is_tagged_and_norwegian(path: Path) -> None:
    raw = path.read_bytes()
    assert b"/MarkInfo" in raw
    assert b"pdfuaid" in raw
    assert re.search(rb"/Lang\s*\(nb", raw)


def test_sentences_are_those_of_the_content(path: Path) -> None:
    words = words_of(path)
    for chapter in content().chapters:
        assert all(joined(sentence.text) in words for sentence in chapter.sentences)


def test_figures_and_tables_have_the_numbers_of_the_word_file(path: Path) -> None:
    words = words_of(path)
    for block in document(content()).blocks:
        if isinstance(block, Figure):
            assert joined(f"Figur {block.mark.number}. {block.chart.title}") in words
        if isinstance(block, Grid):
            assert joined(f"Tabell {block.mark.number}. {block.caption}") in words


def test_the_pages_of_the_chapters_are_known(path: Path) -> None:
    blocks = document(content()).blocks
    chapters = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    pages = pdf.chapter_pages(document(content()))
    assert pages == sorted(pages)
    assert all(joined(chapter) in words_of(path, page) for chapter, page in zip(chapters, pages, strict=True))


@pytest.mark.parametrize("scope", ["full", "short", "line"])
def test_names_from_outside_are_text(tmp_path: Path, scope: str) -> None:
    (tmp_path / "x.pdf").write_bytes(pdf.write(document(content(HOSTILE, url="javascript:alert(1)"), scope)))
    assert joined('=1+1 #panic("x") <script>*Heim* $ @a \\ // co') in words_of(tmp_path / "x.pdf")
    assert b"javascript:" not in (tmp_path / "x.pdf").read_bytes()


def test_the_form_for_plan_needs_stands_on_pages_turned_sideways() -> None:
    parts = as_data(document(content()))["parts"]
    assert [part["landscape"] for part in parts] == [False, False, True, False]
    assert parts[0]["is_cover"]
    assert any(block.get("is_form") for block in parts[2]["blocks"])
