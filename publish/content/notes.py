"""The notes that a reader needs to use a municipality's figures rightly: borders, few inhabitants, two indices."""

from publish.content.place import Place
from publish.numbers import NBSP, day_of, number


def notes(place: Place) -> tuple[str, ...]:
    """Return the notes that apply to the municipality."""
    shifts = [f"{reason} Vekst over denne datoen er derfor ikke regnet ut." for reason in place.shifts]
    return tuple(note for note in (_borders(place), *shifts, _few(place), _centrality(place)) if note)


def _borders(place: Place) -> str:
    since = place.municipality.borders_from
    first = next((row.period for row in place.series.get("population", []) if row.value is not None), "")
    if not first.isdigit() or since.year < int(first):
        return ""
    but = ", bortsett fra det som er nevnt under" if place.shifts else ""
    if int(first) == since.year:
        return (
            f"Området har hatt dagens kommunegrenser siden {day_of(since)}{but}. Det finnes ikke tall for tidligere år på "
            f"de samme grensene, og seriene begynner derfor i {first}."
        )
    return (
        f"Området har hatt dagens kommunegrenser siden {day_of(since)}{but}. Folketall og aldersfordeling for årene før "
        "er SSBs egne summer for dagens kommuneinndeling."
    )


def _few(place: Place) -> str:
    population = place.figures["population"].value if place.has("population") else None
    if population is None or population >= place.base.limits.few_population:
        return ""
    return (
        f"Med {number(population)} innbyggere kan noen få personer gi store utslag i andeler og rater. "
        "Les endringer fra ett år til et annet med varsomhet."
    )


def _centrality(place: Place) -> str:
    municipality = place.municipality
    used, other = municipality.centrality_index, municipality.centrality_article_index
    if used is None or other is None or used == other:
        return ""
    return (
        f"SSB har oppgitt to sentralitetsindekser for {municipality.name}: {number(used)} i KLASS{NBSP}128, "
        f"som er brukt her, og {number(other)} i artikkelen om indeksen."
    )
