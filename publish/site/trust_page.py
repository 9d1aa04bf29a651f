"""'Slik vet vi': the sources and how each is known, how fresh they are, breaks, checks, and what has changed."""

from datetime import datetime, timedelta

from publish.content.indicator import KNOWN, withdrawn_words
from publish.content.place import Base
from publish.numbers import day, day_of, number
from publish.site.templating import Fill
from warehouse.read import SourceInfo
from warehouse.read_area import Revised
from warehouse.read_site import SiteReader

NIGHT = timedelta(hours=24)
"""What was loaded within this time before the build was made, was loaded by the last run."""


def trust_html(fill: Fill, base: Base, reader: SiteReader, revised: list[Revised]) -> str:
    """Return the page; `revised` is what the sources have changed."""
    loaded = sorted((each for each in base.sources.values() if each.loaded_at), key=lambda each: each.cited_as)
    checks = reader.checks()
    return fill(
        "trust.html",
        sources=[(source, base.source(source.id), KNOWN.get(source.known, source.known)) for source in loaded],
        stale_sources=[source for source in loaded if source.stale_reason],
        without=sum(not each.loaded_at for each in base.sources.values()),
        tonight=[source for source in loaded if _is_new(source, base.build.built_at)],
        changed=[_changed(base, each) for each in revised],
        checks=checks, wrong=sum(bool(check.wrong) for check in checks), breaks=reader.breaks(),
        day_of_build=day(base.build.built_at),
    )  # fmt: skip


def _is_new(source: SourceInfo, built: datetime) -> bool:
    return source.loaded_at is not None and built - source.loaded_at < NIGHT


def _changed(base: Base, revised: Revised) -> str:
    cited = base.sources[revised.source_id].cited_as
    return f"{day_of(revised.day)}: {cited}, {number(revised.count)} tall er endret{withdrawn_words(revised)}."
