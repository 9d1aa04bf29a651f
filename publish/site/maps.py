"""Maps to choose from on the page of a county or an indicator."""

from collections.abc import Iterable
from dataclasses import dataclass

from publish.content.chart import Chart
from publish.drawing.shapes import Shapes
from publish.site.figures import Figure, map_figure


@dataclass(frozen=True)
class ChosenMap:
    """A map and the label of its choice."""

    label: str
    figure: Figure


def chosen_maps(maps: Iterable[tuple[str, Chart]], shapes: Shapes) -> list[ChosenMap]:
    """Return the maps with their labels, the first shown before any choice."""
    return [ChosenMap(label, map_figure(chart, shapes)) for label, chart in maps]
