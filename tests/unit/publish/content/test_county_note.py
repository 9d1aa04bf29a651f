"""A county's discussion notes: the county among the counties, its municipalities, and the outermost of them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from publish.content.blocks import Document, Figure, Grid, Paragraph, Questions
from publish.content.county_note import NOTHING, Area, county_note
from publish.content.county_themes import THEMES
from publish.content.place import Base
from publish.documents import WRITERS
from tests.lib.spec import UNITS
from warehouse.read import IndicatorInfo, MunicipalityInfo, SourceInfo
from warehouse.read_area import AreaFigure, AreaReader, CountyValue

SOURCE = SourceInfo("ssb", "07459", "Befolkning", "CC BY 4.0", "https://www.ssb.no", None, datetime(2026, 3, 1, tzinfo=UTC),
                    None, "statbank", "SSB, tabell 07459", "recorded")  # fmt: skip
OLD = IndicatorInfo("share_80_plus", "population", "Befolkning", "Andel 80 år og eldre", "", "", "", "neither", "01-01",
                    "ssb", 1, False, UNITS["percent"])  # fmt: skip
NAMES = {"5001": "Trondheim", "5052": "Leka", "5055": "Heim", "5061": "Rindal"}
COUNTIES = {"50": "Trøndelag", "40": "Telemark", "03": "Oslo"}
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><rect width="200" height="100"/></svg>'


class Stored:
    """What a build holds of one indicator."""

    def __init__(self, values: dict[str, float | None], counties: dict[str, float]) -> None:
        self.values, self.counties = values, counties

    def newest_in(self, county_code: str, indicator_ids: list[str]) -> list[AreaFigure]:
        rows = self.values.items() if OLD.id in indicator_ids else []
        return [
            AreaFigure(OLD.id, code, NAMES[code], county_code, "Trøndelag", "2026", value, None, None)
            for code, value in rows
        ]

    def group_series(self, _indicator_id: str, _counties: list[str]) -> list[CountyValue]:
        return [CountyValue("county", code, "2026", value) for code, value in self.counties.items()]

    def map_limits(self) -> dict[str, tuple[float, ...]]:
        return {OLD.id: (2.0, 5.0, 8.0)}


def demography(
    values: dict[str, float | None], counties: dict[str, float] | None = None, *, is_count: bool = False
) -> Document:
    base = SimpleNamespace(indicators={OLD.id: replace(OLD, is_count=is_count)}, sources={"ssb": SOURCE}, is_sample=True,
                           collected=date(2026, 3, 1))  # fmt: skip
    base.cite = lambda names: Base.cite(cast(Base, base), names)
    base.source = lambda name: Base.source(cast(Base, base), name)
    base._date = lambda source: ""
    since = (date(2020, 1, 1), None, 5, None, None)
    municipalities = [MunicipalityInfo(code, name, name, "50", "Trøndelag", *since) for code, name in NAMES.items()]
    reader = cast(AreaReader, Stored(values, {"50": 5.0, "40": 6.0, "03": 4.0} if counties is None else counties))
    area = Area(reader, cast(Base, base), municipalities, COUNTIES, lambda chart: DRAWING)
    return county_note(area, "demografi")


def blocks(note: Document, kind: type) -> list[Any]:
    return [block for block in note.blocks if isinstance(block, kind)]


VALUES: dict[str, float | None] = {"5001": 4.1, "5052": 10.1, "5055": 7.4, "5061": None}


def test_there_is_a_note_for_each_theme() -> None:
    assert len(THEMES) == 8


def test_the_county_stands_out_among_the_counties() -> None:
    bars = blocks(demography(VALUES), Figure)[0].chart
    assert bars.categories == ("Telemark", "Trøndelag", "Oslo")
    assert bars.bold == ("50",)
    assert bars.series[0].values == (6.0, 5.0, 4.0)


def test_too_few_counties_are_not_compared() -> None:
    assert [one.chart.kind for one in blocks(demography(VALUES, {"50": 5.0, "40": 6.0}), Figure)] == ["map"]
    assert [one.chart.kind for one in blocks(demography(VALUES, {"40": 6.0}), Figure)] == ["map"]


def test_the_municipalities_stand_beside_each_other_in_norwegian_order() -> None:
    rows = blocks(demography(VALUES), Grid)[0].rows
    assert [row[0] for row in rows] == ["Heim", "Leka", "Rindal", "Trondheim"]
    assert [row[1] for row in rows] == ["7,4\u00a0%", "10,1\u00a0%", "–", "4,1\u00a0%"]


def test_the_outermost_municipalities_are_named() -> None:
    words = [one.text for one in blocks(demography(VALUES), Paragraph) if one.style == "bullet"]
    assert words == [
        "Andel 80 år og eldre: Høyest i Leka (10,1\u00a0%) og lavest i Trondheim (4,1\u00a0%). "
        "Medianen av 3\u00a0kommuner er 7,4\u00a0%."
    ]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([4.0, 9.04, 9.01, 5.0], "Høyest i Leka og Heim (9,0\u00a0%) og lavest i Trondheim (4,0\u00a0%)."),
        ([9.0, 9.0, 9.0, 4.0], "Lavest i Rindal (4,0\u00a0%)."),
    ],
)
def test_two_may_share_a_place_but_not_three(values: list[float], words: str) -> None:
    note = demography(dict(zip(NAMES, values, strict=True)))
    assert words in "".join(one.text for one in blocks(note, Paragraph))


def test_counts_have_no_outermost() -> None:
    assert not [one for one in blocks(demography(VALUES, is_count=True), Paragraph) if one.style == "bullet"]


def test_an_indicator_that_most_municipalities_lack_is_left_out() -> None:
    note = demography({"5001": 4.1, "5052": None, "5055": None, "5061": None})
    assert NOTHING in [one.text for one in blocks(note, Paragraph)]
    assert not blocks(note, Questions)


@pytest.mark.parametrize("ending", WRITERS)
def test_notes_are_files(ending: str) -> None:
    assert len(WRITERS[ending](demography(VALUES))) > 10_000
