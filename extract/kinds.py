"""The list of kinds of source for `extract`: how each is fetched."""

from collections.abc import Callable
from typing import Any

from extract.access import Access
from extract.fhi import Fhi
from extract.klass import Klass
from extract.local import LocalFiles
from extract.spreadsheet import Workbooks
from extract.statbank import Statbank

ADAPTERS: dict[str, Callable[[Access], Any]] = {
    "klass": Klass.connect,
    "statbank": Statbank.connect,
    "spreadsheet": Workbooks,
    "fhi": Fhi.connect,
    "local": LocalFiles,
}
"""Kind -> function that makes its adapter. The adapter is used by the kind's class in `pipeline`."""
