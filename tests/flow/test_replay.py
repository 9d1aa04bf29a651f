"""Everything can be rebuilt from the archive, as known today or on an earlier day."""

import shutil
import socket
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import sample
from catalogue.errors import BadSetting
from extract.clock import Clock, Hours
from pipeline.replay import replay
from pipeline.runs import refresh
from pipeline.settings import Settings
from tests.flow.tiny import tiny_catalogue
from tests.lib.alterations import altered
from tests.lib.content import content, differing, rows
from tests.lib.few import few
from tests.lib.small import Silent, settings_for, small_catalogue

HEIM = "select value from source.ssb_06913 where region = '5055' and period = '2024' and contents = 'Fodselsoverskudd'"


def _on(day: int) -> Hours:
    """Return the hours of a run on a day in November."""
    return Hours(Clock(now=lambda: datetime(2026, 11, day, 2, 30, tzinfo=UTC)))


@pytest.fixture(scope="module", params=few([tiny_catalogue, small_catalogue], 1))
def revised(
    request: pytest.FixtureRequest, ssb: sample.Addresses, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Settings, float]:
    """A home with a revision found on the 26th, and Heim's birth surplus before it. Tests must copy it, never change it."""
    catalogue = request.param(tmp_path_factory.mktemp("catalogue") / "catalogue")
    settings = settings_for(tmp_path_factory.mktemp("revised"), catalogue, ssb)
    refresh(settings, Silent(), municipality=None, scope=None, hours=_on(24))
    ((before,),) = rows(settings.folder.database, HEIM)
    shutil.copyfile(settings.folder.database.resolve(), settings.home / "then.duckdb")
    with altered(ssb, "06913") as table:
        table.put(17, Region="5055", ContentsCode="Fodselsoverskudd", Tid="2024")
        table.announce("2026-11-25T07:00:00Z")
        assert refresh(settings, Silent(), municipality=None, scope=None, hours=_on(26)).loaded == ["ssb_06913"]
    assert isinstance(before, float)
    return settings, before


@pytest.fixture
def known(revised: tuple[Settings, float], tmp_path: Path) -> tuple[Settings, float]:
    """A copy of that home."""
    settings, before = revised
    home = shutil.copytree(settings.home, tmp_path / "home", symlinks=True)
    return settings.model_copy(update={"home": home}), before


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Block all connections, also to this machine."""

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_a_rebuild_without_a_connection_has_the_same_content(known: tuple[Settings, float], offline: None) -> None:
    settings, _ = known
    before, folder = content(settings.folder.database), settings.folder.published.resolve()
    outcome = replay(settings, Silent(), as_of=None)
    assert str(outcome) == "Rebuilt from the archive."
    assert settings.folder.published.resolve() != folder
    assert differing(before, content(settings.folder.database)) == []


def test_what_was_known_on_a_day_stands_in_a_folder_of_its_own(known: tuple[Settings, float], offline: None) -> None:
    settings, before = known
    published = content(settings.folder.database)
    outcome = replay(settings, Silent(), as_of=date(2026, 11, 25))
    then = settings.folder.path / "as-of" / "2026-11-25" / "published"
    assert outcome.home == then
    assert rows(then / "grunnlag.duckdb", HEIM) == [(before,)]
    assert rows(then / "grunnlag.duckdb", "from meta.revision") == []
    assert differing(content(then / "grunnlag.duckdb"), content(settings.home / "then.duckdb")) == []
    assert (then / "parquet" / "datapackage.json").exists()
    assert differing(content(settings.folder.database), published) == [], "today's is left as it was"


def test_before_anything_was_fetched_nothing_was_known(revised: tuple[Settings, float]) -> None:
    settings, _ = revised
    with pytest.raises(BadSetting, match=r"has no sample figures by 2026-11-23; it has: sample\."):
        replay(settings, Silent(), as_of=date(2026, 11, 23))


def test_an_archive_of_other_figures_says_which_it_has(revised: tuple[Settings, float]) -> None:
    settings, _ = revised
    with pytest.raises(BadSetting, match=r"has no http.+ figures; it has: sample\."):
        replay(settings.model_copy(update={"sample": False}), Silent(), as_of=None)
