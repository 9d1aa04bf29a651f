"""What a reader meets in a drawn chart: labels, marks, gaps, missing figures, and text that stays text."""

import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from publish.content.chart import Break, Chart
from publish.drawing import Width, draw, file
from tests.lib.drawings import ROLES, chart, overlaps, texts, tooltips

HOSTILE = "<script>alert(\"1\")</script>\u202e'Heim'\u200f"
BOTH: tuple[Width, ...] = ("wide", "narrow")


def words(drawn: Chart, width: Width = "wide") -> list[str]:
    return [text.words.replace("\u00a0", " ") for text in texts(draw(drawn, width))]


def paths(drawn: Chart, **attributes: str) -> list[str]:
    """Return the paths that have these attributes, in themselves or from their group."""
    root = ET.fromstring(draw(drawn, "wide"))
    pairs = [(one, {**parent.attrib, **one.attrib}) for parent in root.iter() for one in parent if one.tag == "path"]
    wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
    return [one.attrib["d"] for one, style in pairs if wanted.items() <= style.items()]


@pytest.mark.parametrize("width", BOTH)
@pytest.mark.parametrize("kind", ROLES)
def test_an_image_has_a_title_and_a_description(kind: str, width: Width) -> None:
    root = ET.fromstring(draw(chart(kind, [[1.0, 2.0]] * len(ROLES[kind])), width))  # type: ignore[index, arg-type]
    assert root.attrib["role"] == "img"
    assert not [one for one in root.iter() if one is not root and "role" in one.attrib]
    ids = {one.attrib["id"]: one.text for one in root.iter() if "id" in one.attrib}
    assert [ids[name] for name in root.attrib["aria-labelledby"].split()] == [
        "Folketallet øker",
        "Tallet på innbyggere.",
    ]


def test_the_two_drawings_of_a_chart_share_no_id() -> None:
    drawn = chart("line", [[1.0, 2.0]])
    wide, narrow = (set(re.findall(r'id="([^"]*)"', draw(drawn, width))) for width in BOTH)
    assert wide
    assert not wide & narrow


@pytest.mark.parametrize("width", BOTH)
@pytest.mark.parametrize("kind", ROLES)
def test_a_chart_without_figures_says_so(kind: str, width: Width) -> None:
    drawn = chart(kind, [[None, None]] * len(ROLES[kind]))  # type: ignore[index, arg-type]
    assert words(drawn, width) == ["Ingen tall"]


@pytest.mark.parametrize("kind", ROLES)
def test_names_from_outside_are_shown_as_text(kind: str) -> None:
    count = len(ROLES[kind])  # type: ignore[index]
    drawn = chart(kind, [[1.0, 2.0]] * count, names=[HOSTILE] * count, categories=(HOSTILE, HOSTILE))  # type: ignore[arg-type]
    for svg in (draw(drawn, "wide"), draw(drawn, "narrow"), file(drawn)):
        assert "<script" not in svg
        assert "\u202e" not in svg
        assert "\u2068<script>alert(\"1\")</script>'Heim'\u200f\u2069" in "\n".join(tooltips(svg))


def test_a_missing_figure_is_a_gap_in_the_line() -> None:
    lines = paths(chart("line", [[1.0, 2.0, None, 4.0, 5.0]]), stroke="#0b5394", fill="none")
    assert [line.count("L") for line in lines] == [1, 1]


def test_a_line_is_not_drawn_across_a_break() -> None:
    broken = chart("line", [[1.0, 2.0, 3.0, 4.0]], breaks=(Break("2025", "Heim ble slått sammen"),))
    assert [line.count("L") for line in paths(broken, stroke="#0b5394", fill="none")] == [1, 1]
    assert "brudd" in words(broken)
    assert "Brudd 2025: Heim ble slått sammen" in [text.words for text in texts(file(broken))]


def test_columns_of_provisional_figures_are_hollow() -> None:
    for kind in ("columns", "components"):
        drawn = chart(kind, [[3.0, 2.0]], provisional=("2026",))
        svg = draw(drawn, "wide")
        assert svg.count('fill="#fff" stroke="#0b5394"') == 2, "the column and its mark in the legend"
        assert svg != draw(chart(kind, [[3.0, 2.0]]), "wide")


