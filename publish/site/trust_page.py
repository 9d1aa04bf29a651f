"""'Slik vet vi': the sources and how each is known, how fresh they are, breaks, checks, and what has changed."""

from datetime import date, datetime, timedelta

from publish.content.place import Base
from publish.numbers import day, day_of, number
from publish.site.templating import Fill
from warehouse.read import SourceInfo
from warehouse.read_site import ChangedSource, SiteReader

KNOWN = {"seen_live": "Kontrollert mot kilden", "recorded": "Dokumentert", "assumed": "Delvis antatt"}
NIGHT = timedelta(hours=24)
"""What was loaded within this time before the build was made, was loaded by the last run."""


def trust_html(fill: Fill, base: Base, reader: SiteReader) -> str:
    """Return the page."""
    loaded = sorted((each for each in base.sources.values() if each.loaded_at), key=lambda each: each.cited_as)
    checks = reader.checks()
    return fill(
        "trust.html",
        sources=[(source, base.source(source.id), KNOWN.get(source.known, source.known)) for source in loaded],
        stale_sources=[source for source in loaded if source.stale_reason],
        without=sum(not each.loaded_at for each in base.sources.values()),
        tonight=[source for source in loaded if _is_new(source, base.build.built_at)],
        changed=[_changed(base, each) for each in reader.changed_sources()],
        checks=checks, wrong=sum(bool(check.wrong) for check in checks), breaks=reader.breaks(),
        day_of_build=day(base.build.built_at),
    )  # fmt: skip


def _is_new(source: SourceInfo, built: datetime) -> bool:
    return source.loaded_at is not None and built - source.loaded_at < NIGHT


def _changed(base: Base, change: ChangedSource) -> str:
    taken = f", {number(change.withdrawn)} av dem er trukket tilbake" if change.withdrawn else ""
    when = day_of(date.fromisoformat(change.day))
    return f"{when}: {base.sources[change.source_id].cited_as}, {number(change.count)} tall er endret{taken}."
