"""Rebuild everything from the archive, without contacting any source."""

from dataclasses import replace
from datetime import date, datetime

from catalogue.errors import BadSetting
from catalogue.models import Catalogue
from extract.archive import Archive, Load
from extract.clock import OSLO
from pipeline.archive_reader import ArchiveReader
from pipeline.builder import Builder
from pipeline.fetch_result import FetchResult
from pipeline.klass import municipality_source, newest_municipalities
from pipeline.lake import with_lake
from pipeline.outcome import Outcome, built_outcome
from pipeline.run_report import reported
from pipeline.runs import keep_the_sample_apart, show
from pipeline.settings import Settings
from pipeline.steps import Steps
from warehouse.definition_check import checked_catalogue
from warehouse.home import Home
from warehouse.lock import only_one


def replay(settings: Settings, steps: Steps, *, as_of: date | None) -> Outcome:
    """Rebuild everything from the archive and publish it; with `as_of`, as known on that day, in `as-of/DATE`.

    Raise BadSetting if no load from these sources had been accepted by that day.
    """
    return reported(settings, steps, "rebuild", None, lambda: _replay(settings, steps, as_of))


def _replay(settings: Settings, steps: Steps, as_of: date | None) -> Outcome:
    catalogue = checked_catalogue(settings.catalogue, settings.local)
    home = settings.folder.prepare()
    shown = Home(home.path / "as-of" / as_of.isoformat()) if as_of else home
    with only_one(home.path / "lock"):
        keep_the_sample_apart(settings, home)
        reading = ArchiveReader(Archive(home.archive), settings.origin)
        fetched = from_archive(reading, catalogue, as_of)
        built = Builder(settings, catalogue, steps, reading, rebuild_in=shown).build(fetched)
        show(shown, steps, catalogue, None, built.build_id)
        known = f", as known on {as_of}" if as_of else ""
        outcome = replace(built_outcome(shown.published, built, None), message=f"Rebuilt from the archive{known}.")
        return outcome if as_of else with_lake(settings, steps, outcome)


def from_archive(reading: ArchiveReader, catalogue: Catalogue, as_of: date | None) -> FetchResult:
    """Return the loads accepted until the end of a day in Oslo, or all loads. Raise BadSetting if there are none."""
    accepted = {
        source: [load for load in loads if as_of is None or _day(load) <= as_of]
        for source, loads in reading.accepted(catalogue).items()
    }
    if not any(accepted.values()):
        by_then = f" by {as_of}" if as_of else ""
        origins = ", ".join(reading.archive.origins()) or "nothing"
        raise BadSetting(f"The archive has no {reading.origin} figures{by_then}; it has: {origins}.")
    fetched = FetchResult(accepted)
    fetched.municipalities = newest_municipalities(fetched, municipality_source(catalogue.sources.values()), reading)
    return fetched


def _day(load: Load) -> date:
    return datetime.fromisoformat(load.loaded_at).astimezone(OSLO).date()
