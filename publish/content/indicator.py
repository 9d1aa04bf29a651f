"""Everything that is said of an indicator."""

from collections import Counter
from datetime import date

from publish.content.area_charts import area_map
from publish.content.chart import Chart, Origin, Role, Series
from publish.content.comparison import listed, written
from publish.content.county_model import Answer, IndicatorContent, Ranked, Revision
from publish.content.periods import as_date, in_words
from publish.content.place import Base, source_words
from publish.numbers import day, day_of, number
from warehouse.read import IndicatorInfo
from warehouse.read_area import AreaFigure, AreaReader, Revised

GOOD = {
    "higher": "Høyere er bedre.", "lower": "Lavere er bedre.",
    "neither": "Verken høyt eller lavt er bedre i seg selv.",
}  # fmt: skip
KNOWN = {
    "seen_live": "Kontrollert mot kilden", "recorded": "Dokumentert", "assumed": "Delvis antatt", "own": "Egne tall",
}  # fmt: skip
"""How the codes of a source's requests were verified -> the words for it."""
MOST_LISTED = 20
"""How many stored answers, and how many changes of the source, are listed."""


def indicator_content(
    reader: AreaReader,
    base: Base,
    indicator: IndicatorInfo,
    counties: dict[str, str],
    limits: dict[str, tuple[float, ...]],
) -> IndicatorContent:
    """Return the content of an indicator's page; `counties` are those with pages, code -> name."""
    figures = reader.newest_of(indicator.id)
    source, words = base.sources[indicator.source_id], base.catalogue.indicators[indicator.id].definition
    known = [figure for figure in figures if figure.value is not None]
    newest = max((figure.period or "" for figure in known), default="")
    return IndicatorContent(
        id=indicator.id,
        title=indicator.title,
        question=words.question.nb,
        theme=indicator.theme,
        theme_title=indicator.theme_title,
        definition=indicator.definition,
        why=indicator.why,
        good_words=GOOD[indicator.good],
        unit_words=indicator.unit.nb,
        period_words=as_date(newest, indicator.stands_on) if newest else "",
        maps=_maps(base, figures, limits.get(indicator.id, ()), counties),
        series=_series(reader, base, indicator, counties),
        ranking=_ranking(known, indicator),
        lacking=tuple(Counter(each.reason or "" for each in figures if each.value is None).most_common()),
        small_numbers=_small_numbers(reader, indicator, figures),
        breaks=tuple(_break(each.day, each.names) for each in reader.breaks(indicator.id, list(counties))),
        law=tuple(reader.points_of(indicator.id)),
        source=base.source(indicator.source_id),
        source_title=source.title,
        known_words=KNOWN.get(source.known, source.known),
        licence=source.licence,
        computed_as=indicator.computed_as,
        answers=tuple(
            Answer(
                f"{each.method} {each.path}{'?' + each.query if each.query else ''}", day(each.fetched_at), each.sha256
            )
            for each in reader.answers(indicator.id)[:MOST_LISTED]
        ),
        revisions=tuple(map(_revision, reader.revisions(indicator.source_id)[:MOST_LISTED])),
    )


def _maps(
    base: Base, figures: list[AreaFigure], limits: tuple[float, ...], counties: dict[str, str]
) -> tuple[Chart, ...]:
    """Return the map of the country if half of it has figures, then those of the counties."""
    known = sum(figure.value is not None for figure in figures)
    whole = [area_map(base, figures, limits, "landet", "kart-landet")] if 2 * known >= len(figures) else []
    parts = [
        area_map(base, [each for each in figures if each.county_code == code], limits, name, f"kart-{code}")
        for code, name in counties.items()
        if any(each.county_code == code for each in figures)
    ]
    return tuple(each for each in [*whole, *parts] if each)


