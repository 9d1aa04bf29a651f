"""Pages to test: hand-made content with hostile names, and an outline of a page's tags."""

from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

from publish.content.chart import Chart, Series
from publish.content.model import (
    Cell,
    Chapter,
    Fact,
    Gap,
    Group,
    GroupCell,
    Highlight,
    Highlights,
    LawPoint,
    Member,
    MunicipalityContent,
    Number,
    Row,
    Sentence,
    Source,
    Table,
)

HOSTILE = "<script>alert('x')</script>\"=1+1\u202e"
"""A name that must be shown as text everywhere."""
CELL = Cell("mart.figure", (("indicator_id", "population"),), "value", 6075)
SOURCE = Source(
    "ssb_07459", "SSB, tabell\u00a007459", "https://www.ssb.no/statbank/table/07459", ", oppdatert 1. mai 2026"
)
YEARS = ("2024", "2025", "2026")
CHART = Chart(
    id="folketall",
    kind="line",
    title="Folketallet har økt",
    subtitle="Folketall 1. januar",
    head="År",
    keys=YEARS,
    categories=YEARS,
    series=(Series(HOSTILE, "own", (6000, 6050.4, None)), Series("Landet", "country", (5.5, 5.6, 5.7))),
    suffix="%",
    decimals=1,
    alternative="Fra 6 000 til 6 050.",
    indicator_ids=("population",),
    source_words="Kilde: SSB, tabell 07459.",
)


def row(name: str = "population", **changed: Any) -> Row:
    """Return a row with the figure of the ten and ten members."""
    ten = GroupCell(5995, "5 995", is_median=True, cell=CELL, members_with_value=9, members=10)
    members = tuple(Member(f"Nabo {number}", 5000.0 + 200 * number) for number in range(10))
    found = Row(
        name, "Folketall", "2026", "1. januar 2026", 6075, "6 075", CELL, {"neighbours": ten}, members, "+134", ""
    )
    return replace(found, **changed)


def chapter(**changed: Any) -> Chapter:
    """Return a chapter with a chart, a sentence, a table and what is lacking."""
    sentence = Sentence(("Heim hadde ", Number("6 075", (CELL,)), " innbyggere."))
    gaps = (
        Gap("jobs", "Arbeidsplasser", "Ikke med."),
        Gap("births", HOSTILE, "Ikke med."),
        Gap("rent", "Leie", "Holdt tilbake."),
    )
    found = Chapter(
        "befolkning", 1, "Befolkningen i dag", "Befolkning", Sentence(("Heim vokser",)), (CHART,), (sentence,),
        Table((row(),), (SOURCE,), ""), ("Flere kan komme.",), ("Hvem flytter hit?",), gaps,
    )  # fmt: skip
    return replace(found, **changed)


EMPTY = chapter(
    id="okonomi", number=2, title="Kommuneøkonomi", short="Økonomi", finding=Sentence(("Ingen tall",)), charts=(),
    sentences=(), table=None, meanings=(),
)  # fmt: skip


def municipality(**changed: Any) -> MunicipalityContent:
    """Return the content of a municipality with a hostile name."""
    found = Highlight("share_80_plus", "7,4\u00a0%", Sentence(("er 80 år eller eldre",)), "befolkning")
    ten = Group("neighbours", "5055", "De ti", "De ti", (), f"De ti ligner mest: {HOSTILE}.")
    content = MunicipalityContent(
        code="5055", name=HOSTILE, official_name=f"{HOSTILE} - Samisk", county_code="50", county_name="Trøndelag",
        centrality_words="Lite sentral: klasse 5 av 6", facts=(Fact("6\u00a0075", "innbyggere", CELL),),
        highlights=(Highlights("Skiller seg ut", (found,), None), Highlights("Endret", (), Sentence(("Ingen.",)))),
        changes=(), changes_since="2023", groups=(ten, replace(ten, kind="peers", short="Samme størrelse")),
        chapters=(chapter(), EMPTY), law=(LawPoint("Loven § 10-1", "Hvem som bor her", "covered", "dekket"),), notes=(),
        is_sample=True, collected=None, sources=(SOURCE,),
    )  # fmt: skip
    return replace(content, **changed)


def base(*, stale: bool = False, is_sample: bool = True) -> Any:
    """Return what the templates ask of a build."""
    source = SimpleNamespace(id="ssb_07459", stale_reason="It did not answer." if stale else None)
    build = SimpleNamespace(built_at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC), version="0.1.0", origin="sample")
    return SimpleNamespace(
        sources={"ssb_07459": source}, indicators={"population": SimpleNamespace(decimals=0)}, build=build,
        collected=datetime(2026, 2, 21, tzinfo=UTC).date(), is_sample=is_sample,
    )  # fmt: skip


class Outline(HTMLParser):
    """Collects the tags of a page with their attributes, in order, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]
