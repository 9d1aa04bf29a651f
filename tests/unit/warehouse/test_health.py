"""health.json says whether the published figures are fresh."""

from datetime import datetime, timedelta
from pathlib import Path

import orjson

from pipeline.settings import Settings
from tests.lib.connection import Opened
from warehouse.health import write_health


def _state(folder: Path) -> dict[str, object]:
    write_health(folder)
    state: dict[str, object] = orjson.loads((folder / "health.json").read_bytes())
    return state


def test_a_good_publication_is_ok_and_says_when_it_is_too_old(good: Settings) -> None:
    state = orjson.loads((good.folder.published / "health.json").read_bytes())
    assert (state["status"], state["stale"], state["origin"]) == ("ok", [], "sample")
    built, old = datetime.fromisoformat(state["built_at"]), datetime.fromisoformat(state["old_at"])
    assert old - built == timedelta(days=7)
    assert datetime.fromisoformat(state["newest_fetch"]) <= built + timedelta(minutes=5)


def test_a_stale_table_is_named_with_its_reason(good: Settings, tmp_path: Path) -> None:
    opened = Opened(good.folder.database, tmp_path)
    opened.con.execute("update meta.source set stale_reason = 'it is gone' where source_id = 'ssb_06913'")
    opened.con.close()
    state = _state(tmp_path)
    assert state["status"] == "stale"
    assert state["stale"] == [{"source_id": "ssb_06913", "reason": "it is gone"}]
