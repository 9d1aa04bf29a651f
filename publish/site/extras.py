"""What other forms add to the site: whole pages within its frame, and what they make of each municipality's content."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from publish.content.model import MunicipalityContent


@dataclass(frozen=True)
class Framed:
    """A page whose main part is made elsewhere: the name of its file, its title in the menu, and its script."""

    name: str
    title: str
    main: Markup
    script: str = ""


def _ignore(content: MunicipalityContent) -> None:
    """Do nothing with the content."""


@dataclass(frozen=True)
class Extras:
    """Pages within the frame, and what is called with the content of each municipality that gets a page."""

    framed: tuple[Framed, ...] = ()
    with_content: Callable[[MunicipalityContent], None] = _ignore


NO_EXTRAS = Extras()
