"""'Det viktigste': two findings each of what is unlike the ten, what has changed most, and what is expected."""

from catalogue.units import Unit
from publish.content.changes import written_change
from publish.content.comparison import written
from publish.content.facts import Known, computed, figure_cell, of_value, unit_words
from publish.content.findings import Finding, told
from publish.content.model import Cell, Change, Highlight, Highlights, Number, Sentence
from publish.content.periods import in_words
from publish.content.place import Place
from publish.content.sentences import fill
from publish.numbers import NBSP, change, number
from warehouse.read_content import ChangeRow

MOST_CHANGES = 8
"""How many changes are listed."""
FEWEST, SMALLEST_PCT = 5, 2
"""The least change of population that is mentioned: in persons and, of a projected age group, in percent too."""
AGES = {
    "080": "innbyggere på 80 år eller mer", "006": "i grunnskolealder (6–15 år)", "020": "i alderen 20–66 år",
    "000": "barn på 0–5 år", "067": "i alderen 67–79 år", "016": "i alderen 16–19 år",
}  # fmt: skip
"""Age groups of services -> the words after a number of persons. Those mentioned first stand first."""


def highlights(place: Place, chapter_of: dict[str, str]) -> tuple[Highlights, ...]:
    """Return the three sorts of findings; `chapter_of` is indicator id -> the chapter that shows it."""
    unlike = [_unlike(place, each, chapter_of) for each in told(place)]
    families = {finding.family.id for finding in told(place)[: place.base.limits.max_per_sort]}
    moved = [
        *_population(place),
        *(_changed(place, row, chapter_of) for row in place.changes if not _told(place, row, families)),
    ]
    year, most = place.base.election, place.base.limits.max_per_sort
    return (
        _sort(most, f"Skiller seg ut fra de ti som ligner mest{_how_alike(place)}", unlike,
              "Ingen av tallene vi prøver mot de ti kommunene som ligner mest, skiller seg klart."),
        _sort(most, f"Har endret seg siden {year}", moved,
              f"Ingen av tallene vi kan sammenligne med lignende kommuner, har endret seg uvanlig mye siden {year}."),
        _sort(most, "Slik ventes det å bli", _expected(place), _no_projection(place)),
    )  # fmt: skip


def _sort(most: int, title: str, found: list[Highlight], none: str) -> Highlights:
    return Highlights(title, tuple(found[:most]), None if found else Sentence((none,)))


def _told(place: Place, row: ChangeRow, families: set[str]) -> bool:
    rules = place.base.catalogue.findings
    family = rules.family_of(row.indicator_id) if rules else None
    return family is not None and family.id in families


def _how_alike(place: Place) -> str:
    rules = place.base.catalogue.findings
    distance = next((group.distance for group in place.groups if group.kind == "neighbours"), None) or 0.0
    return " (ingen ligner mye)" if rules and distance > rules.thresholds.far_neighbour else ""


def _no_projection(place: Place) -> str:
    indicator = place.base.indicators.get("projected_population")
    if indicator is None:
        return "Grunnlaget har ingen framskriving."
    return f"Framskrivingen for {place.name} er ikke hentet ennå. Kilden er {place.base.sources[indicator.source_id].cited_as}."


def _unlike(place: Place, finding: Finding, chapter_of: dict[str, str]) -> Highlight:
    """Return '18,6 %' and 'av husholdningene leier boligen sin, mot 21,5 prosent i de ti (median)'."""
    name = finding.indicator_id
    figure, indicator = place.figures[name], place.base.indicators[name]
    value, period = figure.value or 0.0, figure.period or ""
    pieces = list(says(place, name, of_value(indicator, place.code, period, value)).pieces)
    if figure.neighbours_value is not None:
        cell = figure_cell(name, place.code, period, "neighbours_value", figure.neighbours_value)
        other = computed("sum", [cell], decimals=indicator.decimals).written(is_absolute=figure.neighbours_value < 0)
        minus = "minus " if figure.neighbours_value < 0 else ""
        median = " (median)" if figure.neighbours_basis == "median" else ""
        pieces += [f", mot {minus}", other, f"{_words(indicator.unit)} i de ti{median}"]
    return Highlight(
        name, with_unit(written(value, indicator), indicator.unit), Sentence(tuple(pieces)), chapter_of.get(name, "")
    )


def says(place: Place, name: str, value: Known) -> Sentence:
    """Return an indicator's sentence without the value at its beginning: 'av husholdningene leier boligen sin'.

    If the value stands elsewhere, it is in the sentence. A sentence for negative values says the sign in words.
    """
    texts = place.base.catalogue.indicators[name].definition.says
    is_negative = texts is not None and texts.negative is not None and round(value.value, value.decimals) < 0
    text = ((texts.negative if is_negative else texts.nb) if texts else "") or ""
    field = "{value:abs}" if is_negative else "{value}"
    filled = fill(text.removeprefix("{value} ").replace("{value}", field), {"value": value, "place": place.name})
    return filled or Sentence((text,))


def with_unit(text: str, unit: Unit) -> str:
    """Return a figure with the words of its unit where the text is the number alone: '49,7 per 100 husholdninger'."""
    return f"{text}{NBSP}{unit.nb}" if unit.id.startswith("per_") else text


