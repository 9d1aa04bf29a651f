"""A whole run, in order, under one lock: fetch, build, make pages, switch."""

from dataclasses import dataclass, field
from pathlib import Path

from catalogue.errors import BadSetting
from catalogue.load import load_catalogue
from flows.building import Building
from flows.fetching import Fetching
from flows.settings import Settings
from flows.steps import Steps
from publish.site import Scope, render
from transform.functions import check_functions
from warehouse.home import DATABASE, Home
from warehouse.lock import only_one
from warehouse.read import build_of
from warehouse.switch import carry_over, new_folder, switch


@dataclass(frozen=True)
class Outcome:
    """What a run came to: tables loaded and pages made (None where it was not asked to), and what is stale with the reason."""

    home: Path
    loaded: list[str] | None
    pages: int | None
    stale: dict[str, str] = field(default_factory=dict)
    exit_code: int = 0

    def __str__(self) -> str:
        """A few sentences for the end of a run."""
        said = [f"{source} is stale: {reason}" for source, reason in self.stale.items()]
        if self.loaded:
            said.insert(0, f"Loaded {', '.join(self.loaded)}.")
        elif self.loaded is not None and not self.stale:
            said.append("No table had news; none was fetched again.")
        if self.pages is not None:
            said.append(f"{self.pages} pages made." if self.pages else "The pages are up to date.")
        return " ".join(said)


def refresh(settings: Settings, steps: Steps, *, municipality: str | None, scope: Scope | None) -> Outcome:
    """Fetch what has news (or one municipality), build, and make pages for `scope` (None: keep those there are).

    Raises a GrunnlagError when nothing could be built; what was published stays as it was.
    """
    catalogue = load_catalogue(settings.catalogue)
    check_functions(catalogue)
    home = settings.folder
    with only_one(home.path / "lock"):
        _keep_the_sample_apart(settings, home)
        fetching = Fetching(settings, catalogue, steps)
        fetched = fetching.fetch(municipality, scope.county if scope else None)
        built = Building(settings, catalogue, steps, fetching).build(fetched)
        pages = _show(home, steps, scope, built.build_id)
    stale = {source: str(error) for source, error in built.stale.items()}
    code = max((error.exit_code for error in built.stale.values()), default=0)
    return Outcome(home.published, [load.source_id for load in built.loaded], pages, stale, code)


def publish(settings: Settings, steps: Steps, *, scope: Scope) -> Outcome:
    """Make the pages of `scope` anew from the published figures. Raises BadSetting when nothing has been published."""
    home = settings.folder
    with only_one(home.path / "lock"):
        if not home.database.exists():
            raise BadSetting(f"Nothing has been published in {home.path} yet; run 'grunnlag run' first.")
        scope.check(home.database)
        return Outcome(home.published, None, _show(home, steps, scope, None))


def _keep_the_sample_apart(settings: Settings, home: Home) -> None:
    """Raise BadSetting before the sample's figures would take the place of SSB's own."""
    published = build_of(home.database)
    if settings.sample and published and published.origin != settings.origin:
        raise BadSetting(
            f"{home.path} holds a build of {published.origin} figures; give the sample another GRUNNLAG_HOME."
        )


def _show(home: Home, steps: Steps, scope: Scope | None, build_id: str | None) -> int | None:
    """Give the new build its pages, or today's build new pages, and switch; nothing when nothing is new."""
    if build_id is None and (scope is None or scope.is_shown(home.published)):
        return None if scope is None else 0
    folder = home.builds / build_id if build_id else _like_published(home)
    pages = _pages(home, steps, scope, folder)
    steps.run("switch", lambda: switch(home, folder.name))
    return pages


def _like_published(home: Home) -> Path:
    """A new build with the published figures, and no pages yet."""
    folder = home.builds / new_folder(home)
    for part in (DATABASE, "parquet"):
        carry_over(home, part, folder)
    return folder


def _pages(home: Home, steps: Steps, scope: Scope | None, folder: Path) -> int | None:
    published, made = build_of(home.database), build_of(folder / DATABASE)
    if (scope is None or scope.municipality) and published and made and published.origin == made.origin:
        carry_over(home, "site", folder)
    if scope is None:
        return None
    told = steps.reporter.progress
    return steps.run("pages", lambda: render(folder, scope, lambda done, total: told("pages", done, total)))
