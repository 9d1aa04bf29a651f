"""Native charts: the numbers in the workbook and in the chart are those of the content, and names stay text."""

import io
from collections.abc import Iterator

import openpyxl
import pytest
from lxml import etree

from publish.content.chart import Break, Chart, Kind
from publish.native_chart import Size, is_native, native
from publish.native_chart.plans import PLANS
from tests.lib.contents import VALUES
from tests.lib.drawings import ROLES, chart

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
HOSTILE = "=1+1<script>\x01\u202e&"
KINDS = sorted(PLANS)


def made(kind: Kind, **changes: object) -> Chart:
    return chart(kind, VALUES[: len(ROLES[kind])], **changes)


def sheet_of(workbook: bytes) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    return [[cell.value for cell in row] for row in book["Data"].iter_rows()]


def references(xml: bytes) -> Iterator[tuple[str, list[str | None]]]:
    """Return (cells, cached values) of every reference in a chart."""
    for one in etree.fromstring(xml).iter(f"{C}numRef", f"{C}strRef"):
        yield one.findtext(f"{C}f"), [point.findtext(f"{C}v") for point in one.iter(f"{C}pt")]


@pytest.mark.parametrize("kind", KINDS)
def test_the_workbook_holds_the_numbers_of_the_chart(kind: Kind) -> None:
    drawn = made(kind)
    head, *rows = sheet_of(native(drawn).workbook)
    columns = {head[i]: tuple(row[i] for row in rows) for i in range(1, len(head))}
    for one in (one for one in drawn.series if not (kind == "ranges" and one.role in ("low", "high"))):
        sign = -1 if one.role in ("men", "men_country") else 1
        assert columns[one.name] == tuple(None if value is None else sign * value for value in one.values)


def test_the_spread_of_a_range_reaches_from_low_to_high() -> None:
    drawn = made("ranges")
    head, *rows = sheet_of(native(drawn).workbook)
    main, low, high = (one.values for one in drawn.series)
    for row, value, below, above in zip(rows, main, low, high, strict=True):
        assert row[2] == (None if None in (value, above) else above - value)  # type: ignore[operator]
        assert row[3] == (None if None in (value, below) else value - below)  # type: ignore[operator]
    assert head[2:] == ["Main 0: pluss", "Main 0: minus"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_chart_shows_what_its_workbook_holds(kind: Kind) -> None:
    made_chart = native(made(kind))
    book = openpyxl.load_workbook(io.BytesIO(made_chart.workbook))["Data"]
    for cells, cached in references(made_chart.xml):
        area = cells.split("!")[1].replace("$", "")
        found = [cell.value for row in book[area] for cell in row] if ":" in area else [book[area].value]
        values = [getattr(value, "year", value) for value in found if value is not None]
        if area.startswith("A") and isinstance(values[0], int):
            continue  # years are dates, whose day numbers are cached
        numbers = [float(one or 0) if isinstance(values[0], int | float) else one for one in cached]
        assert numbers == values


@pytest.mark.parametrize("kind", KINDS)
def test_names_from_outside_are_text_in_chart_and_workbook(kind: Kind) -> None:
    count = len(ROLES[kind])
    drawn = native(made(kind, names=[HOSTILE] * count, categories=(HOSTILE,) * 3))
    assert b"<script" not in drawn.xml
    assert "=1+1<script>&" in [cell for row in sheet_of(drawn.workbook) for cell in row]
    book = openpyxl.load_workbook(io.BytesIO(drawn.workbook))
    assert all(cell.data_type != "f" for row in book["Data"].iter_rows() for cell in row)


def test_names_at_the_ends_of_lines_keep_their_distance() -> None:
    close = native(chart("line", [[1.0, 2.0], [1.0, 2.001], [1.0, 2.002], [1.0, 2.003]]))
    labels = etree.fromstring(close.xml).iter(f"{C}dLbl")
    moved = [one.find(f"{C}layout//{C}y") for one in labels if one.find(f"{C}layout//{C}y") is not None]
    assert len(moved) >= 3
    assert len({one.get("val") for one in moved}) == len(moved)


def test_long_names_of_lines_stand_in_a_legend() -> None:
    names = ["Sysselsatte bosatt i kommunen (15–74 år)", "Arbeidsplasser i kommunen og i nabokommunene"]
    xml = native(chart("line", [[1.0, 2.0], [2.0, 1.0]], names=names)).xml
    assert etree.fromstring(xml).find(f".//{C}legend") is not None
    assert etree.fromstring(native(made("line")).xml).find(f".//{C}legend") is None


def test_no_line_leads_across_a_break() -> None:
    xml = native(chart("line", [[1.0, 2.0, 3.0]], breaks=(Break("2026", "Ny måte å telle på."),))).xml
    point = etree.fromstring(xml).find(f".//{C}dPt")
    assert point.find(f"{C}idx").get("val") == "2"


def test_maps_and_strips_and_empty_charts_have_no_native_form() -> None:
    assert not is_native(made("strip"))
    assert not is_native(chart("line", [[None, None]]))
    assert all(is_native(made(kind)) for kind in KINDS)


def test_larger_text_takes_more_room() -> None:
    small, large = (etree.fromstring(native(made("line"), Size(24, 12, text)).xml) for text in (9, 18))
    left = [float(one.find(f".//{C}manualLayout/{C}x").get("val")) for one in (small, large)]
    assert left[1] > left[0]


def test_numbers_above_columns_have_room_under_the_top() -> None:
    top = etree.fromstring(native(chart("columns", [[2912.0, 3000.0]])).xml).find(f".//{C}valAx//{C}max")
    assert float(top.get("val")) > 3000 * 1.1


def test_bubbles_have_the_first_figure_across_and_the_second_upwards() -> None:
    root = etree.fromstring(native(made("scatter")).xml)
    across, up = (one.get("val") for one in root.findall(f".//{C}bubbleChart/{C}axId"))
    places = {one.find(f"{C}axId").get("val"): one.find(f"{C}axPos").get("val") for one in root.iter(f"{C}valAx")}
    assert (places[across], places[up]) == ("b", "l")
