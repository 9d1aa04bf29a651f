"""`grunnlag changes` reads the published file only, and reports an error in one sentence."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from catalogue.errors import BadSetting
from cli import changes
from cli.changes import show_changes
from pipeline.settings import Settings
from tests.flow.shell import Result
from warehouse.home import Home

REVISED = """insert into meta.revision
    select 'ssb_07459', 'alder=080;kjonn=2;region=5055;n=' || n, '5055', '2025', 17, 'published', 18, 'published', null, load_id
    from (from meta.load where source_id = 'ssb_07459' limit 1) cross join range({rows}) as numbers (n)"""


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes.console, "width", 250)


@pytest.fixture
def home(good: Settings, tmp_path: Path) -> Home:
    """A copy of the published file, which tests may change."""
    folder = tmp_path / "published"
    folder.mkdir()
    shutil.copyfile(good.folder.database, folder / "grunnlag.duckdb")
    return Home(tmp_path)


def _execute(home: Home, statement: str) -> None:
    with duckdb.connect(str(home.database)) as con:
        con.execute(statement)


def test_the_changes_of_one_municipality_are_shown_with_their_sources(
    good: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    show_changes(good.folder, "2025-06-01", "5055")
    output = capsys.readouterr().out
    lines = output.splitlines()
    first = next(number for number, line in enumerate(lines) if "Heim: Population" in line)
    assert all(part in lines[first] for part in ("2025: 6\u00a0134", "−59"))
    assert all(part in lines[first + 1] for part in ("2026: 6\u00a0075", "ssb_07459"))
    assert "Grunnlag has found no revised figures since 2025-06-01." in output


def test_the_most_unusual_changes_of_all_municipalities_are_shown(
    good: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    show_changes(good.folder, "2025-06-01", None)
    lines = [line.split("│")[1:-1] for line in capsys.readouterr().out.splitlines() if line.startswith("│")]
    rows = [line for line in lines if line[3].strip()]
    far = [abs(float(row[3].replace("−", "-").replace(",", ".").replace("\u00a0", ""))) for row in rows]
    assert len(far) == changes.MOST
    assert far == sorted(far, reverse=True)
    assert len({row[0].split(":")[0] for row in rows}) > 1


def test_a_revision_is_shown_with_the_old_figure_and_the_time_it_was_found(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    _execute(home, REVISED.format(rows=1))
    show_changes(home, "2025-06-01", "5055")
    row = next(line for line in capsys.readouterr().out.splitlines() if "n=0" in line)
    assert [cell.strip() for cell in row.split("│")[3:5]] == ["17.0", "18.0"]
    show_changes(home, "2025-06-01", "5001")
    assert "has found no revised figures" in capsys.readouterr().out


def test_a_revision_found_before_the_day_is_not_shown(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    _execute(home, f"{REVISED.format(rows=1)}; update meta.load set loaded_at = timestamp '2025-05-31 23:59:59'")
    show_changes(home, "2025-06-01", "5055")
    assert "has found no revised figures" in capsys.readouterr().out


def test_many_revisions_are_counted(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    _execute(home, REVISED.format(rows=changes.MOST + 3))
    show_changes(home, "2025-06-01", "5055")
    assert "And 3 more, in mart.revised_since." in capsys.readouterr().out


def test_a_day_without_newer_figures_is_reported(good: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    show_changes(good.folder, "2099-01-01", "5055")
    assert "No figure is newer than 2099-01-01." in capsys.readouterr().out


@pytest.mark.parametrize("day", ["2023-13-01", "last year", ""])
def test_an_invalid_day_is_refused(good: Settings, day: str) -> None:
    with pytest.raises(BadSetting, match=f"must be a day such as 2023-10-01, not '{day}'"):
        show_changes(good.folder, day, None)


def test_without_a_published_file_there_is_an_error(terminal: Callable[..., Result], tmp_path: Path) -> None:
    told = terminal("changes", "--since", "2025-06-01", "--municipality", "Heim", home=tmp_path)
    assert (told.code, told.out) == (2, "")
    assert told.err == f"Nothing has been published in {tmp_path} yet; run 'grunnlag run' first.\n"


def test_a_file_of_an_older_grunnlag_is_refused(home: Home) -> None:
    _execute(home, "drop macro table mart.since")
    with pytest.raises(BadSetting, match="made by an older Grunnlag"):
        show_changes(home, "2025-06-01", None)
