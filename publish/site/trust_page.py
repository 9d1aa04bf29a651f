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


LOOKS = {
    "answer": "svaret har et tegn som vi ikke kjenner",
    "revision.municipalities_gone": "noen kommuner er borte",
    "revision.periods_gone": "noen perioder er borte",
    "revision.figures_gone": "noen tall er borte",
    "revision.newest_gone": "færre kommuner enn før har tall for siste periode",
    "revision.revised": "uvanlig mange tall er endret",
    "revision.year_revised": "mange tall for én periode er endret mye",
    "revision.old_revised": "mange tall for en tidligere periode er endret",
    "step.moved": "kommunene har endret seg mer enn vanlig siden perioden før",
    "step.shifted": "nivået er uvanlig mye høyere eller lavere enn i perioden før",
    "step.jumped": "minst én kommune har en uvanlig stor endring",
    "step.unlike": "forskjellene mellom kommunene ligner lite på dem i perioden før",
    "step.lost": "uvanlig mange tall mangler",
    "step.zeros": "uvanlig mange tall er 0",
    "step.zeros_for_none": "det står 0 der det ikke var noe tall i perioden før",
    "step.tens": "uvanlig mange tall er hele tiere",
    "step.integers": "uvanlig mange tall er uten desimaler",
    "step.copied": "mange tall er helt like tallene for en annen periode",
    "step.summed": "summen av kommunene avviker mer enn vanlig fra tallet for fylket eller landet",
    "step.twins": "to kommuner har nøyaktig de samme tallene",
    "step.followed": "tallene for to grupper kan være byttet om",
}
"""Check of a load, at level look -> what it found, in Norwegian."""


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
        looks=[(base.sources[source].cited_as, LOOKS[check]) for source, check in reader.looks()],
        refused=[base.sources[source] for source in reader.refused()],
        checks=checks, wrong=sum(bool(check.wrong) for check in checks), breaks=reader.breaks(),
        day_of_build=day(base.build.built_at),
    )  # fmt: skip


def _is_new(source: SourceInfo, built: datetime) -> bool:
    return source.loaded_at is not None and built - source.loaded_at < NIGHT


def _changed(base: Base, revised: Revised) -> str:
    cited = base.sources[revised.source_id].cited_as
    return f"{day_of(revised.day)}: {cited}, {number(revised.count)} tall er endret{withdrawn_words(revised)}."
