"""The table of a chapter: its indicators, with the figures of the municipality and of the groups it is compared with."""

from dataclasses import replace

from catalogue.findings import Thresholds
from publish.content.facts import comparison_cell, figure_cell
from publish.content.model import Gap, Group, GroupCell, Member, Row, Table
from publish.content.periods import as_date, in_words
from publish.content.place import Place
from publish.numbers import amount, change
from warehouse.read import IndicatorInfo
from warehouse.read_content import ComparisonRow, GroupRow, NewestFigure

BASIS = {"value": "samlet", "median": "median", None: None}
"""Whether a group's figure is of its members together, or the median of them."""
FILLED = 0.4
"""A group that fills less of a table than this is left out of it."""
KINDS = ("neighbours", "kostra_group", "centrality", "peers", "economic_region", "own")
"""The groups to choose from, the default first. County and country are always shown."""
CHOSEN = KINDS[1:]
"""The groups that a reader chooses: the neighbours are left out only where they fill nothing, as county and country are."""
ALWAYS = ("county", "country")


def table(place: Place, indicator_ids: list[str]) -> Table | None:
    """Return the table of the indicators that have a figure; None if none has."""
    rows = [_row(place, name, place.compared_with[name]) for name in indicator_ids if place.has(name)]
    if not rows:
        return None
    kinds = [group.kind for group in groups(place)] + [kind for kind in ALWAYS if not _is_whole_county(place, kind)]
    too_few = [kind for kind in kinds if _fills(rows, kind) < (FILLED if kind in CHOSEN else 1 / len(rows))]
    kept = [row if not too_few else _without(row, too_few) for row in rows]
    shown = [row.indicator_id for row in rows]
    return Table(tuple(kept), place.base.cite(shown), _left_out(list(dict.fromkeys(too_few))))


def _fills(rows: list[Row], kind: str) -> float:
    """Return the share of the rows that a group has a figure in."""
    return sum(kind in row.groups for row in rows) / len(rows)


def gaps(place: Place, indicator_ids: list[str]) -> tuple[Gap, ...]:
    """Return the indicators without a figure, each with the reason; another owner's local figures are no gap."""
    sources = place.base.sources
    indicators = {name: each for name, each in place.base.indicators.items() if sources[each.source_id].kind != "local"}
    lacking = [name for name in indicator_ids if name in indicators and not place.has(name) and name not in place.parts]
    return tuple(
        Gap(name, indicators[name].title, place.figures[name].reason or "") for name in lacking if name in place.figures
    )


def groups(place: Place) -> tuple[Group, ...]:
    """Return the groups to choose from, the ten neighbours first."""
    found = sorted((group for group in place.groups if group.kind in KINDS), key=lambda group: KINDS.index(group.kind))
    return tuple(_group(place, group) for group in found)


def _group(place: Place, group: GroupRow) -> Group:
    members = tuple(name for name in group.members if name != place.name)
    named = members if len(members) <= 20 else ()
    short = {"neighbours": "De ti", "centrality": "Samme sentralitet", "peers": "Samme størrelse"}
    return Group(group.kind, group.code, short.get(group.kind, group.title), group.title, named, _words(group, members))


def _words(group: GroupRow, members: tuple[str, ...]) -> str:
    """Return what the group is, with the names of its municipalities if they are few."""
    if group.kind == "neighbours":
        alike = "" if (group.distance or 0) <= 1 else " Ingen ligner mye; de nærmeste tre er nevnt først."
        return f"De ti ligner mest i størrelse, sentralitet og alder: {listed(members)}.{alike}"
    if len(members) <= 20:
        return f"{group.title}: {listed(members)}."
    return f"{group.title}: {len(members)} andre kommuner."


