"""The site: a page for each municipality, county and indicator, and the pages that lead to them. It works from a folder."""

from publish.site.extras import Extras, Framed
from publish.site.render import render
from publish.site.scope import Scope

__all__ = ["Extras", "Framed", "Scope", "render"]
