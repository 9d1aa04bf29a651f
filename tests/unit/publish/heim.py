"""Heim, with the figures that a test needs."""

from datetime import date

from publish.places import Place
from warehouse.read import Figure, GroupFigure, MunicipalityInfo, SeriesPoint

HEIM = MunicipalityInfo("5055", "Heim", "50", "Trøndelag", date(2020, 1, 1), "2023", 5, 588, 588)


def figure(indicator_id: str, value: float, rank: int | None = None, change_5y: float | None = None) -> Figure:
    """Return a figure of Heim for 2026."""
    return Figure("5055", indicator_id, "2026", value, rank, 38 if rank else None, change_5y)


def place(*figures: Figure, municipality: MunicipalityInfo = HEIM, first: int = 2020, **groups: GroupFigure) -> Place:
    """Return Heim with these figures, groups by `indicator__kind`, and a population series from the year `first`."""
    points = [SeriesPoint("5055", "population", None, str(year), 6000, None, None, None) for year in range(first, 2027)]
    compared = {(name.split("__")[0], name.split("__")[1]): group for name, group in groups.items()}
    return Place(municipality, {one.indicator_id: one for one in figures}, compared, {("population", None): points})


def summed(value: float, members: int = 38) -> GroupFigure:
    """Return the figure of a group whose members all have figures."""
    return GroupFigure(value, "sum", members, members)
