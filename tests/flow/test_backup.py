"""A copy of the archive, made and restored as the documents say, is enough: same content, and the next night is as usual."""

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

import sample
from extract.clock import Clock, Hours
from pipeline.archive_check import check_archive
from pipeline.replay import replay
from pipeline.runs import refresh
from pipeline.settings import Settings
from tests.lib.alterations import altered
from tests.lib.content import content, differing, rows
from tests.lib.few import few
from tests.lib.small import HOME, Silent

DOCUMENT = HOME.parent / "docs/run-every-night.md"


def _night(settings: Settings, day: int) -> None:
    hours = Hours(Clock(now=lambda: datetime(2026, 11, day, 2, 30, tzinfo=UTC)))
    assert refresh(settings, Silent(), municipality=None, scope=None, hours=hours).exit_code == 0


def _documented(heading: str) -> str:
    """Return the shell commands under a heading of the document, without Grunnlag's own."""
    [block] = re.findall(rf"### {heading}\n.*?```sh\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    return "\n".join(line for line in block.splitlines() if "grunnlag " not in line)


@pytest.mark.parametrize("rebuild", few([False, True], 1))
def test_a_restored_archive_gives_the_same_content_and_a_usual_night(
    rebuild: bool, quick_home: Settings, ssb: sample.Addresses, tmp_path: Path
) -> None:
    with altered(ssb, "06913") as table:
        table.put(17, Region="5055", ContentsCode="Fodselsoverskudd", Tid="2024")
        table.announce("2026-11-25T07:00:00Z")
        _night(quick_home, 26)
        before, asked = content(quick_home.folder.database), len(ssb.requests)
        assert rows(quick_home.folder.database, "select count(*) from meta.revision") == [(1,)]
        _night(quick_home, 27)
        usual = len(ssb.requests) - asked

        (tmp_path / "home").rename(tmp_path / "var")
        subprocess.run(["bash", "-ec", _documented("Back up")], cwd=tmp_path, check=True)
        (tmp_path / "var").rename(tmp_path / "lost")
        subprocess.run(["bash", "-ec", _documented("Restore")], cwd=tmp_path, check=True)

        restored = quick_home.model_copy(update={"home": tmp_path / "var"})
        assert check_archive(restored, Silent()).exit_code == 0
        if rebuild:
            replay(restored, Silent(), as_of=None)
        asked = len(ssb.requests)
        _night(restored, 28)
        assert len(ssb.requests) - asked <= usual
    assert differing(before, content(restored.folder.database)) == []
