"""A chart's numbers as CSV, from its description alone."""

from dataclasses import replace

from publish.content.chart import Break, Chart, Series
from publish.content.chart_table import chart_table
from publish.data.chart_csv import chart_csv
from tests.unit.publish.data.test_csv_text import read

CHART = Chart(
    "folketall", "line", "Folketallet øker", "Heim, 2024 til 2026", "År", ("2024", "2025", "2026"),
    ("2024", "2025", "2026"), (Series("Heim", "own", (5900.0, None, 5934.0)), Series("=Landet", "country", (1.5, -2.0, 0.0))),
    "personer", 0, "", ("population",), "Kilde: SSB.", breaks=(Break("2025", "Ny grense."),), provisional=("2026",),
)  # fmt: skip


def test_the_table_has_a_row_for_each_category_and_a_column_for_each_series() -> None:
    table = chart_table(CHART)
    assert table.head == ["År", "Heim", "=Landet"]
    assert table.rows == [["2024", 5900.0, 1.5], ["2025", None, -2.0], ["2026", 5934.0, 0.0]]


def test_the_file_adds_the_unit_what_to_know_and_the_source() -> None:
    assert read(chart_csv(CHART)) == [
        ["År", "Heim", "'=Landet", "enhet", "merknad", "kilde"],
        ["2024", "5900", "1,5", "personer", "", "Kilde: SSB."],
        ["2025", "", "-2", "personer", "Ny grense.", "Kilde: SSB."],
        ["2026", "5934", "0", "personer", "Foreløpig.", "Kilde: SSB."],
    ]


def test_each_row_of_a_strip_has_its_own_unit() -> None:
    strip = replace(CHART, kind="strip", suffix="", suffixes=("%", "kr", "år"))
    assert [row[3] for row in read(chart_csv(strip))[1:]] == ["%", "kr", "år"]


def test_a_municipality_without_a_figure_on_a_map_has_the_reason() -> None:
    drawn = replace(CHART, kind="map", breaks=(), provisional=(), absent={"2025": "withheld"})
    assert [row[4] for row in read(chart_csv(drawn))[1:]] == ["", "Holdt tilbake.", ""]
