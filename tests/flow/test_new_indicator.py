"""Adding an indicator is adding one small file."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.runs import refresh
from pipeline.settings import Settings
from publish.site import Scope
from tests.flow.request_log import Asked
from tests.lib.content import content, differing, rows
from tests.lib.small import Silent

FILE = "indicators/demography/share_13_15.yaml"
TEXT = """\
title: {nb: Andel i ungdomsskolealder, en: Share of lower secondary school age}
why:
  nb: Så mange plasser trengs på ungdomsskolen.
  en: So many places are needed in lower secondary school.
definition:
  nb: Innbyggere 13–15 år 1. januar, som andel av alle innbyggere.
  en: Inhabitants aged 13–15 on 1 January, as a share of all inhabitants.
question: {nb: Hvor mange går på ungdomsskolen?}
says: {nb: "{value} av innbyggerne er i alderen 13–15 år"}
what: {nb: andelen innbyggere i alderen 13–15 år}
from: ssb_07459
numerator: sum(value) filter (where alder_from between 13 and 15)
denominator: sum(value)
unit: percent
kind: stock
good: neither
decimals: 1
checks: {min: 0, max: 20}
"""


@pytest.fixture
def with_one_more(home: Settings, tmp_path: Path) -> Settings:
    """The built home, and a copy of its catalogue with one file more."""
    catalogue = shutil.copytree(home.catalogue, tmp_path / "catalogue")
    (catalogue / FILE).write_text(TEXT, encoding="utf-8")
    return home.model_copy(update={"catalogue": catalogue})


def test_one_file_adds_an_indicator_and_without_it_the_indicator_is_gone(
    home: Settings, with_one_more: Settings, asked: Callable[[], list[Asked]]
) -> None:
    before = content(with_one_more.folder.database)
    outcome = refresh(with_one_more, Silent(), municipality=None, scope=Scope(municipality="5055"))
    database = with_one_more.folder.database
    assert (outcome.exit_code, outcome.loaded, asked()) == (0, [], [])
    (summary,) = outcome.changed
    range_ = """select count(distinct municipality_code), min(value), max(value) from mart.indicator
        where indicator_id = 'share_13_15' and on_todays_borders and value is not null"""
    ((municipalities, smallest, largest),) = rows(database, range_)
    said = f"{municipalities} municipalities, 2025 to 2026, {smallest:.6g} to {largest:.6g} percent."
    assert summary == f"share_13_15 (new): {said}"
    assert str(outcome).endswith(f"\n{summary}")

    words = rows(
        database, "select title, unit, theme, source_id from core.indicator where indicator_id = 'share_13_15'"
    )
    assert words == [("Andel i ungdomsskolealder", "percent", "demography", "ssb_07459")]
    counted = """select region, period, sum(value) filter (where alder_from in (13, 14, 15)), sum(value)
        from source.ssb_07459 where length(region) = 4 group by all order by all"""
    figures = "select municipality_code, period, numerator, denominator from mart.indicator"
    assert rows(database, f"{figures} where indicator_id = 'share_13_15' order by all") == rows(database, counted)
    new = [("new_indicators", "share_13_15", "Andel i ungdomsskolealder")]
    assert rows(database, "select list, subject, title from meta.change") == new
    groups = "select group_kind, group_basis from mart.indicator_group where indicator_id = 'share_13_15'"
    kinds = ("country", "county", "centrality", "kostra_group", "peers", "neighbours", "own")
    assert set(rows(database, groups)) == {(kind, "sum") for kind in kinds}
    site = with_one_more.folder.published / "site"
    assert "Andel i ungdomsskolealder" in (site / "indikator-share_13_15.html").read_text(encoding="utf-8")

    assert differing(content(database, without="share_13_15"), before) == []
    refresh(home, Silent(), municipality=None, scope=None)  # its catalogue lacks the file
    assert differing(content(home.folder.database), before) == []
