"""The list of kinds of source for `pipeline`, in the order in which they are fetched."""

from collections.abc import Callable
from typing import Any

from catalogue.models import Catalogue
from extract.access import Access
from extract.body import Limits
from extract.client import Client
from extract.clock import Hours
from extract.kinds import ADAPTERS
from pipeline.fetch_result import Loading
from pipeline.fhi import FhiUpdates
from pipeline.klass import KlassUpdates
from pipeline.local import LocalUpdates
from pipeline.settings import Settings
from pipeline.spreadsheet import SpreadsheetUpdates
from pipeline.statbank import StatbankUpdates
from pipeline.updates import Updates

KINDS: dict[str, type[Updates[Any, Any]]] = {
    "klass": KlassUpdates,  # first: everything else needs the municipalities
    "statbank": StatbankUpdates,
    "fhi": FhiUpdates,
    "local": LocalUpdates,
    "spreadsheet": SpreadsheetUpdates,  # last: a workbook is larger than all other requests of a check together
}


def all_updates(
    settings: Settings,
    catalogue: Catalogue,
    loading: Loading,
    hours: Hours,
    *,
    client_class: Callable[..., Client] = Client,
) -> dict[str, Updates[Any, Any]]:
    """Return kind -> its part of a run, with the catalogue's sources of that kind."""
    addresses = {
        "statbank": settings.statbank_url,
        "klass": settings.klass_url,
        "spreadsheet": settings.spreadsheet_url,
        "fhi": settings.fhi_url,
    }
    archive, origin = loading.reading.archive, loading.reading.origin
    access = Access(archive, origin, addresses, spacing=settings.spacing, hours=hours, cell_limit=settings.cell_limit)
    access.limits = Limits(settings.answer_limit, settings.request_limit)
    access.client_class = client_class
    access.local = settings.local
    available = settings.available_sources(catalogue)
    classifications = [source for source in catalogue.sources.values() if source.spec.is_classification]
    sources = [*available, *(source for source in classifications if source not in available)]
    sources.sort(key=lambda source: not source.spec.holds_municipalities)  # decoding the others needs them
    return {
        kind: updates([source for source in sources if source.spec.kind == kind], ADAPTERS[kind](access), loading)
        for kind, updates in KINDS.items()
    }
