"""The lake of a run: it is brought to what has been published, and a fault of it never harms that."""

from dataclasses import replace
from pathlib import Path

from catalogue.errors import SOURCE_FAULTS
from pipeline.outcome import Outcome
from pipeline.settings import Settings
from pipeline.steps import Steps
from warehouse.lake import POSTGRES, Lake, write_lake


def lake_of(settings: Settings) -> Lake | None:
    """Return the lake that is set. Its files are beside a catalogue that is a file, else in the home."""
    if settings.lake is None:
        return None
    in_database = settings.lake.startswith(POSTGRES)
    catalogue = settings.lake if in_database else _whole(settings.lake)
    files = settings.lake_files or (f"{settings.folder.path}/lake" if in_database else f"{catalogue}.files")
    return Lake(catalogue, files if "://" in files else _whole(files))


def _whole(path: str) -> str:
    return str(Path(path).expanduser().absolute())


def with_lake(settings: Settings, steps: Steps, outcome: Outcome) -> Outcome:
    """Bring the lake, if one is set, to the published build, and return the outcome. A lake that stays behind is stale."""
    lake = lake_of(settings)
    if lake is None:
        return outcome
    try:
        steps.run("lake", lambda: write_lake(lake, settings.folder.database))
    except SOURCE_FAULTS as error:
        code = max(outcome.exit_code, error.exit_code)
        return replace(outcome, stale=outcome.stale | {"lake": str(error)}, exit_code=code)
    return outcome