def _ranking(known: list[AreaFigure], indicator: IndicatorInfo) -> tuple[Ranked, ...]:
    """Return the municipalities from the highest value down; equal values as shown share a place."""
    rows = sorted(known, key=lambda each: (-round(each.value or 0, indicator.decimals), each.name))
    shown = [round(each.value or 0, indicator.decimals) for each in rows]
    counted = Counter(shown)
    place = {value: shown.index(value) + 1 for value in counted}
    return tuple(
        Ranked(
            place[value], counted[value] > 1, each.code, each.name, each.county_code, each.county_name, each.value or 0,
            written(each.value or 0, indicator), in_words(each.period or ""),
        )
        for each, value in zip(rows, shown, strict=True)
    )  # fmt: skip


def _series(reader: AreaReader, base: Base, indicator: IndicatorInfo, counties: dict[str, str]) -> tuple[Chart, ...]:
    """Return the country and the counties over time; counts are not drawn together, because the country hides the rest."""
    rows = reader.group_series(indicator.id, list(counties))
    if indicator.is_count:
        rows = [row for row in rows if row.group_kind == "county"]
    groups = {"0": "Landet"} | counties
    lines = {code: {row.period: row.value for row in rows if row.group_code == code} for code in groups}
    lines = {code: values for code, values in lines.items() if len(values) > 1}
    periods = tuple(sorted({period for values in lines.values() for period in values}))
    if not lines:
        return ()
    series = tuple(_line(indicator, code, groups[code], values, periods) for code, values in list(lines.items())[:4])
    return (_chart(base, indicator, periods, series),)


def _line(indicator: IndicatorInfo, code: str, name: str, values: dict[str, float], periods: tuple[str, ...]) -> Series:
    kind: Role = "country" if code == "0" else "county"
    key = (
        ("indicator_id", indicator.id), ("group_kind", kind), ("group_code", code), ("on_todays_borders", "true"),
        ("is_newest", "true"),
    )  # fmt: skip
    return Series(name, kind, tuple(map(values.get, periods)), Origin("mart.indicator_group", key, "period", "value"))


def _chart(base: Base, indicator: IndicatorInfo, periods: tuple[str, ...], series: tuple[Series, ...]) -> Chart:
    names = listed([each.name.replace("Landet", "landet") for each in series])
    return Chart(
        id="over-tid",
        kind="line",
        title=f"{indicator.title} i {names}",
        subtitle=f"{indicator.title}, {in_words(periods[0])}–{in_words(periods[-1])}",
        head="År",
        keys=periods,
        categories=tuple(map(in_words, periods)),
        series=series,
        suffix=indicator.unit.suffix,
        decimals=indicator.decimals,
        alternative=f"Linjediagram: {indicator.title} i {names} fra {in_words(periods[0])} til {in_words(periods[-1])}.",
        indicator_ids=(indicator.id,),
        source_words=source_words(base, [indicator.id]),
    )


def _small_numbers(reader: AreaReader, indicator: IndicatorInfo, figures: list[AreaFigure]) -> str:
    """Return the rule for few people in this unit, and how many values it withholds now."""
    limit = reader.small_number(indicator.unit.id)
    if limit is None:
        return ""
    whole, part, years = limit
    withheld = sum(each.symbol == "withheld" for each in figures)
    counted = f" eller telleren under {number(part)}" if part else ""
    pooled = f" Da slås inntil {years} år sammen, hvis det gir nok." if years > 1 else ""
    return f"Tall der nevneren er under {number(whole)}{counted}, vises ikke alene.{pooled} Nå er {withheld} tall holdt tilbake."


def _break(when: date, names: tuple[str, ...]) -> str:
    return f"{day_of(when)}: serien begynner her for {listed(names)}, fordi grensene ble endret."


def _revision(revised: Revised) -> Revision:
    words = f"{number(revised.count)} tall i kilden er endret{withdrawn_words(revised)}."
    return Revision(day_of(revised.day), words)


def withdrawn_words(revised: Revised) -> str:
    """Return ', 3 av dem er trukket tilbake'; empty if the source has withdrawn none."""
    return f", {number(revised.withdrawn)} av dem er trukket tilbake" if revised.withdrawn else ""
