"""The requests of a run to the StatBank, from the sample's request log."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Asked:
    """A request for figures: its table and region codes."""

    table: str
    regions: tuple[str, ...]


def data_requests(requests: Iterable[dict[str, Any]]) -> list[Asked]:
    """Return the requests for figures, oldest first."""
    return [Asked(_table(each), _regions(each)) for each in requests if each["path"].endswith("/data")]


def _table(request: dict[str, Any]) -> str:
    return str(request["path"]).split("/")[-2]


def _regions(request: dict[str, Any]) -> tuple[str, ...]:
    """Return the region codes of a request; without the dimension, SSB would answer with all of them."""
    selection = request["body"]["selection"]
    chosen = [entry["valueCodes"] for entry in selection if entry["variableCode"] in ("Region", "Bokommuen")]
    return tuple(chosen[0]) if chosen else ("everything",)
