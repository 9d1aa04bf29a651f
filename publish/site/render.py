"""Make the whole site from the published file."""

from collections.abc import Callable
from pathlib import Path

from catalogue.models import Catalogue
from publish.site.assets import copy_assets
from publish.site.extras import NO_EXTRAS, Extras
from publish.site.made import note_made, write
from publish.site.pages import Pages
from publish.site.scope import Scope
from warehouse.home import DATABASE

Progress = Callable[[int, int], None]
"""Called with (done, total)."""


def render(folder: Path, scope: Scope, catalogue: Catalogue, progress: Progress, extras: Extras = NO_EXTRAS) -> int:
    """Make folder/site/ from folder/grunnlag.duckdb. Return the number of municipalities that got a page.

    A page of a single municipality is added to the pages that are already there.
    """
    site = folder / "site"
    site.mkdir(exist_ok=True)
    with Pages(folder / DATABASE, catalogue, scope, extras) as pages:
        is_added = scope.municipality is not None and (site / "index.html").exists()
        made = pages.added(site) if is_added else pages.all()
        for done, (name, make) in enumerate(made, start=1):
            write(site / name, make())
            progress(done, len(made))
        if not is_added:
            copy_assets(site, pages.search_entries())
            note_made(site, scope.as_json(), pages.base.build, catalogue)
        return len(pages.municipalities)
