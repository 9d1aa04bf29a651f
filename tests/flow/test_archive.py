"""`grunnlag archive` verifies every stored answer, reports damaged answers and the tables affected, and changes nothing."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from extract.archive import Archive
from pipeline.archive_check import check_archive
from pipeline.settings import Settings
from tests.lib.damage import answers, cut, object_of
from tests.lib.small import Silent


def _archive(home: Settings, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.setenv("GRUNNLAG_HOME", str(home.home))
    monkeypatch.setenv("COLUMNS", "80")
    return CliRunner().invoke(app, ["archive"])


def test_a_whole_archive_ends_well(home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    result = _archive(home, monkeypatch)
    assert result.exit_code == 0
    assert "verify archive: " in result.stdout
    assert result.stdout.splitlines()[-1].startswith("All ")
    assert result.stdout.splitlines()[-1].endswith("are whole.")


def test_l2_each_damaged_answer_is_reported_in_a_sentence_and_not_changed(
    home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = cut(home.folder, "ssb_06913")
    gone = object_of(home.folder, answers(home.folder, "ssb_06944")[-1][1][0])
    gone.unlink()
    result = _archive(home, monkeypatch)
    assert result.exit_code == 4
    assert damaged.exists()
    one, other = sorted(line for line in result.stdout.splitlines() if "(object " in line)
    assert one.startswith("POST tables/06913/data of ")
    assert f"(object {damaged.stem}) is damaged; ssb_06913 uses it" in one
    assert one.endswith("uses it: 'grunnlag run' fetches it again, or put a copy of it back.")
    assert f"(object {gone.stem}) is gone; ssb_06944 uses it" in other
    assert result.stdout.splitlines()[-1].startswith("2 of ")


def test_a_missing_answer_that_no_table_uses_needs_no_action(home: Settings) -> None:
    unused = next(
        fetch for fetch in Archive(home.folder.archive).fetches().values() if fetch.request["path"] == "tables"
    )
    object_of(home.folder, unused).unlink()
    report = check_archive(home, Silent())
    assert report.damaged == [
        f"{unused} (object {unused.sha256}) is gone; no table uses it, so nothing needs to be done."
    ]


def test_lost_and_unreadable_lines_of_the_log_are_reported(home: Settings) -> None:
    load, (fetch, *_) = answers(home.folder, "ssb_06913")[-1]
    log = Path(home.folder.archive / "log.jsonl")
    lines = [line for line in log.read_bytes().split(b"\n") if f'"fetch_id":"{fetch.fetch_id}"'.encode() not in line]
    log.write_bytes(b"\n".join([*lines, b'{"kind":"fet']))
    report = check_archive(home, Silent())
    assert report.damaged == [
        f"The log has lost the answer {fetch.fetch_id}; {load.source_id} uses it: 'grunnlag run' fetches it again, "
        "or put a copy of it back."
    ]
    assert report.odd_lines == [f"Line {len(lines) + 1} of log.jsonl cannot be read; a crash may have cut it short."]
    assert report.exit_code == 4
