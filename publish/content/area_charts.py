"""Maps and scatters: an indicator, or two, for many municipalities."""

from collections.abc import Sequence

from publish.content.chart import Chart, Origin, Series
from publish.content.periods import in_words
from publish.content.place import Base, source_words
from publish.numbers import amount
from warehouse.read import IndicatorInfo
from warehouse.read_area import AreaFigure

CENTRALITY = {1: "1, mest sentral", 2: "2", 3: "3", 4: "4", 5: "5", 6: "6, minst sentral"}
ABSENT = {"confidential": "hidden", "withheld": "withheld"}
"""Symbol of a figure without a value -> how a map shows it; all others are `none`."""
FEWEST = 5
"""The fewest municipalities in a scatter."""


def area_map(
    base: Base, figures: list[AreaFigure], limits: tuple[float, ...], where: str, chart_id: str
) -> Chart | None:
    """Return the map of an indicator; None if no municipality has a figure. `where` is 'Trøndelag' or 'landet'."""
    known = [figure for figure in figures if figure.value is not None]
    if not known:
        return None
    indicator = base.indicators[figures[0].indicator_id]
    periods = sorted({figure.period or "" for figure in known})
    words = in_words(periods[-1]) if len(periods) == 1 else f"{in_words(periods[0])}–{in_words(periods[-1])}"
    lowest, highest = (pick(known, key=lambda each: each.value or 0) for pick in (min, max))
    title = f"{indicator.title}: fra {_text(lowest, indicator)} i {lowest.name} til {_text(highest, indicator)} i {highest.name}"
    is_class = indicator.unit.id == "class"
    return Chart(
        id=chart_id,
        kind="map",
        title=title,
        subtitle=f"{indicator.title}, kommunene i {where}, {words}",
        head="Kommune",
        keys=tuple(figure.code for figure in figures),
        categories=tuple(figure.name for figure in figures),
        series=(Series(indicator.title, "own", tuple(figure.value for figure in figures), _origin(indicator.id)),),
        suffix=indicator.unit.suffix,
        decimals=indicator.decimals,
        alternative=f"Kart over {where}. {title}.",
        indicator_ids=(indicator.id,),
        source_words=source_words(base, [indicator.id]),
        absent={each.code: ABSENT.get(each.symbol or "", "none") for each in figures if each.value is None},
        limits=() if is_class or indicator.is_count else limits,
        value_labels={float(level): words for level, words in CENTRALITY.items()} if is_class else {},
    )


def _text(figure: AreaFigure, indicator: IndicatorInfo) -> str:
    return amount(figure.value, indicator.unit, indicator.decimals)


def _origin(indicator_id: str) -> Origin:
    return Origin("mart.figure_newest", (("indicator_id", indicator_id),), "municipality_code", "value")


def scatter(
    base: Base, across: Sequence[AreaFigure], up: Sequence[AreaFigure], people: Sequence[AreaFigure], where: str
) -> Chart | None:
    """Return the scatter of two indicators, each circle as large as the population; None if too few have both."""
    ups, sizes = ({each.code: each.value for each in figures} for figures in (up, people))
    shown = [
        each for each in across if each.value is not None and ups.get(each.code) is not None and sizes.get(each.code)
    ]
    if len(shown) < FEWEST:
        return None
    first, second = base.indicators[across[0].indicator_id], base.indicators[up[0].indicator_id]
    titles = f"{first.title} og {second.title[:1].lower()}{second.title[1:]}"
    return Chart(
        id="sammenheng",
        kind="scatter",
        title=titles,
        subtitle=f"Kommunene i {where}. Bortover: {first.title}. Oppover: {second.title}. Arealet er folketallet.",
        head="Kommune",
        keys=tuple(each.code for each in shown),
        categories=tuple(each.name for each in shown),
        series=(
            Series(first.title, "x", tuple(each.value for each in shown), _origin(first.id)),
            Series(second.title, "y", tuple(ups[each.code] for each in shown), _origin(second.id)),
            Series("Folketall", "size", tuple(sizes[each.code] for each in shown), _origin("population")),
        ),
        suffix="",
        decimals=max(first.decimals, second.decimals),
        alternative=f"Punktdiagram over {len(shown)} kommuner i {where}: {titles}.",
        indicator_ids=(first.id, second.id),
        source_words=source_words(base, [first.id, second.id]),
    )
