"""A workbook is loaded whole or not at all. A bad workbook changes neither the earlier figures nor other sources."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

import sample
from catalogue.spreadsheet import SpreadsheetSource
from extract.clock import Hours
from pipeline.replay import replay
from pipeline.runs import refresh
from pipeline.settings import Settings
from sample.workbook import Row, workbook
from tests.flow.tiny import add_key, tiny_catalogue
from tests.lib.alterations import altered
from tests.lib.apis import Time
from tests.lib.content import content, differing, rows
from tests.lib.few import few
from tests.lib.small import Silent, replace, settings_for
from tests.lib.spec import shipped_catalogue

SOURCE = "ssb_arealprofiler"
HEAD: Row = ("statistikkvariabel", "kommunenr", "kommune", "år", "verdi", "klasse")
HOMES = "Nye boliger siste 4 år"
STALE = f"select stale_reason from meta.source where source_id = '{SOURCE}'"
NEW_HOMES = """select municipality_code, value from mart.indicator where indicator_id = 'new_dwellings' order by all"""


def _sheet(homes: Any = 96, *more: Row, head: Row = HEAD) -> bytes:
    """Return a workbook with two municipalities' figures of all contents, and `homes` as Heim's new homes."""
    spec = shipped_catalogue().sources[SOURCE].spec
    assert isinstance(spec, SpreadsheetSource)
    labels = [contents.label for contents in spec.contents.values()]
    figures: list[Row] = [
        (
            label,
            code,
            "",
            2024,
            homes if (label, code) == (HOMES, "5055") else 10,
            "Veg" if "areal etter" in label else None,
        )
        for label in labels
        for code in ("5001", "5055")
    ]
    return workbook([head, *figures, *more])


@pytest.fixture
def ssb_alone() -> Iterator[sample.Addresses]:
    """A server of the test's own, with a small workbook."""
    with sample.serve(calls_per_minute=100_000) as addresses:
        addresses.arealprofiler.body = _sheet()
        yield addresses


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with the workbook and one table. Tests must copy it, never change it."""
    folder, also = tmp_path_factory.mktemp("loaded"), ("new_dwellings", "built_up_area_by_use")
    catalogue = tiny_catalogue(folder / "catalogue", tables=("06913", "arealprofiler"), also=also)
    replace(catalogue / "sources/ssb/arealprofiler.yaml", "municipalities: 150", "municipalities: 2")
    with sample.serve(calls_per_minute=100_000) as addresses:
        addresses.arealprofiler.body = _sheet()
        settings = settings_for(folder / "home", catalogue, addresses)
        assert _run(settings) == {}
    return settings


@pytest.fixture
def home(tmp_path: Path, loaded: Settings, ssb_alone: sample.Addresses) -> Settings:
    """A copy of that home, for a run."""
    shutil.copytree(loaded.home, tmp_path / "home", symlinks=True)
    shutil.copytree(loaded.catalogue, tmp_path / "catalogue")
    return settings_for(tmp_path / "home", tmp_path / "catalogue", ssb_alone)


def _run(settings: Settings, municipality: str | None = None, *, days: int = 0) -> dict[str, str]:
    """Run some days from now, without real waiting, and return the stale sources with the reason."""
    hours = Hours(Time(datetime.now(UTC) + timedelta(days=days)).clock)
    return refresh(settings, Silent(), municipality=municipality, scope=None, hours=hours).stale


def _no_workbook() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("les.txt", "Her er det ingenting.")
    return file.getvalue()


def _asked(server: sample.Addresses) -> list[int]:
    return [request["status"] for request in server.requests if request["path"].endswith(".xlsx")]


def test_a_workbook_becomes_a_table_and_indicators(home: Settings) -> None:
    assert rows(home.folder.database, NEW_HOMES) == [("5001", 10.0), ("5055", 96.0)]
    parts = "select distinct breakdown from mart.indicator where indicator_id = 'built_up_area_by_use'"
    assert rows(home.folder.database, parts) == [("klasse=Veg",)]


def test_a_workbook_without_news_is_asked_for_once_and_not_sent(home: Settings, ssb_alone: sample.Addresses) -> None:
    assert refresh(home, Silent(), municipality=None, scope=None).loaded == []
    assert _asked(ssb_alone) == [304]


def test_a_server_without_versions_is_asked_once_a_week(home: Settings, ssb_alone: sample.Addresses) -> None:
    ssb_alone.arealprofiler.tells_version = False
    ssb_alone.arealprofiler.body = _sheet(97)
    for days, times in ((0, 1), (6, 1), (8, 2), (14, 2)):
        assert _run(home, days=days) == {}
        assert len(_asked(ssb_alone)) == times


def test_a_figure_that_the_source_changed_is_kept_as_a_revision(home: Settings, ssb_alone: sample.Addresses) -> None:
    ssb_alone.arealprofiler.body = _sheet(97)
    assert _run(home) == {}
    revised = f"select region, old_value, new_value from meta.revision where source_id = '{SOURCE}'"
    assert rows(home.folder.database, revised) == [("5055", 96.0, 97.0)]


def test_a_run_for_one_municipality_leaves_the_workbook_alone(home: Settings, ssb_alone: sample.Addresses) -> None:
    ssb_alone.arealprofiler.body = _sheet(97)
    assert _run(home, "5055") == {}
    assert _asked(ssb_alone) == []
    assert rows(home.folder.database, NEW_HOMES)[1] == ("5055", 96.0)


def test_the_archive_gives_the_same_again(home: Settings, ssb_alone: sample.Addresses) -> None:
    ssb_alone.arealprofiler.body = _sheet(97)
    _run(home)
    before = content(home.folder.database)
    replay(home, Silent(), as_of=None)
    assert differing(before, content(home.folder.database)) == []


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "a column that is gone": (lambda: _sheet(97, head=HEAD[:4]), "The file has no column verdi; it has "),
    "contents that are gone": (
        lambda: workbook([HEAD, ("Nytt", "5001", "", 2024, 1, None)]),
        "The workbook no longer has '",
    ),
    "text where a number should be": (lambda: _sheet("ca. 97"), "'ca. 97' in verdi where a number should be"),
    "an unknown municipality": (
        lambda: _sheet(97, (HOMES, "5099", "", 2024, 1, None)),
        "have the municipality code 5099, which is not in KLASS",
    ),
    "a figure that stands twice": (
        lambda: _sheet(97, (HOMES, "5055", "", 2024, 1, None)),
        "2 rows whose key occurs more than once, contents nye_boliger",
    ),
    "a figure beyond all bounds": (
        lambda: _sheet(97_000_000),
        "No municipality has a value outside the limits in the indicator's file",
    ),
    "a zip file of something else": (_no_workbook, "The workbook cannot be read"),
    "a page where it should be": (
        lambda: b"<html>Vedlikehold</html>",
        "answered something other than a workbook; try again",
    ),
    "half of it": (lambda: _sheet(97)[:2000], "answered something other than a workbook; try again"),
}


@pytest.mark.parametrize("kind", few(BAD, 3))
def test_a_bad_workbook_is_one_sentence_and_leaves_the_earlier_figures(
    home: Settings, ssb_alone: sample.Addresses, kind: str
) -> None:
    body, says = BAD[kind]
    ssb_alone.arealprofiler.body = body()
    stale = _run(home)
    assert set(stale) == {SOURCE}
    assert says in stale[SOURCE]
    assert "\n" not in stale[SOURCE]
    assert rows(home.folder.database, NEW_HOMES) == [("5001", 10.0), ("5055", 96.0)]
    assert rows(home.folder.database, STALE) == [(stale[SOURCE],)]


def test_a_bad_workbook_is_asked_for_again_the_next_night_and_a_good_one_is_no_longer_stale(
    home: Settings, ssb_alone: sample.Addresses
) -> None:
    ssb_alone.arealprofiler.tells_version = False
    ssb_alone.arealprofiler.body = _sheet("ca. 97")
    assert set(_run(home)) == {SOURCE}
    ssb_alone.arealprofiler.body = _sheet(97)
    assert _run(home) == {}
    assert rows(home.folder.database, NEW_HOMES)[1] == ("5055", 97.0)


def test_a_sheet_that_the_workbook_does_not_have_leaves_the_earlier_figures(home: Settings) -> None:
    add_key(home.catalogue / "sources/ssb/arealprofiler.yaml", "sheet: Tall")
    assert _run(home) == {SOURCE: "The workbook has no sheet Tall; it has Ark1. Correct the catalogue."}
    assert rows(home.folder.database, NEW_HOMES)[1] == ("5055", 96.0)


def test_another_table_is_loaded_although_a_workbook_is_bad(home: Settings, ssb_alone: sample.Addresses) -> None:
    ssb_alone.arealprofiler.body = _sheet("ca. 97")
    with altered(ssb_alone, "06913") as table:
        table.put(901, Region="5055", Tid="2025", ContentsCode="Nettoinnflytting")
        table.announce()
        outcome = refresh(home, Silent(), municipality=None, scope=None, hours=Hours(Time(datetime.now(UTC)).clock))
    assert (outcome.loaded, set(outcome.stale)) == (["ssb_06913"], {SOURCE})
