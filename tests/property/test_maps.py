"""Maps of any figures: always well-formed, nothing outside the drawing, and every municipality counted once."""

import re
import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from publish.content.chart import Chart
from publish.drawing.maps import SIZES, Width, draw_map
from tests.lib.squares import CODES, SHAPES, chart

figures = st.one_of(st.none(), st.floats(-1e12, 1e12, allow_subnormal=False), st.integers(-3, 3).map(float))
names = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
codes = st.lists(st.one_of(st.sampled_from(CODES), names), min_size=1, max_size=8, unique=True)
widths = st.sampled_from(list(SIZES))


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    keys = tuple(draw(codes))
    values = draw(st.lists(figures, min_size=len(keys), max_size=len(keys)))
    known = sorted({value for value in values if value is not None})
    limits = draw(st.one_of(st.just(known[:5]), st.lists(st.floats(-100, 100), max_size=5)))
    labels = draw(st.one_of(st.just({}), st.just({value: f"Klasse {value}" for value in known[:6]})))
    return chart(
        *values,
        codes=keys,
        names=tuple(draw(names) for _ in keys),
        limits=tuple(limits),
        value_labels={} if limits else labels,
        suffix=draw(st.sampled_from(["", "%", "kr", "per 1 000 innbyggere"])),
        decimals=draw(st.integers(0, 2)),
        bold=tuple(draw(st.lists(st.sampled_from([*keys, "nowhere"]), max_size=3, unique=True))),
        absent=draw(st.dictionaries(st.sampled_from(keys), st.sampled_from(["none", "hidden", "withheld", "?"]))),
    )


@given(charts(), widths)
def test_any_map_is_well_formed_and_within_its_edges(described: Chart, width: Width) -> None:
    root = ET.fromstring(draw_map(described, SHAPES, width))
    assert root.get("viewBox", "").split()[2] == str(SIZES[width][0])
    height = float(root.get("height", 0))
    for element in root.iter():
        assert 0 <= float(element.get("x", 0)) <= SIZES[width][0]
        assert 0 <= float(element.get("y", 0)) <= height
        assert "nan" not in "".join(element.attrib.values()).replace("none", "")


@given(charts(), widths)
def test_the_legend_counts_every_municipality_once(described: Chart, width: Width) -> None:
    root = ET.fromstring(draw_map(described, SHAPES, width))
    words = ["".join(text.itertext()) for text in root.iter("text")]
    rows = [re.fullmatch(r"(\d+) kommuner?", text) for text in words]
    unnamed = {value for value in described.series[0].values if value is not None} - {*described.value_labels}
    if not (described.value_labels and unnamed):
        assert sum(int(row[1]) for row in rows if row) == len(described.keys)
