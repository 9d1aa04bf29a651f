"""What was fetched before, instead of a fetch: everything can be built again from the archive."""

from datetime import date, datetime

from catalogue.errors import BadSetting
from catalogue.models import Catalogue
from extract.archive import Load
from extract.clock import OSLO
from flows.classifications import newest_municipalities
from flows.fetched import Fetched
from flows.reading import Reading


def from_archive(reading: Reading, catalogue: Catalogue, as_of: date | None) -> Fetched:
    """The loads accepted until the end of a day in Oslo; all of them without one. Raises BadSetting when there are none."""
    accepted = {
        source: [load for load in loads if as_of is None or _day(load) <= as_of]
        for source, loads in reading.accepted(catalogue).items()
    }
    if not any(accepted.values()):
        by_then = f" by {as_of}" if as_of else ""
        there = ", ".join(reading.archive.origins()) or "nothing at all"
        raise BadSetting(f"The archive holds no {reading.origin} figures{by_then}; it holds: {there}.")
    fetched = Fetched(accepted)
    fetched.municipalities = newest_municipalities(fetched, catalogue, reading)
    return fetched


def _day(load: Load) -> date:
    return datetime.fromisoformat(load.loaded_at).astimezone(OSLO).date()
