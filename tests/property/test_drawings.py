"""Charts of every kind, of any figures and names: the drawing is well-formed, and its text is within it and readable."""

import re
import xml.etree.ElementTree as ET
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from publish.content.chart import Break, Chart
from publish.drawing import Width, draw, file
from publish.drawing.words import exact
from tests.lib.drawings import ROLES, chart, outside, overlaps, texts, tooltips

NAMES = st.sampled_from(
    ["Skien", "De ti", "Telemark", "Møre og Romsdal", "<script>alert('1')</script>", 'Å"&', "\u202eHeim\u200f", "שלום"]
) | st.text(max_size=60)
NUMBERS = st.floats(-1e12, 1e12) | st.floats(0, 100) | st.integers(-500, 60_000)
FIRST = {"pyramid": 0, "scatter": 4001}


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    """A chart of any kind with 1 to 40 categories; some figures are missing."""
    kind = draw(st.sampled_from(sorted(ROLES)))
    count = draw(st.integers(1, 12) | st.integers(1, 40))
    numbers = draw(st.sampled_from([NUMBERS, st.integers(0, 60_000), st.floats(-20, 20), st.just(7)]))
    row = st.lists(st.none() | numbers, min_size=count, max_size=count)
    values = [draw(row) for _ in range(draw(st.integers(1, len(ROLES[kind]))))]
    keys = tuple(f"{FIRST.get(kind, 1987) + index:03d}" for index in range(count))
    names = [draw(NAMES) for _ in values]
    plain = kind in ("line", "projection", "components", "columns", "pyramid")
    categories = keys if plain and draw(st.booleans()) else tuple(draw(NAMES) for _ in keys)
    return chart(
        kind,
        values,
        keys=keys,
        names=names,
        categories=categories,
        suffix=draw(st.sampled_from(["%", "", "personer"])),
        decimals=draw(st.integers(0, 2)),
        base=draw(st.none() | numbers),
        base_label=draw(st.sampled_from(["", "Anbefalt nivå"])),
        breaks=tuple(Break(key, "Nye grenser") for key in draw(st.sets(st.sampled_from(keys), max_size=3))),
        provisional=tuple(draw(st.sets(st.sampled_from(keys), max_size=3))),
        bold=tuple(draw(st.sets(st.sampled_from(keys), max_size=2))),
    )


@given(charts(), st.sampled_from(["wide", "narrow"]))
def test_text_is_readable_and_within_the_drawing(drawn: Chart, width: Width) -> None:
    svg = draw(drawn, width)
    assert not re.search(r'="[^"]*(nan|inf)\b', svg)
    assert not outside(svg)
    assert min(text.size for text in texts(svg)) >= 12
    assert draw(drawn, width) == svg


@given(charts(), st.sampled_from(["wide", "narrow"]))
def test_no_text_covers_another(drawn: Chart, width: Width) -> None:
    assert not overlaps(draw(drawn, width))


@given(charts(), st.sampled_from(["wide", "narrow"]))
def test_every_figure_is_in_a_tooltip(drawn: Chart, width: Width) -> None:
    figures = [
        exact(drawn, series, index)
        for series in drawn.series
        for index, value in enumerate(series.values)
        if value is not None
    ]
    said = "\n".join(tooltips(draw(drawn, width)))
    assert all(said.count(figure) >= times for figure, times in Counter(figures).items())


@given(charts())
def test_a_file_is_a_whole_image(drawn: Chart) -> None:
    svg = file(drawn)
    assert ET.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
    assert not outside(svg)
    assert not overlaps(svg)