def listed(names: tuple[str, ...] | list[str]) -> str:
    """Return the names as 'a, b og c'."""
    return " og ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _row(place: Place, name: str, rows: list[ComparisonRow]) -> Row:
    figure, indicator = place.figures[name], place.base.indicators[name]
    assert figure.value is not None  # noqa: S101  (`has` says so)
    assert figure.period is not None  # noqa: S101
    found = {row.group_kind: cell for row in rows if (cell := _group_cell(place, indicator, row))}
    found = found or _beside(place, indicator, figure)
    members = place.neighbour_values.get(name, []) if figure.pooled_periods is None else []
    return Row(
        name,
        indicator.title,
        figure.period,
        in_words(figure.pooled_periods) if figure.pooled_periods else as_date(figure.period, indicator.stands_on),
        figure.value,
        written(figure.value, indicator),
        figure_cell(name, place.code, figure.period, "value", figure.value),
        found,
        tuple(Member(*member) for member in members) if len(members) >= place.base.limits.min_neighbours else (),
        change(figure.change_5y, indicator.unit, indicator.decimals),
        " ".join(note for note in (figure.pooled_reason, figure.age_note, figure.note) if note),
    )


def _group_cell(place: Place, indicator: IndicatorInfo, row: ComparisonRow) -> GroupCell | None:
    """Return the group's figure, else the median of its members.

    A sum of counts says how large the group is, so it is shown only of people in the county and the country. A median of
    counts says something only among municipalities that are alike, so not there.
    """
    if _is_whole_county(place, row.group_kind):
        return None
    is_people = indicator.unit.id == "persons" and row.group_kind in ALWAYS
    is_sum = row.group_value is not None and (not indicator.is_count or is_people)
    value, column = (row.group_value, "group_value") if is_sum else (row.members_median, "members_median")
    is_of_all = indicator.is_count and row.group_kind in ALWAYS
    if value is None or not (is_sum or (_enough(row, place.base.limits) and not is_of_all)):
        return None
    cell = comparison_cell(row, column, value)
    return GroupCell(value, written(value, indicator), not is_sum, cell, row.members_with_value, row.members)


def _beside(place: Place, indicator: IndicatorInfo, figure: NewestFigure) -> dict[str, GroupCell]:
    """Return county and country as they stand beside a figure of a projected year, which mart.comparison has not."""
    found = {}
    for kind in ALWAYS:
        value, basis = getattr(figure, f"{kind}_value"), getattr(figure, f"{kind}_basis")
        if value is not None and basis == "value" and not _is_whole_county(place, kind):
            cell = figure_cell(indicator.id, place.code, figure.period or "", f"{kind}_value", value)
            found[kind] = GroupCell(value, written(value, indicator), False, cell, 0, 0)
    return found


def _enough(row: ComparisonRow, limits: Thresholds) -> bool:
    if row.group_kind == "neighbours":
        return row.members_with_value >= limits.min_neighbours
    return row.members_with_value >= max(limits.members_for_comparison * row.members, 2)


def _is_whole_county(place: Place, kind: str) -> bool:
    """Return whether the group is a county of this municipality alone, as Oslo is."""
    return kind == "county" and any(group.kind == "county" and len(group.members) == 1 for group in place.groups)


def _without(row: Row, kinds: list[str]) -> Row:
    return replace(row, groups={kind: cell for kind, cell in row.groups.items() if kind not in kinds})


def _left_out(kinds: list[str]) -> str:
    """Return the sentence that says which columns are left out; empty if none is."""
    names = {
        "neighbours": "de ti som ligner mest", "county": "fylket", "country": "landet", "centrality": "sentralitetsklassen",
        "peers": "kommunene av samme størrelse", "kostra_group": "KOSTRA-gruppen", "economic_region": "den økonomiske regionen",
        "own": "egne grupper",
    }  # fmt: skip
    if not kinds:
        return ""
    head, them = ("Kolonnen", "den") if len(kinds) == 1 else ("Kolonnene", "dem")
    return f"{head} for {listed([names[kind] for kind in kinds])} er utelatt, fordi få av tallene finnes for {them}."


def written(value: float, indicator: IndicatorInfo) -> str:
    """Return a value with its suffix: '7,4 %'."""
    return amount(value, indicator.unit, indicator.decimals)
