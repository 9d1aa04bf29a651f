"""What `export` does: find what is named, make the file, and put it in its place in one step."""

import os
from dataclasses import dataclass
from pathlib import Path

from catalogue.errors import BadSetting
from catalogue.load import load_catalogue
from cli.place import county_of, place_of
from cli.show_catalogue import named
from pipeline.settings import Settings
from publish.content.document import FULL
from publish.forms import Forms
from warehouse.home import Home


@dataclass(frozen=True)
class Wanted:
    """What to export, as it is named on the command line; None is left out."""

    municipality: str | None
    indicator: str | None
    county: str | None
    theme: str | None
    scope: str | None

    def check(self) -> None:
        """Raise BadSetting if nothing is named, or what excludes each other."""
        if self.municipality and (self.indicator or self.county):
            raise BadSetting("Give a municipality, or --indicator or --county, not both.")
        if not (self.municipality or self.indicator or self.county):
            raise BadSetting("Say what to export: a municipality such as Heim, --indicator or --county.")
        if self.indicator and self.theme:
            raise BadSetting("--indicator and --theme exclude each other; leave one of them out.")
        if self.scope and self.indicator:
            raise BadSetting("--scope is for the documents of a municipality or county; leave it out.")


def export(settings: Settings, to: Path, wanted: Wanted) -> int:
    """Write the file of what is wanted. Return its number of bytes.

    Raise BadSetting if the file cannot be made or written, UnknownName for an unknown name.
    """
    wanted.check()
    _check_path(to)
    settings.folder.require_published()
    catalogue = load_catalogue(settings.catalogue, settings.local)
    if wanted.theme:
        named({each.id: each for each in catalogue.themes}, wanted.theme, "theme")
    if wanted.indicator:
        named(catalogue.indicators, wanted.indicator, "indicator")
    with Forms(settings.folder.database, catalogue) as forms:
        return write_whole(to, _made(settings.folder, forms, to.suffix.lower(), wanted))


def _made(home: Home, forms: Forms, ending: str, wanted: Wanted) -> bytes:
    county = county_of(home, wanted.county).code if wanted.county else None
    if wanted.municipality:
        return forms.municipality(place_of(home, wanted.municipality).code, ending, wanted.theme, wanted.scope or FULL)
    if wanted.indicator:
        return forms.indicator(wanted.indicator, ending, county)
    return forms.county(county or "", ending, wanted.theme, wanted.scope or FULL)


def write_whole(to: Path, content: bytes) -> int:
    """Write a file so that nobody sees a part of it. Return the number of bytes. Raise BadSetting if it cannot be written."""
    part = to.with_name(f".{to.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(to)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise BadSetting(f"{to} cannot be written ({error.strerror}); give another path.") from error
    return len(content)


def _check_path(to: Path) -> None:
    if to.is_dir():
        raise BadSetting(f"{to} is a folder; give the name of a file, such as {to / 'heim.xlsx'}.")
    if not to.parent.is_dir():
        raise BadSetting(f"The folder {to.parent} does not exist; make it first.")
