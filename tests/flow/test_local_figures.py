"""Local figures: a CSV and a YAML file in the home are published like all others, and a broken file stops nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.load import HOME, load_catalogue
from pipeline.runs import refresh
from pipeline.settings import Settings
from tests.flow.shell import Result
from tests.lib.content import rows
from tests.lib.small import Silent, replace
from verify.comparison import verify

EXAMPLE = HOME.parent / "docs" / "local"
FIGURES = """select municipality_code, period, value from mart.indicator
    where indicator_id = 'bathing_places' and on_todays_borders order by all"""


@pytest.fixture
def local(quick_home: Settings) -> Settings:
    """A home with the example of the documentation, and a file with an error."""
    shutil.copytree(EXAMPLE, quick_home.local)
    _write(quick_home.local / "other.yaml", "owner: Heim kommune\n")
    return quick_home


def test_local_figures_are_published_as_theirs_and_a_broken_file_stops_no_other(local: Settings) -> None:
    first = refresh(local, Silent(), municipality=None, scope=None)
    assert (first.loaded, list(first.stale), first.exit_code) == (["local_bathing_places"], ["local_other"], 4)
    database, figures = local.folder.database, [("5055", "2024", 3.0), ("5055", "2025", 4.0)]
    assert rows(database, FIGURES) == figures
    cited = "select publisher, kind, cited_as, licence from meta.source where source_id = 'local_bathing_places'"
    assert rows(database, cited) == [("Heim kommune", "local", "Heim kommune, egne\u00a0tall", "CC BY 4.0")]
    title = "select distinct title from mart.figure where indicator_id = 'bathing_places'"
    assert rows(database, title) == [("Badeplasser (tall fra Heim kommune)",)]
    catalogue = load_catalogue(local.catalogue, local.local)
    assert verify(database, local.folder.archive, catalogue, lambda *_: None).exit_code == 0

    (local.local / "other.yaml").unlink()
    _write(local.local / "bathing_places.csv", "kommunenummer;periode;badeplasser\n5055;2025;four\n")
    second = refresh(local, Silent(), municipality=None, scope=None)
    assert (second.loaded, list(second.stale), second.exit_code) == ([], ["local_bathing_places"], 4)
    assert rows(database, FIGURES) == figures


@pytest.mark.long
def test_figures_that_the_owners_own_limits_rule_out_are_left_out(local: Settings) -> None:
    (local.local / "other.yaml").unlink()
    refresh(local, Silent(), municipality=None, scope=None)
    replace(local.local / "bathing_places.yaml", "max: 100", "max: 3")
    outcome = refresh(local, Silent(), municipality=None, scope=None)
    assert (list(outcome.stale), outcome.exit_code) == (["local_bathing_places"], 4)
    assert outcome.stale["local_bathing_places"].startswith("local_bathing_places was left out: ")
    assert rows(local.folder.database, FIGURES) == []
    assert refresh(local, Silent(), municipality=None, scope=None).stale == outcome.stale


def test_the_catalogue_command_names_each_local_file_with_an_error(
    local: Settings, terminal: Callable[..., Result]
) -> None:
    ran = terminal("catalogue", home=local.home, catalogue=local.catalogue)
    assert ran.code == 2
    assert "local/other.yaml: title: is missing." in ran.err


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
