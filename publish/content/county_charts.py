"""The parts of a county's discussion note: bars of the counties, a table of the municipalities, and the outermost ones."""

from collections.abc import Iterator
from statistics import median

from publish.content.blocks import Grid, Paragraph
from publish.content.chart import Chart, Origin, Series
from publish.content.comparison import listed, written
from publish.content.marks import Counter
from publish.content.periods import in_words
from publish.content.place import Base, source_words
from publish.numbers import NBSP, NONE
from warehouse.read_area import AreaFigure, AreaReader

FEWEST_COUNTIES, MOST_SHARING = 3, 2
COUNTRY = "Landet"
WIDE, REST = 3.4, 12.6
"""Widths of the table's first column, and of all others together, in centimetres."""


def among_counties(reader: AreaReader, base: Base, name: str, counties: dict[str, str], own: str) -> Chart | None:
    """Return the counties' newest figures as bars, the highest first; None if fewer than three have one."""
    rows = reader.group_series(name, list(counties))
    periods = {row.period for row in rows if row.group_code == own and row.group_kind == "county"}
    newest = [row for row in rows if periods and row.period == max(periods)]
    if sum(row.group_kind == "county" for row in newest) < FEWEST_COUNTIES:
        return None
    indicator = base.indicators[name]
    newest = [row for row in newest if row.group_kind == "county" or not indicator.is_count]
    newest.sort(key=lambda row: -row.value)
    names = tuple(COUNTRY if row.group_kind == "country" else counties[row.group_code] for row in newest)
    texts = [f"{place} {written(row.value, indicator)}" for place, row in zip(names, newest, strict=True)]
    own_row = next(row for row in newest if row.group_code == own)
    origin = Origin("mart.indicator_group", (("indicator_id", name), ("period", own_row.period)), "group_code", "value")
    return Chart(
        id=f"fylker-{name}", kind="bars", title=f"{indicator.title}: {written(own_row.value, indicator)} i {counties[own]}",
        subtitle=f"{indicator.title}, {len(newest)} områder, {in_words(own_row.period)}", head="Fylke",
        keys=tuple(row.group_code for row in newest), categories=names,
        series=(Series(indicator.title, "own", tuple(row.value for row in newest), origin),), suffix=indicator.unit.suffix,
        decimals=indicator.decimals, alternative=f"Liggende stolper: {'; '.join(texts)}.", indicator_ids=(name,),
        source_words=source_words(base, [name]), bold=(own,),
    )  # fmt: skip


def side_by_side(
    base: Base, county: str, names: list[str], figures: dict[str, list[AreaFigure]], counter: Counter
) -> Grid:
    """Return a row for each municipality, a column for each indicator."""
    values = {name: {row.name: row for row in rows} for name, rows in figures.items()}
    heads = [_head(base, name, rows) for name, rows in figures.items()]
    return Grid(
        counter.table("kommunene"),
        f"Kommunene i {county} ved siden av hverandre",
        ("Kommune", *heads),
        tuple((place, *(_text(base, name, values[name].get(place)) for name in figures)) for place in names),
        (WIDE, *[REST / len(figures)] * len(figures)),
        "Rader er kommuner. Kolonner er nøkkeltall.",
        source_words(base, list(figures)),
    )


def _head(base: Base, name: str, rows: list[AreaFigure]) -> str:
    newest = max(row.period or "" for row in rows if row.value is not None)
    return f"{base.indicators[name].title}, {in_words(newest)}"


def _text(base: Base, name: str, row: AreaFigure | None) -> str:
    return NONE if row is None or row.value is None else written(row.value, base.indicators[name])


def outermost(base: Base, figures: dict[str, list[AreaFigure]]) -> Iterator[Paragraph]:
    """Return for each indicator the highest and the lowest municipality, and the median; counts have no rank."""
    for name, rows in figures.items():
        indicator = base.indicators[name]
        known = [(written(row.value, indicator), row.value, row.name) for row in rows if row.value is not None]
        if indicator.is_count or not known:
            continue
        middle = (
            f"Medianen av {len(known)}{NBSP}kommuner er {written(median(value for _, value, _ in known), indicator)}."
        )
        low, high = (pick(known, key=lambda one: one[1]) for pick in (min, max))
        parts = [_end(known, "høyest", high), _end(known, "lavest", low)]
        ends = " og ".join(part for part in parts if part)
        words = f"{ends[:1].upper()}{ends[1:]}. {middle}" if ends else middle
        yield Paragraph((words,), "bullet", strong=f"{indicator.title}:")


def _end(known: list[tuple[str, float, str]], word: str, end: tuple[str, float, str]) -> str:
    """Return 'høyest i Leka (10,1 %)'; nothing if more than two share it as it is written."""
    sharing = [name for text, _, name in known if text == end[0]]
    return "" if len(sharing) > MOST_SHARING else f"{word} i {listed(sharing)} ({end[0]})"
