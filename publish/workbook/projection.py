"""The sheets of the projection: the population in each release, and the ages that services are for."""

from publish.content.place import Place
from publish.drawing.text import printable
from publish.workbook.book import Book, Column, Figure, Value
from publish.workbook.charts import Line, line_chart, style

NAME = "Framskriving"
NONE = "Det finnes ikke framskriving for {name} her. {reason}"


def projection_sheets(book: Book, place: Place) -> None:
    """Add both sheets, or the one sentence that says why there is no projection."""
    if not place.projections:
        reason = place.figures["projected_population"].reason if "projected_population" in place.figures else ""
        book.sheet(NAME, "Framskriving", NONE.format(name=place.name, reason=reason or "").strip())
        return
    _releases(book, place)
    if place.projected:
        _ages(book, place)


def _releases(book: Book, place: Place) -> None:
    columns = (
        Column("Framskrevet i", 14), Column("År", 8), Column("Lav vekst", 13, is_number=True),
        Column("Hovedalternativ", 16, is_number=True, is_own=True), Column("Høy vekst", 13, is_number=True),
    )  # fmt: skip
    rows = sorted(place.projections, key=lambda row: (not row.is_newest, row.vintage, row.period))
    sheet = book.sheet(
        NAME, f"Framskriving av folketallet i {place.name}", "Personer 1. januar. Den nyeste utgaven står øverst."
    )
    placed = book.table(sheet, columns, [
        [int(row.vintage), int(row.period), _persons(row.low), _persons(row.main), _persons(row.high)] for row in rows
    ], wraps=False)  # fmt: skip
    last = placed.first + sum(row.is_newest for row in rows) - 1
    lines = (Line(2, "low"), Line(3, "main"), Line(4, "high"))
    chart = line_chart(book, sheet.name, (placed.first, last), placed.first - 1, lines, 1)
    newest = [value for row in rows if row.is_newest for value in (row.low, row.main, row.high)]
    style(chart, newest, is_line=True)
    sheet.insert_chart(3, 6, chart, _alternative(f"Framskrevet folketall i {place.name} etter SSBs tre alternativer"))


def _ages(book: Book, place: Place) -> None:
    first = place.projected[0].first_year
    heads = (
        "Alder",
        "År",
        f"Personer {first}",
        "Lav vekst",
        "Hovedalternativ",
        "Høy vekst",
        "Endring",
        "Endring i prosent",
    )
    columns = [Column(head, 34 if head == "Alder" else 14, is_number=place > 1, is_own=head == "Hovedalternativ")
               for place, head in enumerate(heads)]  # fmt: skip
    words = f"Personer 1. januar etter SSBs framskriving fra {first}. Endring er fra {first}, etter hovedalternativet."
    sheet = book.sheet("Framskriving etter alder", f"Aldersgruppene i {place.name}", words)
    rows: list[list[Value]] = [
        [
            row.title, int(row.period), _persons(row.first), _persons(row.low), _persons(row.main), _persons(row.high),
            Figure(row.change_main, 0, is_change=True), Figure(row.change_main_pct, 1, is_change=True),
        ]
        for row in place.projected
    ]  # fmt: skip
    book.table(sheet, columns, rows, wraps=False)


def _persons(value: float | None) -> Figure | None:
    return None if value is None else Figure(value, 0)


def _alternative(words: str) -> dict[str, object]:
    return {"description": printable(words), "object_position": 1}