def _population(place: Place) -> list[Highlight]:
    """Return how many more or fewer inhabitants there are now, if the borders are the same."""
    rows = {row.period: row for row in place.series.get("population", []) if row.value is not None}
    then, now = rows.get(str(place.base.election)), rows.get(max(rows, default=""))
    if not (then and now and then.value and now.value) or then.shift_on != now.shift_on or then is now:
        return []
    first, last = (figure_cell("population", place.code, row.period, "value", row.value or 0) for row in (then, now))
    difference = computed("difference", [last], [first])
    if abs(difference.value) < FEWEST:
        return []
    pieces = (
        "innbyggere: ", computed("sum", [first]).written(), f" i {then.period} og ", computed("sum", [last]).written(),
        f" i {now.period} (", computed("percent_change", [last], [first], decimals=1).written(signed=True), f"{NBSP}prosent)",
    )  # fmt: skip
    return [Highlight("population", number(difference.value, signed=True), Sentence(pieces), "befolkning")]


def _changed(place: Place, row: ChangeRow, chapter_of: dict[str, str]) -> Highlight:
    """Return '−2,8 prosentpoeng' and 'andelen bosatte i tettsted gikk fra 45,7 prosent i 2022 til 42,9 prosent i 2023'."""
    name = row.indicator_id
    indicator, what = place.base.indicators[name], place.base.catalogue.indicators[name].definition.what
    then, now = (
        computed("sum", [figure_cell(name, place.code, period, "value", value)], decimals=indicator.decimals).written()
        for value, period in ((row.value_then, row.period_then), (row.value, row.period))
    )
    words = _words(indicator.unit)
    pieces: list[str | Number] = [
        f"{what.nb if what else indicator.title} gikk fra ", then, f"{words} i {in_words(row.period_then)} til ", now,
        f"{words} i {in_words(row.period)}", *_usual(place, row, indicator.decimals),
    ]  # fmt: skip
    text = change(written_change(row, indicator.decimals), indicator.unit, indicator.decimals).replace(
        "pp.", "prosentpoeng"
    )
    return Highlight(name, with_unit(text, indicator.unit), Sentence(tuple(pieces)), chapter_of.get(name, ""))


def _usual(place: Place, row: ChangeRow, decimals: int) -> list[str | Number]:
    """Return '. Vanlig endring i lignende kommuner er −1,7'."""
    if row.usual_change is None:
        return []
    key = (("municipality_code", place.code), ("indicator_id", row.indicator_id))
    cell = Cell(f"mart.since('{place.base.since}')", key, "usual_change", row.usual_change)
    return [". Vanlig endring i lignende kommuner er ", computed("sum", [cell], decimals=decimals).written(signed=True)]


def changes(place: Place) -> tuple[Change, ...]:
    """Return what has changed most since the last planning strategy, in order."""
    return tuple(_change(place, row) for row in place.changes[:MOST_CHANGES])


def _change(place: Place, row: ChangeRow) -> Change:
    name, indicator = row.indicator_id, place.base.indicators[row.indicator_id]
    return Change(
        name, indicator.title, f"{written(row.value_then, indicator)} ({in_words(row.period_then)})",
        f"{written(row.value, indicator)} ({in_words(row.period)})",
        change(written_change(row, indicator.decimals), indicator.unit, indicator.decimals),
        row.change_is,
        (figure_cell(name, place.code, row.period, "value", row.value),
         figure_cell(name, place.code, row.period_then, "value", row.value_then)),
    )  # fmt: skip


def _expected(place: Place) -> list[Highlight]:
    """Return the projected change of the oldest, and of the first other age whose change is large and certain."""
    ages = [age for age in AGES if _value(place, f"projected_{age}_10y.change") is not None]
    first = ages[:1] if ages[:1] == ["080"] else []
    return [
        _expected_age(place, age)
        for age in [*first, *(age for age in ages if age not in first and _is_certain(place, age))]
    ]


def _is_certain(place: Place, age: str) -> bool:
    """Return whether low and high growth change an age in the same direction, by more than a few."""
    name = f"projected_{age}_10y"
    main, low, high, pct = (
        _value(place, f"{name}.{column}") or 0 for column in ("change", "change_low", "change_high", "pct")
    )
    return low * high > 0 and abs(main) >= FEWEST and abs(pct) >= SMALLEST_PCT


def _value(place: Place, name: str) -> float | None:
    fact = place.facts.get(name)
    return fact.value if isinstance(fact, Known) else None


def _expected_age(place: Place, age: str) -> Highlight:
    name = f"projected_{age}_10y"
    sentence = fill(
        f"{AGES[age]} fra {{projected_now.period}} til {{projected_10y}} i SSBs hovedalternativ ({{{name}.pct:+}}). "
        f"Lav og høy vekst gir {{{name}.change_low:+}} og {{{name}.change_high:+}}",
        place.facts,
    )
    big = fill(f"{{{name}.change:+}}", place.facts)
    if sentence is None or big is None:
        raise ValueError(f"no projection of {age}")
    return Highlight("projected_population", big.text, sentence, "framover")


def _words(unit: Unit) -> str:
    words = unit_words(unit)
    return f"{NBSP}{words}" if words else ""
