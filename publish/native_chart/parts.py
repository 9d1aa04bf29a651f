"""What a native chart is made of: its frame, and layers that are each a column of its workbook."""

from dataclasses import dataclass
from typing import Literal

from publish.drawing.svg import INK

Draw = Literal["line", "bar", "outline", "area", "foot", "marker", "bubble"]
"""outline: a bar without fill over the others. foot: an area without fill that carries the area above it."""
Show = Literal["value", "name", "both"]
Label = tuple[int, Show]
"""The index of a value, and what is written there."""
POINTS_PER_CM = 72 / 2.54
SHEET = "Data"


@dataclass(frozen=True)
class Size:
    """The frame in centimetres, and the size of text in points."""

    width: float = 16.0
    height: float = 6.2
    text: float = 9.0

    @property
    def across(self) -> float:
        """Return the width in points."""
        return self.width * POINTS_PER_CM

    @property
    def up(self) -> float:
        """Return the height in points."""
        return self.height * POINTS_PER_CM


@dataclass(frozen=True)
class Layer:
    """A series as it is drawn."""

    name: str
    values: tuple[float | None, ...]
    draw: Draw
    colour: str
    ink: str = INK
    """The colour of its labels."""
    points: float = 2.25
    """Width of its line."""
    dash: str = ""
    labels: tuple[Label, ...] = ()
    place: str = "r"
    """Where its labels stand, in the words of DrawingML."""
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    """For error bars: where each begins and ends."""
    pale: tuple[int, ...] = ()
    """Indexes of bars that are drawn lighter, so that the others stand out."""
    gaps: tuple[int, ...] = ()
    """Indexes of points that no line leads to, because figures before and after cannot be compared."""


@dataclass(frozen=True)
class Plan:
    """A chart laid out: its layers, axes and margins."""

    size: Size
    head: str
    """The head of the workbook's first column."""
    categories: tuple[str, ...]
    layers: tuple[Layer, ...]
    code: str
    """Format of numbers."""
    low: float
    high: float
    step: float
    left: float
    """Margins as shares of the frame."""
    right: float = 0.015
    dates: bool = False
    """Whether the categories are years on an axis of time."""
    sideways: bool = False
    from_top: bool = False
    """Whether the first category of a sideways chart is on top."""
    legend_rows: int = 0
    """Lines of the legend above the plot; none if the names stand at the lines."""
    stacked: bool = False
    hide_values: bool = False
    """Whether bars carry their numbers, so that the axis of values is not needed."""
    gap: int = 60
    every: int = 1
    """Every how many categories, or years, are labelled."""
    axis_names: tuple[str, str] | None = None
    """For bubbles: what is below and what is at the left."""
    names: tuple[tuple[int, str], ...] = ()
    """For bubbles: those with a name."""
    low_across: float = 0
    high_across: float = 0
