"""A chart as data: categories, and series of numbers. Drawings, tables and CSV files are made from it alone."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from publish.content.model import Number

Kind = Literal[
    "line",
    "projection",
    "components",
    "pyramid",
    "bars",
    "stacked",
    "strip",
    "cohorts",
    "ranges",
    "columns",
    "scatter",
    "map",
]
"""line: periods, a line for each series. projection: periods; own (history), main, low, high and earlier ones.
components: periods; diverging stacked columns, and `total` as a stroke. pyramid: ages; men and women of the municipality
and of the country, in percent. bars: sorted horizontal bars, own against a mark for the other series.
stacked: 100 % bars; the categories are places, the series parts. strip: indicators, own against each of the group.
cohorts: age to age, change in percent, own against neighbours. ranges: service ages; main with low and high.
columns: periods; one series. scatter: municipalities; x, y and size. map: municipalities; one series."""

Role = Literal[
    "own", "neighbours", "neighbour", "county", "country", "group", "earlier", "main", "low", "high",
    "part", "total", "men", "women", "men_country", "women_country", "x", "y", "size",
]  # fmt: skip
"""What a series is. It decides mark, line and colour, the same in every form."""


@dataclass(frozen=True)
class Origin:
    """Where the values of a series stand: a column of a table. `by` is the column that the chart's keys select from."""

    table: str
    key: tuple[tuple[str, str], ...]
    by: str
    column: str


@dataclass(frozen=True)
class Series:
    """A row of numbers, one for each category; None where there is no figure."""

    name: str
    role: Role
    values: tuple[float | None, ...]
    origin: Origin | None = None
    """None if the values are computed; `formula` then says how."""
    formula: str = "value"
    """value: the cell itself. index: in percent of the series' value in `Chart.base_key`."""
    label: str = ""
    """The name at the end of a line, if it is not `name`."""


@dataclass(frozen=True)
class Break:
    """A category from which on figures cannot be compared with those before, with the reason."""

    key: str
    reason: str


@dataclass(frozen=True)
class Chart:
    """A chart with its title (the finding), its subtitle (what, where, when), and its numbers."""

    id: str
    """Unique on its page, and safe in an address: 'folketall'."""
    kind: Kind
    title: str
    subtitle: str
    head: str
    """What the categories are, as the head of the table's first column: 'År', 'Alder', 'Næring', 'Kommune'."""
    keys: tuple[str, ...]
    """The categories as the file has them: periods, codes of municipalities, ids of indicators."""
    categories: tuple[str, ...]
    """The categories as they are written."""
    series: tuple[Series, ...]
    suffix: str
    """After each value: '%', 'personer', ''."""
    decimals: int
    alternative: str
    """What the chart shows, for a reader who does not see it."""
    indicator_ids: tuple[str, ...]
    source_words: str
    """'Kilde: SSB, tabell 07459. Hentet 27. november 2026.'"""
    base: float | None = None
    """A reference line: 100 in an index, a recommended level."""
    base_label: str = ""
    base_key: str = ""
    suffixes: tuple[str, ...] = ()
    """For a strip, the suffix of each category; empty elsewhere."""
    category_decimals: tuple[int, ...] = ()
    """For a strip, the decimals of each category; empty elsewhere."""
    breaks: tuple[Break, ...] = ()
    provisional: tuple[str, ...] = ()
    """Keys of provisional figures."""
    bold: tuple[str, ...] = ()
    """Keys of categories to emphasise, such as the municipality's own."""
    absent: dict[str, str] = field(default_factory=dict)
    """For a map: key -> why there is no figure (`none`, `hidden` or `withheld`)."""
    limits: tuple[float, ...] = ()
    """For a map of areas: the lowest value of each class, of the first one too (`lower` in mart.map_class). Empty for
    circles (counts) and for categories."""
    value_labels: dict[float, str] = field(default_factory=dict)
    """For a map of categories: value -> what it is called, in the order of the legend, the darkest first."""
    notes: tuple[str, ...] = ()
    title_numbers: tuple["Number", ...] = ()
    """The numbers in the title, with the cells that they are computed from."""


def shortened(chart: Chart, most: int, what: str) -> Chart:
    """Return the chart with its first categories, where `what` says which they are: 'største'. Its subtitle says so."""
    if len(chart.keys) <= most:
        return chart
    first, *others = chart.subtitle.split(". ")
    subtitle = ". ".join([first, f"De {most} {what} av {len(chart.keys)}", *others])
    series = tuple(replace(each, values=each.values[:most]) for each in chart.series)
    return replace(chart, subtitle=subtitle, keys=chart.keys[:most], categories=chart.categories[:most], series=series)
