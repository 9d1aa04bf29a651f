"""health.json says whether the published figures are fresh."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from catalogue.load import load_catalogue
from pipeline.runs import show
from pipeline.settings import Settings
from pipeline.steps import Lines, Steps
from tests.lib.connection import Opened
from warehouse.health import FILE, write_health
from warehouse.home import Home


def _read(folder: Path) -> dict[str, Any]:
    state: dict[str, Any] = orjson.loads((folder / FILE).read_bytes())
    return state


def test_it_is_published_with_the_build_and_says_when_that_is_too_old(good: Settings, tmp_path: Path) -> None:
    home = Home(tmp_path).prepare()
    shutil.copytree(good.folder.published, home.builds / "new")
    show(home, Steps(Lines()), load_catalogue(good.catalogue), None, "new")
    state = _read(home.published)
    assert (state["status"], state["stale"], state["origin"]) == ("ok", [], "sample")
    built, old = datetime.fromisoformat(state["built_at"]), datetime.fromisoformat(state["old_at"])
    assert old - built == timedelta(days=7)
    assert datetime.fromisoformat(state["newest_fetch"]) <= built + timedelta(minutes=5)


def test_a_stale_table_is_named_with_its_reason(good: Settings, tmp_path: Path) -> None:
    opened = Opened(good.folder.database, tmp_path)
    opened.con.execute("update meta.source set stale_reason = 'it is gone' where source_id = 'ssb_06913'")
    opened.con.close()
    write_health(tmp_path)
    state = _read(tmp_path)
    assert state["status"] == "stale"
    assert state["stale"] == [{"source_id": "ssb_06913", "reason": "it is gone"}]
