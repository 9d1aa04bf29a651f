"""A whole run under one lock: fetch, build, make pages, switch."""

from functools import partial
from pathlib import Path

from catalogue.errors import BadSetting
from catalogue.models import Catalogue
from extract.clock import Hours
from pipeline.builder import Builder
from pipeline.fetch import FetchPhase
from pipeline.lake import with_lake
from pipeline.outcome import Outcome, archived, built_outcome
from pipeline.run_report import reported
from pipeline.settings import Settings
from pipeline.site import make_site
from pipeline.steps import Steps
from publish.site import Scope
from warehouse.checksum import checksum_file, is_intact
from warehouse.definition_check import checked_catalogue
from warehouse.health import write_health
from warehouse.home import DATABASE, Home
from warehouse.lock import only_one
from warehouse.read import build_of
from warehouse.switch import carry_over, new_folder, switch


def refresh(
    settings: Settings, steps: Steps, *, municipality: str | None, scope: Scope | None, hours: Hours | None = None
) -> Outcome:
    """Fetch changed tables (or one municipality), build, and make pages for `scope` (None: keep the published pages).

    In the closed hours of `hours`, fetch only with `hours.anyhow`, and archive the answers without publishing.
    Raise a GrunnlagError if no build could be made; the published build then stays.
    """
    hours = hours or Hours(live=settings.live)
    return reported(
        settings, steps, "refresh", municipality, lambda: _refresh(settings, steps, municipality, scope, hours)
    )


def _refresh(settings: Settings, steps: Steps, municipality: str | None, scope: Scope | None, hours: Hours) -> Outcome:
    until = hours.closed(hours.clock.now())
    scope = scope.with_documents(settings.documents) if scope else None
    catalogue = checked_catalogue(settings.catalogue, settings.local)
    home = settings.folder.prepare()
    hours.require_open()  # after settings and catalogue: their errors must show at any time of day
    with only_one(home.path / "lock"):
        keep_the_sample_apart(settings, home)
        fetching = FetchPhase(settings, catalogue, steps, hours)
        fetched = fetching.fetch(municipality, scope.counties if scope else ())
        if until:
            return archived(home.published, list(fetched.candidates), f"{until:%H:%M}")
        built = Builder(settings, catalogue, steps, fetching.reading).build(fetched)
        pages = show(home, steps, catalogue, scope, built.build_id)
        return with_lake(settings, steps, built_outcome(home.published, built, pages))


def publish(settings: Settings, steps: Steps, *, scope: Scope) -> Outcome:
    """Make the pages of `scope` again from the published figures. Raise BadSetting if there are none, or they were changed."""
    settings.folder.require_published()
    return reported(settings, steps, "publish", scope.municipality, lambda: _publish(settings, steps, scope))


def _publish(settings: Settings, steps: Steps, scope: Scope) -> Outcome:
    home, scope = settings.folder, scope.with_documents(settings.documents)
    checksum = checksum_file(home.database)
    if checksum.exists() and not is_intact(home.database):
        raise BadSetting(
            f"{home.database} was changed since it was built: it does not match {checksum.name}; "
            "run 'grunnlag run', which builds it again from the archive."
        )
    with only_one(home.prepare().path / "lock"):
        scope.check(home.database)
        catalogue = checked_catalogue(settings.catalogue, settings.local)
        return Outcome(home.published, None, show(home, steps, catalogue, scope, None))


def keep_the_sample_apart(settings: Settings, home: Home) -> None:
    """Raise BadSetting if the sample's figures would replace published figures of another origin."""
    published = build_of(home.database)
    if settings.sample and published and published.origin != settings.origin:
        raise BadSetting(
            f"{home.path} holds a build of {published.origin} figures; give the sample another GRUNNLAG_HOME."
        )


def show(home: Home, steps: Steps, catalogue: Catalogue, scope: Scope | None, build_id: str | None) -> int | None:
    """Publish the new build, or the published figures with new pages. Return the number of pages; None or 0 if none."""
    if build_id is None and (scope is None or scope.is_shown(home.published, catalogue)):
        return None if scope is None else 0
    folder = home.builds / build_id if build_id else _like_published(home)
    pages = _pages(home, steps, catalogue, scope, folder)
    write_health(folder)
    steps.run("switch", lambda: switch(home, folder.name))
    return pages


def _like_published(home: Home) -> Path:
    """Return the folder of a new build with the published figures, without pages."""
    folder = home.builds / new_folder(home)
    for part in (DATABASE, checksum_file(Path(DATABASE)).name, "parquet"):
        carry_over(home, part, folder)
    return folder


def _pages(home: Home, steps: Steps, catalogue: Catalogue, scope: Scope | None, folder: Path) -> int | None:
    published, made = build_of(home.database), build_of(folder / DATABASE)
    if (scope is None or scope.municipality) and published and made and published.origin == made.origin:
        carry_over(home, "site", folder)
    if scope is None:
        return None
    report = steps.reporter.progress
    pages = steps.run(
        "pages", lambda: make_site(folder, scope, catalogue, lambda done, total: report("pages", done, total))
    )
    if scope.documents:
        from pipeline.documents import make_documents  # here, because it takes a second

        shown = partial(report, "documents")
        steps.run("documents", lambda: make_documents(folder, home.published, catalogue, scope, shown))
    return pages
