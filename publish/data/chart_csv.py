"""The numbers of a chart as CSV, with the unit of each row, what to know of it, and the source."""

from publish.content.chart import Chart
from publish.content.chart_table import chart_table
from publish.data.csv_text import csv_text
from publish.data.figure_table import STATUS

ABSENT = {"none": "Ingen tall.", "hidden": "Skjult av kilden.", "withheld": "Holdt tilbake."}
"""Why a municipality on a map has no figure -> words."""


def chart_csv(chart: Chart) -> bytes:
    """Return the table of the chart as CSV."""
    table = chart_table(chart)
    units = chart.suffixes or (chart.suffix,) * len(chart.keys)
    rows = [
        [*row, unit, note(chart, key), chart.source_words]
        for row, unit, key in zip(table.rows, units, chart.keys, strict=True)
    ]
    return csv_text([*table.head, "enhet", "merknad", "kilde"], rows)


def note(chart: Chart, key: str) -> str:
    """Return what to know of a category: a break, a provisional figure, or why there is none; empty for most."""
    words = [each.reason for each in chart.breaks if each.key == key]
    if key in chart.provisional:
        words.append(f"{STATUS['provisional'].capitalize()}.")
    if key in chart.absent:
        words.append(ABSENT[chart.absent[key]])
    return " ".join(words)
