"""The parts of pages: addresses, words, tables of charts, rows of figures and bars."""

import pytest

from catalogue.errors import BuildRefused
from publish.content.chart_table import chart_table, text_table
from publish.content.county_model import Column, CountyContent, CountyRow, Entry
from publish.content.model import LawPoint
from publish.drawing.mini_strip import draw_mini_strip
from publish.site.addresses import county_page, download, indicator_page, municipality_page
from publish.site.county_page import table_rows
from publish.site.figures import rows_of_figures
from publish.site.law import requirements
from publish.site.templating import kept_together, large, style
from tests.lib.pages import CHART, HOSTILE


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (municipality_page, "../5055"),
        (municipality_page, "55"),
        (county_page, "5"),
        (indicator_page, "a/b"),
        (indicator_page, 'x"onload'),
        (lambda name: download("kommune", name), "../../etc"),
    ],
)
def test_a_name_that_is_not_safe_in_an_address_is_refused(make: object, name: str) -> None:
    with pytest.raises(BuildRefused):
        make(name)  # type: ignore[operator]


def test_addresses_are_flat() -> None:
    assert [municipality_page("5055"), county_page("50"), indicator_page("share_80_plus")] == [
        "5055.html",
        "fylke-50.html",
        "indikator-share_80_plus.html",
    ]
    assert download("kommune", "5055") == "data/kommune/5055"


def test_the_unit_of_a_large_number_is_small_but_its_thousands_are_not() -> None:
    assert large("5,7\u00a0%") == "5,7<small>\u00a0%</small>"
    assert large("56\u00a0906") == "56\u00a0906"
    assert large(HOSTILE + "\u00a0<b>") == large(HOSTILE + "\u00a0<b>").replace("<b>", "")


def test_a_word_with_a_number_is_not_broken_over_two_lines() -> None:
    assert kept_together("i 20-årene") == 'i <span class="nb">20-årene</span>'
    assert kept_together("<b>12") == "&lt;b&gt;12"


def test_the_text_of_a_table_is_its_numbers_rounded_and_a_dash_for_none() -> None:
    text, raw = text_table(CHART), chart_table(CHART)
    assert text.head == ("År", f"{HOSTILE} (%)", "Landet (%)")
    assert text.rows == (("2024", "6\u00a0000,0", "5,5"), ("2025", "6\u00a0050,4", "5,6"), ("2026", "–", "5,7"))
    assert [row[1] for row in raw.rows] == [6000, 6050.4, None]


def test_two_small_charts_stand_beside_each_other_but_not_the_first() -> None:
    rows = rows_of_figures((CHART, CHART, CHART, CHART), "data/kommune/5055")
    assert [[one.wide is not None for one in row] for row in rows] == [[True], [False, False], [True]]
    assert rows[0][0].csv == "data/kommune/5055/folketall.csv"


def test_a_strip_names_its_lowest_and_highest_and_escapes_them() -> None:
    drawn = draw_mini_strip(5.0, [("Lav", 1.0), (HOSTILE, 9.0)], 12.0, 1)
    assert "Av de 2: Lav lavest (1,0)" in drawn
    assert "<script" not in drawn
    assert drawn.count("<use") == 2
    assert "l5.5 5.5" not in drawn  # the group's value is off the scale


def test_equal_values_are_drawn_in_the_middle() -> None:
    assert 'cx="64"' in draw_mini_strip(5.0, [("A", 5.0)], 5.0, 1)


def test_bars_are_left_out_of_columns_with_values_below_zero() -> None:
    entries = (
        (Entry(10, "10", "", None), Entry(-1, "−1", "", None)),
        (Entry(5, "5", "", None), Entry(None, "–", "", None)),
    )
    rows = tuple(CountyRow(str(at), "A", row, is_district=False) for at, row in enumerate(entries))
    columns = (Column("population", "Folketall", "2026"), Column("growth", "Vekst", "2026"))
    content = CountyContent("50", "Trøndelag", (), (), columns, rows, None, (), (), (), is_sample=True, collected=None)
    assert [[bar.width for _, bar in bars] for _, bars in table_rows(content)] == [[60, None], [30, None]]


def test_the_planning_act_comes_first() -> None:
    points = [
        LawPoint("Forskrift § 3", "a", "partly", "delvis"),
        LawPoint("Loven § 10-1", "b", "not_measured", "kan ikke måles"),
    ]
    assert [(each.title, each.words) for each in requirements(points)] == [
        ("Loven § 10-1", "Ingen av 1 punkter er dekket av tall, ingen delvis."),
        ("Forskrift § 3", "Ingen av 1 punkter er helt dekket av tall, 1 delvis."),
    ]


def test_the_style_is_small_and_asks_nobody_else() -> None:
    assert len(style().encode()) < 17_500
    assert "http" not in style()
