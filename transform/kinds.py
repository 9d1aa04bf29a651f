"""The list of kinds of source for `transform`, each with the function that reads its answers."""

from collections.abc import Callable
from typing import Any

from transform.fhi import read_fhi_load
from transform.klass import read_klass
from transform.local import read_local
from transform.municipalities import Municipalities
from transform.spreadsheet import read_workbook_load
from transform.statbank import read_statbank
from transform.tables import StoredAnswer, Tables

READERS: dict[str, Callable[[str, Any, list[StoredAnswer], Municipalities], Tables]] = {
    "klass": read_klass,
    "statbank": read_statbank,
    "spreadsheet": read_workbook_load,
    "fhi": read_fhi_load,
    "local": read_local,
}
"""Kind -> function of (source id, specification, answers, municipalities) that returns tables or raises UnexpectedShape."""