def test_provisional_figures_are_named() -> None:
    assert "foreløpige tall" in words(chart("line", [[1.0, 2.0]], provisional=("2026",)))
    assert "foreløpige tall" not in words(chart("line", [[1.0, 2.0]], provisional=("1999",)))


def test_lines_differ_in_dashes_and_marks() -> None:
    drawn = chart("line", [[1.0, 2.0], [2.0, 3.0], [3.0, 4.0], [4.0, 5.0]])
    assert len(paths(drawn, stroke_dasharray="7 4")) == len(paths(drawn, stroke_dasharray="2 3")) == 1
    assert "<circle" in draw(drawn, "wide")
    assert "<rect" in draw(drawn, "wide")


@pytest.mark.parametrize("width", BOTH)
def test_labels_of_lines_that_end_together_keep_their_distance(width: Width) -> None:
    drawn = chart(
        "line", [[90.0, 100.0]] * 4, names=["Skien", "De ti", "Telemark", "Landet"], base=100.0, base_label="Mål"
    )
    assert not overlaps(draw(drawn, width))
    said = " ".join(words(drawn, width))
    assert all(name in said for name in ("Skien", "De ti", "Telemark", "Landet", "Mål"))


def test_a_line_that_ends_early_says_when() -> None:
    assert "Own 0 2,0 % (2025)" in words(chart("line", [[1.0, 2.0, None]]))


def test_a_cut_name_can_be_read_whole() -> None:
    name = "Kommunene med like mange innbyggere og samme avstand til nærmeste by"
    drawn = chart("strip", [[1.0]], names=["Heim"], categories=(name * 3,))
    assert any(text.words.endswith("…") for text in texts(draw(drawn, "narrow")))
    assert name * 3 in "\n".join(tooltips(draw(drawn, "narrow")))


@pytest.mark.parametrize("kind", ["bars", "columns", "stacked", "components", "cohorts", "ranges", "strip"])
def test_a_missing_figure_is_never_drawn_as_zero(kind: str) -> None:
    drawn = chart(kind, [[5.0, None, 6.0]] * len(ROLES[kind]))  # type: ignore[index, arg-type]
    assert "ingen tall" in words(drawn)
    assert not [text for text in words(drawn) if re.fullmatch(r"[+−]?0,0 %", text)]


def test_changes_bear_their_sign_and_columns_their_numbers() -> None:
    assert {"+1,0 %", "−2,0 %"} <= {*words(chart("cohorts", [[1.0, -2.0]]))}
    assert {"196", "−36"} <= {*words(chart("columns", [[196, -36]], decimals=0, suffix="personer"))}


def test_every_third_year_is_labelled_where_all_have_no_room() -> None:
    years = [
        text.words
        for text in texts(draw(chart("line", [[float(one) for one in range(40)]]), "narrow"))
        if len(text.words) == 4
    ]
    assert years[0] == "1987"
    assert years[-1] == "2026"
    assert len(years) < 10


def test_years_stand_where_they_belong_in_time() -> None:
    drawn = chart("line", [[1.0, 2.0, 3.0]], keys=("2000", "2020", "2040"))
    uneven = chart("line", [[1.0, 2.0, 3.0]], keys=("2000", "2030", "2040"))
    middle, later = (
        next(text.left for text in texts(draw(one, "wide")) if text.words == key)
        for one, key in ((drawn, "2020"), (uneven, "2030"))
    )
    assert later > middle + 50


def test_a_large_number_is_written_in_millions_and_exact_in_its_tooltip() -> None:
    drawn = chart("line", [[41_000_000.0, 42_345_678.0]], suffix="", decimals=0, names=["Heim"])
    assert "Heim 42,3 mill." in words(drawn)
    assert "2026: 42\u00a0345\u00a0678" in tooltips(draw(drawn, "wide"))


