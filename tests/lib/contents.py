"""The content of a made-up municipality with one chapter for each kind of chart, for tests of documents."""

from datetime import date

from publish.content.chart import Break, Chart, Kind
from publish.content.model import (
    Cell,
    Change,
    Chapter,
    Fact,
    Gap,
    Group,
    GroupCell,
    Highlight,
    Highlights,
    LawPoint,
    MunicipalityContent,
    Row,
    Sentence,
    Source,
    Table,
)
from tests.lib.drawings import ROLES, chart

CELL = Cell("mart.figure", (("indicator_id", "population"),), "value", 1.0)
SSB = Source(
    "ssb", "SSB, tabell\u00a007459", "https://www.ssb.no/statbank/table/07459", ", oppdatert 1.\u00a0mars 2026"
)
VALUES = [[1.25, 2.5, 3.0], [2.0, 2.25, None], [1.5, 1.75, 2.0], [3.0, 3.5, 4.0], [1.0, 1.0, 1.0], [2.0, 2.0, 2.0]]


def content(name: str = "Heim", *, url: str = SSB.url) -> MunicipalityContent:
    """Return a municipality with this name; its last chapter has no figure."""
    source = Source(SSB.id, SSB.cited_as, url, SSB.date_words)
    empty = _chapter(len(ROLES) + 1, "tomt", name, None, source)
    return MunicipalityContent(
        code="5055",
        name=name,
        official_name=name,
        county_code="50",
        county_name="Trøndelag",
        centrality_words="",
        facts=(Fact("6 075", "innbyggere", CELL),),
        highlights=_highlights(name),
        changes=(Change("population", "Folketall", "6 000 (2023)", "6 075 (2026)", "+75", "neither", (CELL, CELL)),),
        changes_since="2023",
        groups=(Group("neighbours", "5055", "De ti", "De ti", ("Surnadal",), "De ti ligner mest: Surnadal."),),
        chapters=(*(_chapter(i, kind, name, kind, source) for i, kind in enumerate(ROLES, 1)), empty),
        law=(LawPoint("Loven", "Klima", "partly", "delvis dekket"), LawPoint("Loven", "Bolig", "covered", "dekket")),
        notes=("Området har hatt dagens grenser siden 2020.",),
        is_sample=True,
        collected=date(2026, 3, 1),
        sources=(source,),
    )


def _highlights(name: str) -> tuple[Highlights, ...]:
    found = Highlight("population", "6 075", Sentence((f"innbyggere i {name}",)), "line")
    return (Highlights("Skiller seg ut", (found,), None), Highlights("Ventes", (), Sentence(("Ingen framskriving.",))))


def _chapter(number: int, id_: str, name: str, kind: Kind | None, source: Source) -> Chapter:
    charts = (_chart(kind, name),) if kind else ()
    return Chapter(
        id=id_,
        number=number,
        title=f"Om {id_}",
        short=id_.capitalize(),
        finding=Sentence((f"{name} vokser",) if kind else ("Grunnlaget har ikke tall om dette for kommunen ennå",)),
        charts=charts,
        sentences=(Sentence((f"{name} hadde 6\u00a0075 innbyggere, {number} flere enn før.",)),) if kind else (),
        table=Table((_row(name),), (source,), "") if kind else None,
        meanings=("Vekst kan kreve flere boliger.",) if kind else (),
        questions=("Hvilke planer må svare på dette?",) if kind else (),
        gaps=(Gap("births", "Fødte", "Ikke med i prøvedataene."),),
    )


def _chart(kind: Kind, name: str) -> Chart:
    names = [f"{name} {role} {i}" for i, role in enumerate(ROLES[kind])]
    breaks = (Break("2026", "Kilden teller på en ny måte."),) if kind == "line" else ()
    return chart(kind, VALUES[: len(ROLES[kind])], names=names, title=f"{name}: {kind}", breaks=breaks)


def _row(name: str) -> Row:
    group = GroupCell(16024, "16\u00a0024\u00a0kr", True, CELL, 10, 10)
    county = GroupCell(16727, "16\u00a0727\u00a0kr", False, CELL, 38, 38)
    return Row(
        indicator_id="annual_fees", title=f"Årsgebyrer i {name}", period="2026", period_words="2026", value=18730,
        text="18\u00a0730\u00a0kr", cell=CELL, groups={"neighbours": group, "county": county}, members=(),
        change="+12\u00a0kr", note="Tallet er to år gammelt.",
    )  # fmt: skip
