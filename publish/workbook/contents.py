"""The sheets about the workbook: 'Innhold', 'Kilder' and 'Definisjoner'."""

from xlsxwriter.worksheet import Worksheet

from publish.content.model import Source
from publish.content.place import Base
from publish.workbook.book import Book, Column, Link, Value

ABOUT = {
    "Slik leser du": "Hva kolonner, tomme celler og merker betyr",
    "Nøkkeltall": "De nyeste tallene ved siden av de ti som ligner mest, fylket og landet",
    "Side ved side": "De nyeste tallene for kommunene ved siden av hverandre",
    "Diagrammer": "Diagrammene fra notatet, med tallene de er laget av",
    "Framskriving": "SSBs framskriving av folketallet, også tidligere utgaver",
    "Framskriving etter alder": "Ventet endring i aldersgruppene som tjenestene er for",
    "Kilder": "Tabellene som tallene er hentet fra, med dato og lenke",
    "Definisjoner": "Hva hvert nøkkeltall teller, og hvorfor det er med",
}
"""Sheet -> what it has. Other sheets are themes."""
THEME = "Alle tall i temaet, ett på hver rad"


def contents_sheet(book: Book, title: str, words: str) -> Worksheet:
    """Add the first sheet. `fill_contents` lists the sheets in it when all are made."""
    return book.sheet("Innhold", title, words)


def fill_contents(book: Book, sheet: Worksheet) -> None:
    """List the workbook's sheets, each linked."""
    names = [name for name in book.sheets if name != sheet.name]
    rows: list[list[Value]] = [[Link(f"internal:'{name}'!A1", name), ABOUT.get(name, THEME)] for name in names]
    book.table(sheet, (Column("Ark", 34), Column("Innhold", 90)), rows, wraps=True)


def sources_sheet(book: Book, base: Base, sources: tuple[Source, ...]) -> None:
    """Add the sources, each linked to its page."""
    columns = (Column("Kilde", 34), Column("Tittel", 80), Column("Dato", 30), Column("Lisens", 16))
    sheet = book.sheet("Kilder", "Kilder")
    book.table(sheet, columns, [_source(base, each) for each in sources], wraps=True)


def _source(base: Base, source: Source) -> list[Value]:
    known = base.sources[source.id]
    return [_linked(source), known.title, source.date_words.removeprefix(", "), known.licence]


def _linked(source: Source) -> Value:
    """Return the source as a link if its address is one of the web."""
    return Link(source.url, source.cited_as) if source.url.startswith("https://") else source.cited_as


def definitions_sheet(book: Book, base: Base, indicator_ids: list[str]) -> None:
    """Add the definitions of the indicators, in words."""
    columns = (
        Column("Nøkkeltall", 44), Column("Id", 28), Column("Tema", 28), Column("Enhet", 18), Column("Definisjon", 70),
        Column("Hvorfor", 70), Column("Kilde", 28),
    )  # fmt: skip
    known = [base.indicators[name] for name in indicator_ids]
    rows: list[list[Value]] = [
        [each.title, each.id, each.theme_title, each.unit.nb, each.definition, each.why, base.sources[each.source_id].cited_as]
        for each in known
    ]  # fmt: skip
    book.table(book.sheet("Definisjoner", "Definisjoner"), columns, rows, wraps=True)
