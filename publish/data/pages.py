"""The pages "Alle tall" and "Endringer". They are the main part of a page; the site puts them into its own frame."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from publish.data.feed import LISTS, SHOWN
from publish.numbers import day
from warehouse.home import DATABASE
from warehouse.read import IndicatorInfo, MunicipalityInfo
from warehouse.read_data import ChangeFound

HERE = Path(__file__).parent


def all_figures_page(municipalities: Sequence[MunicipalityInfo], indicators: Iterable[IndicatorInfo]) -> Markup:
    """Return "Alle tall": a form for its script, the files, and the whole file. The indicators must be sorted by theme.

    The municipalities and indicators are those whose files have been written.
    """
    themes = [(theme, list(of)) for theme, of in groupby(indicators, key=lambda indicator: indicator.theme_title)]
    return _page("alle-tall.html", municipalities=municipalities, themes=themes, database=DATABASE)


def changes_page(changes: list[ChangeFound]) -> Markup:
    """Return "Endringer": five lists, each with its newest changes first."""
    lists = [
        (name, title, [change for change in changes if change.list == name][:SHOWN]) for name, title in LISTS.items()
    ]
    return _page("endringer.html", lists=lists)


def _page(template: str, **parts: object) -> Markup:
    jinja = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    jinja.filters["day"] = day
    return Markup(jinja.get_template(template).render(parts))  # noqa: S704 - the template has escaped its parts
