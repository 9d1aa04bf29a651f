"""What the shell completes: names of municipalities, and ids of indicators and themes."""

from catalogue.errors import GrunnlagError
from catalogue.load import load_catalogue
from catalogue.models import Catalogue
from pipeline.settings import read_settings


def _catalogue() -> Catalogue:
    settings = read_settings()
    return load_catalogue(settings.catalogue, settings.local)


def municipalities(incomplete: str) -> list[str]:
    """Return the names of municipalities that begin with what is typed; none if a setting is invalid."""
    from cli.place import beginning_with

    try:
        return beginning_with(read_settings().folder, incomplete)
    except GrunnlagError:
        return []


def indicators(incomplete: str) -> list[str]:
    """Return the ids of indicators that begin with what is typed; none if the catalogue is invalid."""
    try:
        return [name for name in _catalogue().indicators if name.startswith(incomplete)]
    except GrunnlagError:
        return []


def themes(incomplete: str) -> list[str]:
    """Return the ids of themes that begin with what is typed; none if the catalogue is invalid."""
    try:
        known = _catalogue().themes
    except GrunnlagError:
        return []
    return [theme.id for theme in known if theme.id.startswith(incomplete)]
