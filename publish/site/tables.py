"""The comparison table of a chapter as columns and rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from publish.content.model import GroupCell, MunicipalityContent, Row, Table
from publish.drawing.mini_strip import draw_mini_strip
from warehouse.read import IndicatorInfo


@dataclass(frozen=True)
class Column:
    """A group as a column: its kind and its head."""

    kind: str
    head: str
    is_chosen: bool
    """Whether it is shown only when its group is chosen; county and country always are."""


@dataclass(frozen=True)
class TableRow:
    """A row with its strip, and the cell of each column; None where the group has no figure."""

    row: Row
    strip: Markup | None
    cells: tuple[tuple[Column, GroupCell | None], ...]


@dataclass(frozen=True)
class Comparison:
    """A table with the columns that any of its rows fills."""

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    has_strips: bool
    has_medians: bool
    has_holes: bool
    """Whether a group lacks a figure in a row."""
    table: Table


def comparison(table: Table, content: MunicipalityContent, indicators: Mapping[str, IndicatorInfo]) -> Comparison:
    """Return a chapter's table."""
    filled = {kind for row in table.rows for kind in row.groups}
    chosen = {group.kind: Column(group.kind, group.short, is_chosen=True) for group in content.groups}
    always = {
        "county": Column("county", content.county_name, is_chosen=False),
        "country": Column("country", "Landet", is_chosen=False),
    }
    columns = tuple(column for kind, column in (chosen | always).items() if kind in filled)
    rows = tuple(_row(row, columns, indicators[row.indicator_id].decimals) for row in table.rows)
    has_medians = any(cell.is_median for row in table.rows for cell in row.groups.values())
    has_holes = any(cell is None for row in rows for _, cell in row.cells)
    return Comparison(columns, rows, any(row.strip for row in rows), has_medians, has_holes, table)


def _row(row: Row, columns: tuple[Column, ...], decimals: int) -> TableRow:
    ten = row.groups.get("neighbours")
    members = [(member.name, member.value) for member in row.members]
    strip = draw_mini_strip(row.value, members, ten.value if ten else None, decimals) if members else None
    return TableRow(row, strip, tuple((column, row.groups.get(column.kind)) for column in columns))
