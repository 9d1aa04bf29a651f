"""A whole run, in order, under one lock: fetch, build, make pages, switch."""

from dataclasses import dataclass, field
from pathlib import Path

from catalogue.errors import BadSetting
from catalogue.load import load_catalogue
from flows.building import Building, Built
from flows.fetching import Fetching
from flows.settings import Settings
from flows.steps import Steps
from publish.site import Scope, render
from warehouse.home import DATABASE, Home
from warehouse.lock import only_one
from warehouse.switch import carry_over, new_folder, switch


@dataclass(frozen=True)
class Outcome:
    """What a run came to: tables loaded, tables stale with the reason, pages made, and whether readers see a new build."""

    home: Path
    switched: bool
    loaded: list[str] = field(default_factory=list)
    stale: dict[str, str] = field(default_factory=dict)
    pages: int = 0
    exit_code: int = 0

    def __str__(self) -> str:
        """One or two sentences for the end of a run."""
        loaded = f"Loaded {', '.join(self.loaded)}." if self.loaded else "No table had news; none was fetched again."
        pages = f" {self.pages} pages made." if self.pages else ""
        stale = "".join(f" {source} is stale: {reason}" for source, reason in self.stale.items())
        return f"{loaded}{pages}{stale}"


def refresh(settings: Settings, steps: Steps, *, municipality: str | None, scope: Scope | None) -> Outcome:
    """Fetch what has news (or one municipality), build, and make pages for `scope` (None: keep those there are).

    Raises a GrunnlagError when nothing could be built; what was published stays as it was.
    """
    catalogue = load_catalogue(settings.catalogue)
    home = settings.folder
    with only_one(home.path / "lock"):
        fetching = Fetching(settings, catalogue, steps)
        fetched = fetching.fetch(municipality, scope.county if scope else None)
        built = Building(settings, catalogue, steps, fetching).build(fetched)
        return _show(home, steps, scope, built)


def publish(settings: Settings, steps: Steps, *, scope: Scope) -> Outcome:
    """Make the pages of `scope` anew from the published figures. Raises BadSetting when nothing has been published."""
    home = settings.folder
    with only_one(home.path / "lock"):
        if not home.database.exists():
            raise BadSetting(f"Nothing has been published in {home.path} yet; run 'grunnlag run' first.")
        scope.check(home.database)
        return _show(home, steps, scope, Built(None, ""))


def _show(home: Home, steps: Steps, scope: Scope | None, built: Built) -> Outcome:
    """Give the new build its pages, or today's build new pages, and switch; nothing when nothing is new."""
    pages = 0
    build_id = built.build_id
    if build_id is None and scope and not scope.is_shown(home.published):
        build_id = new_folder(home)
        for part in (DATABASE, "parquet"):
            carry_over(home, part, home.builds / build_id)
    if build_id:
        pages = _pages(home, steps, scope, build_id)
        steps.run("switch", lambda: switch(home, build_id))
    return _outcome(home, built, pages, switched=build_id is not None)


def _pages(home: Home, steps: Steps, scope: Scope | None, build_id: str) -> int:
    folder = home.builds / build_id
    if scope is None:
        carry_over(home, "site", folder)
        return 0
    told = steps.reporter.progress
    return steps.run("pages", lambda: render(folder, scope, lambda done, total: told("pages", done, total)))


def _outcome(home: Home, built: Built, pages: int, *, switched: bool) -> Outcome:
    codes = [error.exit_code for error in built.stale.values()]
    stale = {source: str(error) for source, error in built.stale.items()}
    loaded = [load.source_id for load in built.loaded]
    return Outcome(home.published, switched, loaded, stale, pages, max(codes, default=0))
