"""The sheet 'Slik leser du': what columns and marks mean, the groups, and what is special for the municipality."""

from publish.workbook.book import Book

HOW = (
    ("Tall og enheter", "Tallene er tall og kan regnes med. Kolonnen «Enhet» sier hva de måles i. De vises med like "
     "mange desimaler som på sidene; cellene har tallet med inntil seks desimaler."),
    ("Tomme celler", "En tom celle betyr at det ikke finnes et tall, aldri null. Kolonnen «Merknad» sier hvorfor."),
    ("m", "En m etter tallet betyr at det er medianen av kommunene i gruppen: Halvparten ligger over og halvparten under. "
     "Uten m er tallet for hele gruppen under ett, eller kildens eget tall for fylket eller landet."),
    ("Endring", "Endring er tallet nå minus tallet fem år før, i prosentpoeng for prosent. Den er utelatt der tallene "
     "ikke kan sammenlignes."),
    ("Plass i fylket", "1 er den høyeste verdien blant kommunene i fylket som har tall. Antall personer, boliger og lignende "
     "rangeres ikke."),
    ("Små tall", "Tall som bygger på få personer, er holdt tilbake eller slått sammen over flere år. Da står det i «Merknad»."),
    ("Grenser", "Alle tall gjelder kommunene med dagens grenser. Der en kommune er delt, begynner serien da det skjedde."),
    ("Videre bruk", "Tallene kan brukes fritt når kilden oppgis (SSB: CC BY 4.0). Kildene står i arket «Kilder»."),
)  # fmt: skip
"""(heading, text) of each part that is the same in every workbook."""
SAMPLE = ("Prøvedata", "Tallene er fra prøvedataene til Grunnlag: publiserte tall, men ikke alle og ikke de nyeste.")


def how_to_read(book: Book, own: list[tuple[str, str]], *, is_sample: bool) -> None:
    """Add the sheet, with `own`: (heading, text) of what is special for this workbook."""
    sheet = book.sheet("Slik leser du", "Slik leser du arbeidsboken")
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)
    for row, (heading, text) in enumerate([*own, *HOW, *([SAMPLE] if is_sample else [])], start=3):
        book.write(sheet, row, 0, heading, "heading")
        book.write(sheet, row, 1, text, "text")
        book.fit(sheet, row, [heading, text], [30, 95])
