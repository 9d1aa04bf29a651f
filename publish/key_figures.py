"""The tables of key figures, one for each theme, with a footnote for each missing comparison."""

from dataclasses import dataclass
from itertools import groupby

from publish.numbers import NONE, alphabetical, amount, change
from publish.places import CHARTED, Place
from warehouse.read import Figure, GroupFigure, IndicatorInfo, SourceInfo

FIRST = ("population", "population_growth_1y", "population_growth_5y", "population_growth_10y")
"""The indicators that come first in their theme. The others are sorted by title, which keeps related titles together."""

ALONE = "Sammenlignes ikke: Gruppens tall er for ett år alene."
"""Why a value that is pooled over years has no group beside it."""


@dataclass(frozen=True)
class Cell:
    """A figure as text, and the mark of the footnote that says why it is missing, if it is."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class Row:
    """One indicator of a municipality, with its comparisons."""

    indicator_id: str
    title: str
    unit: str
    period: str
    value: str
    groups: list[Cell]
    rank: str
    change: str
    mark: str = ""
    """The mark of the footnote that says why the value is withheld, doubtful, or computed from several years together."""


@dataclass(frozen=True)
class Table:
    """One theme: rows, footnotes (mark, text), sources, and the titles of indicators without a figure."""

    theme: str
    rows: list[Row]
    footnotes: list[tuple[str, str]]
    sources: list[SourceInfo]
    missing: list[str]
    in_parts: list[str]
    """Titles of indicators with values for parts only, such as age groups, that no chart shows."""


class Footnotes:
    """Gives texts the marks a, b, c …; equal texts get the same mark."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def mark(self, text: str) -> str:
        """Return the mark of a text; a new text gets the next mark."""
        if text not in self.texts:
            self.texts.append(text)
        return _letter(self.texts.index(text))

    def listed(self) -> list[tuple[str, str]]:
        """Return (mark, text), in order."""
        return [(_letter(position), text) for position, text in enumerate(self.texts)]


def tables(place: Place, indicators: list[IndicatorInfo], sources: dict[str, SourceInfo]) -> list[Table]:
    """Return a table for every theme in which the municipality has a figure."""
    made = [
        _table(theme, sorted(members, key=_order), place, sources)
        for theme, members in groupby(indicators, key=lambda indicator: indicator.theme_title)
    ]
    return [table for table in made if table.rows]


def why_missing(kind: str, group: GroupFigure | None, place: Place) -> str:
    """Return why a group has no figure, in Norwegian."""
    if kind == "county" and place.is_whole_county:
        return "Fylket består av denne ene kommunen."
    if kind == "centrality" and place.municipality.centrality_class is None:
        return "Kommunen har ingen sentralitetsklasse."
    if group and group.basis == "incomplete":
        return f"Ufullstendig: {group.members_with_value} av {group.members} kommuner har tall."
    if group and group.basis == "not_summable":
        return "Kan ikke summeres fra kommunene, og kilden har ikke eget tall for gruppen her."
    return "Tall for gruppen finnes ikke her."


def _table(theme: str, members: list[IndicatorInfo], place: Place, sources: dict[str, SourceInfo]) -> Table:
    footnotes = Footnotes()
    shown = [indicator for indicator in members if indicator.id in {**place.figures, **place.withheld}]
    rows = [_shown(indicator, place, footnotes) for indicator in shown]
    used = {indicator.source_id: sources[indicator.source_id] for indicator in shown}
    # if its source is not loaded, no municipality has a figure, so the indicator is not listed as missing
    loaded = [indicator for indicator in members if sources[indicator.source_id].loaded_at]
    missing = [each.title for each in loaded if each not in shown and each.id not in place.parts]
    in_parts = [each.title for each in loaded if each not in shown and each.id in place.parts - {*CHARTED}]
    cited = sorted(used.values(), key=lambda source: source.cited_as)
    return Table(theme, rows, footnotes.listed(), cited, missing, in_parts)


def _shown(indicator: IndicatorInfo, place: Place, footnotes: Footnotes) -> Row:
    """Return an indicator's row. If its value is withheld, the row has dashes, and a footnote with the reason."""
    if indicator.id in place.figures:
        return _row(indicator, place.figures[indicator.id], place, footnotes)
    why = place.withheld[indicator.id]
    nothing = [Cell(NONE)] * 3
    unit, mark = _unit_after_title(indicator), footnotes.mark(why.reason)
    return Row(indicator.id, indicator.title, unit, why.period, NONE, nothing, NONE, NONE, mark)


def _row(indicator: IndicatorInfo, figure: Figure, place: Place, footnotes: Footnotes) -> Row:
    unit, decimals = indicator.unit, indicator.decimals
    notes = " ".join(note for note in (figure.pooled_reason, figure.note) if note)
    mark = footnotes.mark(notes) if notes else ""
    groups = [_cell(kind, indicator, place, footnotes) for kind in ("county", "country", "centrality")]
    return Row(
        indicator.id,
        indicator.title,
        _unit_after_title(indicator),
        figure.pooled_periods.replace("-", "–") if figure.pooled_periods else figure.period,
        amount(figure.value, unit, decimals),
        groups,
        _rank(figure, indicator),
        change(figure.change_5y, unit, decimals) if unit.id != "class" else NONE,
        mark,
    )


def _unit_after_title(indicator: IndicatorInfo) -> str:
    name = indicator.unit.nb
    return name if indicator.unit.beside_title and name.lower() not in indicator.title.lower() else ""


def _cell(kind: str, indicator: IndicatorInfo, place: Place, footnotes: Footnotes) -> Cell:
    if place.figures[indicator.id].pooled_periods:
        return Cell(NONE, footnotes.mark(ALONE))
    group = place.group(indicator.id, kind)
    if group and group.value is not None:
        return Cell(amount(group.value, indicator.unit, indicator.decimals))
    return Cell(NONE, footnotes.mark(why_missing(kind, group, place)))


def _rank(figure: Figure, indicator: IndicatorInfo) -> str:
    """Return the rank in the county. A count says how large the municipality is, and a class has many municipalities."""
    unranked = indicator.is_count or indicator.unit.id == "class"
    if unranked or figure.county_rank is None or figure.county_rank_of is None or figure.county_rank_of < 2:
        return NONE
    return f"{figure.county_rank} av {figure.county_rank_of}"


def _order(indicator: IndicatorInfo) -> tuple[int, str]:
    position = FIRST.index(indicator.id) if indicator.id in FIRST else len(FIRST)
    return position, alphabetical(indicator.title)


def _letter(position: int) -> str:
    return chr(ord("a") + position)
