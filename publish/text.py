"""Sentences in Norwegian, made from figures. If a figure is missing, the sentence is left out."""

from publish.numbers import NBSP, day_of, number
from publish.places import Place
from warehouse.read import SourceInfo

FEW = 2000
"""Below this population, a few people change a share or a rate visibly."""


def summary(place: Place) -> list[str]:
    """Return the first paragraphs of a municipality's page."""
    paragraphs = [size(place), growth(place, 5), growth(place, 10)], [oldest(place)], [centrality(place)]
    texts = [" ".join(sentence for sentence in paragraph if sentence) for paragraph in paragraphs]
    return [text for text in texts if text]


def size(place: Place) -> str:
    """Return the population, and its rank in the county."""
    figure = place.figures.get("population")
    if not figure:
        return ""
    sentence = f"{place.municipality.name} hadde {number(figure.value)} innbyggere 1. januar {figure.period}."
    ranked = _ranked(place, "population", "det {} folketallet")
    return f"{sentence} Det er {ranked}." if ranked else sentence


def growth(place: Place, years: int) -> str:
    """Return the growth over some years, compared with county and country."""
    figure = place.figures.get(f"population_growth_{years}y")
    if not figure or not figure.period.isdigit():
        return ""
    grew = _grew("folketallet", figure.value)
    sentence = f"Fra {int(figure.period) - years} til {figure.period} {grew}{_in_persons(place, years, figure.period)}."
    others = _growth_of_others(place, figure.indicator_id)
    return f"{sentence} I samme periode {others}." if others else sentence


def oldest(place: Place) -> str:
    """Return the share aged 80 and over, with its comparison, rank and change."""
    figure = place.figures.get("share_80_plus")
    if not figure:
        return ""
    others = [f"{_percent(value)} {where}" for where, value in _others(place, "share_80_plus")]
    against = f", mot {listed(others)}" if others else ""
    sentences = [
        f"Andelen innbyggere som er 80 år eller eldre, var {_percent(figure.value)} i {figure.period}{against}."
    ]
    if ranked := _ranked(place, "share_80_plus", "den {} andelen"):
        sentences.append(f"Det er {ranked}.")
    if figure.change_5y is not None and figure.period.isdigit():
        sentences.append(f"Siden {int(figure.period) - 5} {_has_changed('andelen', figure.change_5y)}.")
    return " ".join(sentences)


def centrality(place: Place) -> str:
    """Return the centrality class, with an explanation of the classes."""
    municipality = place.municipality
    if municipality.centrality_class is None:
        return ""
    index = (
        f" (indeks {number(municipality.centrality_index)}, {municipality.centrality_edition})"
        if municipality.centrality_index is not None
        else ""
    )
    return (
        f"Kommunen er i SSBs sentralitetsklasse {municipality.centrality_class}{index}; "
        "klasse 1 er mest og 6 minst sentral."
    )


def notes(place: Place) -> list[str]:
    """Return the notes that a reader needs to use the figures correctly."""
    shifts = [f"{reason} Vekst over denne datoen er derfor ikke regnet ut." for reason in place.shifts]
    return [note for note in (_borders_note(place), *shifts, _few_note(place), _centrality_note(place)) if note]


def stale_note(source: SourceInfo) -> str:
    """Return the warning for a source whose last update failed."""
    return (
        f"Tallene fra {source.cited_as} er eldre enn de skulle vært: siste forsøk på å hente dem lyktes ikke. "
        "Datoen i kildelinjen viser hvor gamle de er."
    )


def listed(parts: list[str]) -> str:
    """Return the parts as 'a, b og c'."""
    return " og ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _percent(value: float) -> str:
    return f"{number(abs(value), 1)}{NBSP}%"


def _others(place: Place, indicator_id: str) -> list[tuple[str, float]]:
    """Return (name of the group, value) for the groups that have a figure."""
    municipality = place.municipality
    where = {
        "county": f"i {municipality.county_name}",
        "country": "i hele landet",
        "centrality": f"i kommunene i sentralitetsklasse {municipality.centrality_class}",
    }
    found = [(words, place.group(indicator_id, kind)) for kind, words in where.items()]
    return [(words, group.value) for words, group in found if group and group.value is not None]


def _ranked(place: Place, indicator_id: str, phrase: str) -> str:
    """Return 'det 17. høyeste folketallet blant de 38 kommunene i Trøndelag'; empty if there is no rank."""
    figure = place.figures[indicator_id]
    rank, of = figure.county_rank, figure.county_rank_of
    if rank is None or of is None or of < 2:
        return ""
    return f"{phrase.format(_nearer_end(rank, of))} blant de {of} kommunene i {place.municipality.county_name}"


def _nearer_end(rank: int, of: int) -> str:
    """Return 'høyeste', 'nest høyeste', '3. høyeste' or, from the middle down, '3. laveste', 'nest laveste', 'laveste'."""
    from_below = of + 1 - rank
    place, end = (rank, "høyeste") if rank <= from_below else (from_below, "laveste")
    return {1: end, 2: f"nest {end}"}.get(place, f"{place}. {end}")


def _grew(subject: str, value: float) -> str:
    """Return a clause in which the verb comes before the subject, as it must after 'I samme periode'."""
    if round(value, 1) == 0:
        return f"var {subject} så godt som uendret"
    return f"økte {subject} med {_percent(value)}" if value > 0 else f"gikk {subject} ned med {_percent(value)}"


def _has_changed(subject: str, value: float) -> str:
    if round(value, 1) == 0:
        return f"er {subject} så godt som uendret"
    points = f"{number(abs(value), 1)} prosentpoeng"
    return f"har {subject} økt med {points}" if value > 0 else f"har {subject} gått ned med {points}"


def _in_persons(place: Place, years: int, period: str) -> str:
    figure = place.figures.get("population")
    if years != 5 or not figure or figure.period != period or not figure.change_5y:
        return ""
    return f" ({number(abs(figure.change_5y))} {'person' if abs(figure.change_5y) == 1 else 'personer'})"


def _growth_of_others(place: Place, indicator_id: str) -> str:
    """Return 'økte folketallet med 3,8 % i Trøndelag og 4,4 % i hele landet', with 'mens' if the directions differ."""
    others = [(where, value) for where, value in _others(place, indicator_id) if "sentralitet" not in where]
    if not others:
        return ""
    (where, first), *rest = others
    clause = f"{_grew('folketallet', first)} {where}"
    for where, value in rest:
        same = (round(value, 1) > 0) == (round(first, 1) > 0) and 0 not in (round(value, 1), round(first, 1))
        verb, _, amount = _grew("det", value).partition(" det ")
        clause += f" og {_percent(value)} {where}" if same else f", mens det {verb} {amount} {where}"
    return clause


def _borders_note(place: Place) -> str:
    since = place.municipality.borders_from
    points = place.series.get(("population", None), [])
    first = points[0].period if points else ""
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


def _few_note(place: Place) -> str:
    figure = place.figures.get("population")
    if not figure or figure.value >= FEW:
        return ""
    return (
        f"Med {number(figure.value)} innbyggere kan noen få personer gi store utslag i andeler og rater. "
        "Les endringer fra ett år til et annet med varsomhet."
    )


def _centrality_note(place: Place) -> str:
    municipality = place.municipality
    used, other = municipality.centrality_index, municipality.centrality_article_index
    if used is None or other is None or used == other:
        return ""
    return (
        f"SSB har oppgitt to sentralitetsindekser for {municipality.name}: {number(used)} i KLASS{NBSP}128, "
        f"som er brukt her, og {number(other)} i artikkelen om indeksen."
    )
