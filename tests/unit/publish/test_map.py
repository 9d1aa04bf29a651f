"""Maps of a country of squares: what is drawn, what the legend says, and what happens without figures or borders."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from markupsafe import Markup

from publish.content.chart import Chart
from publish.drawing.locator import draw_locator
from publish.drawing.map_view import county_lines, view
from publish.drawing.maps import Width, draw_map, map_file
from publish.drawing.shapes import Shapes
from tests.lib.squares import CODES, SHAPES, chart

NBSP = "\u00a0"
FIVE = (1.0, 2.0, 3.0, 4.0, 5.0)


def tree(svg: str) -> ET.Element:
    return ET.fromstring(re.sub(r' xmlns="[^"]+"', "", svg))


def texts(svg: str) -> list[str]:
    return [text.text or "" for text in tree(svg).iter("text")]


def tooltips(svg: Markup, tag: str = "path") -> list[str]:
    return [title.text or "" for area in tree(svg).iter(tag) for title in area.iter("title")]


def legend(svg: Markup) -> dict[str, str]:
    """Return the words of each row -> the number of municipalities."""
    words = texts(svg)
    return {words[place + 1]: text for place, text in enumerate(words) if re.fullmatch(r"\d+ kommuner?", text)}


def fills(svg: Markup) -> dict[str, str]:
    """Return the tooltip of each area -> its fill."""
    return {
        title.text or "": group.get("fill", "")
        for group in tree(svg).iter("g")
        for title in group.findall("path/title")
    }


def test_each_municipality_has_its_class_and_its_figure() -> None:
    shown = fills(draw_map(chart(1.0, 1.9, 2.0, 4.5, 99.0, 5.0, limits=FIVE), SHAPES, "wide"))
    assert shown[f"Austeng: 1,0{NBSP}%"] == shown[f"Bø: 1,9{NBSP}%"] == "#e6eff7"
    assert shown[f"Codal: 2,0{NBSP}%"] == "#b7d0e6"
    assert shown[f"Eide: 99,0{NBSP}%"] == shown[f"Fosnes: 5,0{NBSP}%"] == "#0b4a82"


def test_the_legend_has_real_limits_and_counts() -> None:
    rows = legend(draw_map(chart(1.0, 1.9, 2.0, 4.5, 99.0, None, limits=FIVE), SHAPES, "narrow"))
    assert {words.replace(f"{NBSP}%", ""): count for words, count in rows.items()} == {
        "1,0–1,9": "2 kommuner", "2,0–2,9": "1 kommune", "3,0–3,9": "0 kommuner", "4,0–4,9": "1 kommune",
        "5,0–99,0": "1 kommune", "Ingen tall": "1 kommune", "Skjult av kilden": "0 kommuner",
        "Holdt tilbake (små tall)": "0 kommuner",
    }  # fmt: skip
    assert "Kart: Kartverket" in texts(draw_map(chart(1.0, limits=(1.0,)), SHAPES, "wide"))


def test_a_figure_is_rounded_before_it_is_put_into_a_class() -> None:
    assert fills(draw_map(chart(1.96, limits=(1.0, 2.0)), SHAPES, "wide"))[f"Austeng: 2,0{NBSP}%"] == "#0b4a82"


def test_ranges_below_zero_have_a_word_between_and_an_empty_last_class_has_no_end() -> None:
    rows = legend(draw_map(chart(-2.0, limits=(-3.0, -1.0, 4.0)), SHAPES, "wide"))
    assert [words.replace(NBSP, " ") for words in rows][:3] == ["−3,0 til −1,1 %", "−1,0 til 3,9 %", "4,0 % eller mer"]


@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_reasons_for_no_figure_have_patterns_of_their_own(width: Width) -> None:
    absent = {"1001": "none", "1002": "hidden", "1003": "withheld", "2001": "unheard of"}
    svg = draw_map(chart(None, None, None, None, 1.0, limits=(1.0,), absent=absent), SHAPES, width)
    shown = fills(svg)
    assert shown["Austeng: ingen tall"] == shown["Deset: ingen tall"] == f"url(#kart-{width}-none-grid)"
    assert shown["Bø: skjult av kilden"] == f"url(#kart-{width}-hidden-grid)"
    assert shown["Codal: holdt tilbake (små tall)"] == f"url(#kart-{width}-withheld-grid)"
    named = {pattern.get("id") for pattern in tree(svg).iter("pattern")}
    used = set(re.findall(r"url\(#([^)]+)\)", svg)) | set(re.findall(r'href="#([^"]+)"', svg))
    assert used - named == {f"kart-{width}-areas"}


def test_names_of_patterns_differ_between_the_widths_of_a_page() -> None:
    ids = [
        re.findall(r'id="([^"]+)"', draw_map(chart(1.0, limits=(1.0,)), SHAPES, width)) for width in ("wide", "narrow")
    ]
    assert not {*ids[0]} & {*ids[1]}
    assert len(ids[0]) == len({*ids[0]})


def test_counts_are_circles_whose_area_is_the_number() -> None:
    svg = draw_map(chart(400.0, 100.0, 0.0, None, decimals=0, suffix="personer"), SHAPES, "wide")
    radii = {
        circle.findtext("title"): float(circle.get("r", 0))
        for circle in tree(svg).iter("circle")
        if circle.find("title") is not None
    }
    assert radii["Austeng: 400"] == pytest.approx(2 * radii["Bø: 100"], abs=0.1)
    assert len(radii) == 2
    assert legend(svg) == {
        "Over 0": "2 kommuner", "0 (uten sirkel)": "1 kommune", "Ingen tall": "1 kommune",
        "Skjult av kilden": "0 kommuner", "Holdt tilbake (små tall)": "0 kommuner",
    }  # fmt: skip


def test_counts_below_zero_are_white_circles() -> None:
    svg = draw_map(chart(50.0, -50.0, decimals=0), SHAPES, "wide")
    white = [circle.findtext("title") for circle in tree(svg).iter("circle") if circle.get("fill") == "#fff"]
    assert f"Bø: −50{NBSP}%" in white
    assert legend(svg)["Under 0 (hvit sirkel)"] == "1 kommune"


def test_categories_have_the_words_that_they_are_given() -> None:
    labels = {1.0: "Mest sentral", 2.0: "I midten", 3.0: "Minst sentral"}
    svg = draw_map(chart(3.0, 1.0, 1.0, value_labels=labels), SHAPES, "wide")
    assert list(legend(svg).items())[:3] == [
        ("Mest sentral", "2 kommuner"), ("I midten", "0 kommuner"), ("Minst sentral", "1 kommune"),
    ]  # fmt: skip
    assert tooltips(svg)[:1] == ["Austeng: Minst sentral"]


def test_an_outlined_municipality_is_named_beside_the_map_or_in_the_legend() -> None:
    beside = draw_map(chart(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, limits=FIVE, bold=("1001",)), SHAPES, "wide")
    assert any(words.startswith("Austeng") for words in texts(beside))
    without = replace(SHAPES, areas={code: area for code, area in SHAPES.areas.items() if code != "1001"})
    assert f"Austeng: 1,0{NBSP}%" in texts(
        draw_map(chart(1.0, 2.0, limits=FIVE, bold=("1001", "9999")), without, "wide")
    )


def test_a_municipality_without_borders_is_named_under_the_map() -> None:
    without = replace(SHAPES, areas={code: area for code, area in SHAPES.areas.items() if code != "2003"})
    svg = draw_map(chart(*FIVE, 6.0, limits=FIVE), without, "wide")
    assert "Ikke på kartet: Fosnes" in texts(svg)
    assert "Ikke på kartet" not in draw_map(chart(*FIVE, 6.0, limits=FIVE), SHAPES, "wide")


def test_nothing_at_all_can_be_drawn() -> None:
    nowhere = Shapes({}, {}, {})
    assert "Ikke på kartet: Austeng" in texts(draw_map(chart(1.0, limits=(1.0,)), nowhere, "wide"))
    assert legend(draw_map(chart(None, None), SHAPES, "narrow"))["Ingen tall"] == "2 kommuner"
    assert legend(draw_map(chart(), SHAPES, "wide"))["Ingen tall"] == "0 kommuner"


def test_the_border_between_counties_is_drawn_once() -> None:
    shown = view(SHAPES, CODES, 540, 620)
    lines = county_lines(shown)
    assert len(lines) == 3
    assert all(abs(int(end[0] - start[0])) > 100 for start, end in lines)
    assert county_lines(view(SHAPES, CODES[:3], 540, 620)) == []


def test_the_file_has_title_subtitle_and_source() -> None:
    words = texts(map_file(chart(1.0, limits=(1.0,)), SHAPES))
    assert {"Tittel", "Undertittel", "Kilde: SSB.", "Kart: Kartverket"} <= {*words}


def hostile(words: str) -> Chart:
    return chart(1.0, names=(words,), title=words, subtitle=words, limits=(1.0,), bold=("1001",), suffix=words[:3])


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "\"'&", "\u202eopp ned", "=1+1"])
def test_names_are_text(words: str) -> None:
    for svg in (draw_map(hostile(words), SHAPES, "wide"), map_file(hostile(words), SHAPES)):
        assert "<script" not in svg
        assert "\u202e" not in svg
        tree(svg)


def test_the_locator_fills_the_municipality_in_its_county() -> None:
    svg = draw_locator("1002", SHAPES)
    assert [path.get("fill") for path in tree(svg).iter("path")] == ["#dde3ea", "#0b5394"]
    assert "Bø i Aust" in svg
    assert [path.get("d", "").count("M") for path in tree(svg).iter("path")] == [2, 1]


def test_a_municipality_that_is_alone_in_its_county_is_shown_among_its_neighbours() -> None:
    alone = replace(SHAPES, areas={code: area for code, area in SHAPES.areas.items() if code not in ("1001", "1003")})
    paths = [path.get("d", "").count("M") for path in tree(draw_locator("1002", alone)).iter("path")]
    assert paths == [3, 1]


def test_there_is_no_locator_without_borders() -> None:
    assert draw_locator("9999", SHAPES) == ""
