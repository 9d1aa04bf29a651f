"""Writes `health.json` into the published folder: what a monitor reads to know whether the published figures are fresh."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson

from warehouse.connection import read_only
from warehouse.home import DATABASE

FILE = "health.json"
OLD = timedelta(days=7)
"""The age at which a publication is too old: some table has news nearly every day."""


def write_health(folder: Path) -> None:
    """Write the state of the build in a folder. It is switched together with the build."""
    with read_only(folder / DATABASE) as con:
        build_id, built_at, version, origin = con.execute(
            "select build_id, built_at, version, origin from meta.build"
        ).fetchall()[0]
        [(newest,)] = con.execute("select max(fetched_at) from meta.fetch").fetchall()
        stale = con.execute(
            "select source_id, stale_reason from meta.source where stale_reason is not null order by all"
        ).fetchall()
    state = {
        "status": "stale" if stale else "ok",
        "build_id": build_id,
        "built_at": _utc(built_at),
        "old_at": _utc(built_at + OLD),
        "newest_fetch": newest and _utc(newest),
        "stale": [{"source_id": source, "reason": reason} for source, reason in stale],
        "version": version,
        "origin": origin,
    }
    (folder / FILE).write_bytes(orjson.dumps(state, option=orjson.OPT_INDENT_2))


def _utc(moment: datetime) -> str:
    """Return a time of the build, which is UTC without a zone, with its zone."""
    return moment.replace(tzinfo=UTC).isoformat(timespec="seconds")
