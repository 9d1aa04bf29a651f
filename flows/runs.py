"""A whole run, in order, under one lock: fetch, build, make pages, switch."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from catalogue.errors import BadSetting
from catalogue.load import load_catalogue
from extract.archive import Archive
from extract.clock import Hours
from flows.building import Building
from flows.fetching import Fetching
from flows.outcome import Outcome, archived, built_outcome
from flows.reading import Reading
from flows.replaying import from_archive
from flows.settings import Settings
from flows.steps import Steps
from publish.site import Scope, render
from transform.functions import check_functions
from warehouse.home import DATABASE, Home
from warehouse.lock import only_one
from warehouse.read import build_of
from warehouse.switch import carry_over, new_folder, switch


def refresh(
    settings: Settings, steps: Steps, *, municipality: str | None, scope: Scope | None, hours: Hours | None = None
) -> Outcome:
    """Fetch what has news (or one municipality), build, and make pages for `scope` (None: keep those there are).

    Where the hours are closed and figures are wanted anyhow, they are archived and no more.
    Raises a GrunnlagError when nothing could be built; what was published stays as it was.
    """
    hours = hours or Hours(live=settings.live)
    until = hours.closed(hours.clock.now())
    hours.require_open()
    catalogue = load_catalogue(settings.catalogue)
    check_functions(catalogue)
    home = settings.folder
    with only_one(home.path / "lock"):
        _keep_the_sample_apart(settings, home)
        fetching = Fetching(settings, catalogue, steps, hours)
        fetched = fetching.fetch(municipality, scope.county if scope else None)
        if until:
            return archived(home.published, list(fetched.candidates), until)
        built = Building(settings, catalogue, steps, fetching.reading).build(fetched)
        pages = _show(home, steps, scope, built.build_id)
    return built_outcome(home.published, built, pages)


def replay(settings: Settings, steps: Steps, *, as_of: date | None) -> Outcome:
    """Build everything anew from the archive, asking no source; as it was known on a day, in a folder of its own.

    Raises BadSetting when nothing had been loaded from these sources by then.
    """
    catalogue = load_catalogue(settings.catalogue)
    check_functions(catalogue)
    home = settings.folder
    shown = Home(home.path / "as-of" / as_of.isoformat()) if as_of else home
    with only_one(home.path / "lock"):
        _keep_the_sample_apart(settings, home)
        reading = Reading(Archive(home.archive), settings.origin)
        fetched = from_archive(reading, catalogue, as_of)
        built = Building(settings, catalogue, steps, reading, anew_in=shown).build(fetched)
        _show(shown, steps, None, built.build_id)
    known = f", as it was known on {as_of}" if as_of else ""
    return replace(built_outcome(shown.published, built, None), told=f"Built anew from the archive{known}.")


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
