"""The templates: filled with escaped text, and with nothing undefined."""

import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from publish.content.model import Sentence, Source
from publish.content.place import Base
from publish.numbers import NBSP, day, day_of
from publish.site.addresses import county_page, indicator_page, municipality_page
from publish.site.extras import Framed

HERE = Path(__file__).parent
ASSETS = HERE / "assets"
UNBROKEN = re.compile(r"\d[\d–]*(-\w+| (år|prosent|kroner)\b)")
Fill = Callable[..., str]
"""(name of a template, **values) -> HTML."""


def templates(base: Base, framed: Sequence[Framed] = ()) -> Environment:
    """Return the environment for the pages of a build."""
    jinja = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    jinja.globals.update(
        css=style(), overview_css=style("overview.css"), framed_pages=framed,
        build=base.build, collected=base.collected, is_sample=base.is_sample,
        municipality_page=municipality_page, county_page=county_page, indicator_page=indicator_page,
        stale={source.id: source for source in base.sources.values() if source.stale_reason},
    )  # fmt: skip
    jinja.filters.update(
        day=day,
        day_of=day_of,
        prose=_prose,
        large=large,
        cited=cited,
        kept=kept_together,
        file_name=_file_name,
        hashed=hashed,
    )
    return jinja


def style(name: str = "style.css") -> Markup:
    """Return a style, to stand in the page itself: the first view then takes a single request."""
    css = (ASSETS / name).read_text(encoding="utf-8")
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s*([{};,>])\s*|(?<=:)\s+", r"\1", css)
    return Markup(css.replace(";}", "}").strip())  # noqa: S704  (a file of ours)


def hashed(text: str) -> str:
    """Return the hash by which a Content-Security-Policy allows an inline style."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def large(number: str) -> Markup:
    """Return a large number with its unit small: '5,7 %' as 5,7<small> %</small>."""
    digits, space, unit = number.rpartition(NBSP)
    if not space or any(character.isdigit() for character in unit):
        return escape(number)
    return escape(digits) + Markup("<small>{}{}</small>").format(NBSP, unit)


def cited(source: Source) -> Markup:
    """Return a source as a link, with its date."""
    return Markup('<a href="{}">{}</a>{}').format(source.url, source.cited_as, source.date_words)


def _prose(sentence: Sentence) -> str:
    return sentence.text


def kept_together(words: str) -> Markup:
    """Return a heading in which '20-årene' and '18 år' are not broken over two lines."""
    return Markup(UNBROKEN.sub(r'<span class="nb">\g<0></span>', str(escape(words))))  # noqa: S704  (escaped)


def _file_name(name: str) -> str:
    return Path(name).name


def render_with(jinja: Environment) -> Fill:
    """Return a function that fills a template."""

    def fill(template: str, **values: Any) -> str:
        return jinja.get_template(template).render(**values)

    return fill