def test_a_projection_names_its_ends_and_the_last_known_year() -> None:
    rows = [
        [50.0, 52.0, None, None],
        [None, 52.0, 55.0, 60.0],
        [None, 52.0, 53.0, 54.0],
        [None, 52.0, 58.0, 66.0],
        [49.0, 53.0, None, None],
    ]
    said = words(
        chart(
            "projection",
            rows,
            suffix="",
            decimals=0,
            names=["Skien", "hovedalternativet", "lav vekst", "høy vekst", "fra 2014"],
        )
    )
    assert {"66", "høy vekst", "60", "hovedalternativet", "54", "lav vekst", "52", "Tidligere framskrivinger"} <= {
        *said
    }


def test_the_oldest_stand_on_top_of_the_pyramid_and_are_dark() -> None:
    drawn = chart("pyramid", [[3.0, 2.0]] * 4, keys=("075-079", "080-084"), categories=("75–79", "80–84"))
    heights = {text.words: text.top for text in texts(draw(drawn, "wide"))}
    assert heights["80–84"] < heights["75–79"]
    assert len(paths(drawn, fill="#0b5394")) == 2
    assert "80 år og eldre" in heights


def test_parts_of_percentages_that_lack_one_do_not_fill_the_bar() -> None:
    drawn = chart("stacked", [[30.0], [30.0], [None], [None], [None], [None]])
    rects = [one for one in ET.fromstring(draw(drawn, "narrow")).iter("rect") if one.get("height") == "30"]
    assert sum(float(one.attrib["width"]) for one in rects) == pytest.approx(0.6 * 328, abs=3)


def test_the_area_of_a_circle_follows_the_size() -> None:
    drawn = chart(
        "scatter", [[1.0, 5.0], [1.0, 5.0], [40_000, 10_000]], keys=("4001", "4003"), categories=("Porsgrunn", "Skien")
    )
    first, second = (float(one.attrib["r"]) for one in ET.fromstring(draw(drawn, "wide")).iter("circle"))
    assert first == pytest.approx(2 * second, abs=0.2)


def test_a_municipality_without_a_figure_is_listed_under_the_scatter() -> None:
    drawn = chart(
        "scatter", [[1.0, None], [1.0, 5.0], [40_000, 10_000]], keys=("4001", "4003"), categories=("Porsgrunn", "Skien")
    )
    assert "Ingen tall: Skien" in words(drawn)
    assert any("5,0" in said for said in tooltips(draw(drawn, "wide")) if said.startswith("Skien"))


def test_a_file_has_title_subtitle_notes_and_source() -> None:
    svg = file(chart("bars", [[1.0, 2.0], [2.0, 1.0]], notes=("Næringer under 200 er slått sammen.",)))
    said = [text.words for text in sorted(texts(svg), key=lambda text: text.top)]
    assert said[:2] == ["Folketallet øker", "Folketall 1. januar"]
    assert said[-2:] == ["Næringer under 200 er slått sammen.", "Kilde: SSB."]
    assert "style=" not in svg


@pytest.mark.parametrize("values", [[0.0, 0.0], [7.0], [-5.0, -5.0], [1e12, -1e12], [1e-7, 2e-7]])
@pytest.mark.parametrize("kind", ROLES)
def test_odd_figures_are_drawn_within_the_image(kind: str, values: list[float]) -> None:
    svg = draw(chart(kind, [values] * len(ROLES[kind])), "narrow")  # type: ignore[index, arg-type]
    width, height = map(float, ET.fromstring(svg).attrib["viewBox"].split()[2:])
    numbers = [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", svg)]
    assert all(-1 <= x <= width + 1 and -1 <= y <= height + 1 for x, y in numbers)


def test_ticks_are_round_and_hold_every_value() -> None:
    numbers = [text.words for text in texts(draw(chart("line", [[101.3, 121.4]], suffix="", decimals=0), "wide"))]
    ticks = sorted(int(one) for one in numbers if re.fullmatch(r"\d{2,3}", one) and int(one) % 5 == 0)
    assert ticks[0] <= 101
    assert ticks[-1] >= 121
    assert len({b - a for a, b in pairwise(ticks)}) == 1
