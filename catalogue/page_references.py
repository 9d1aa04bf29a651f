"""Checks of the files of the pages: their indicators, requirements and facts exist."""

import re
from collections.abc import Iterator

from catalogue.chapters import CONDITION, FIELD, ChapterSpec, Pattern
from catalogue.models import Catalogue
from catalogue.words import did_you_mean, line

CHAPTERS, COUNTY_PAGE = "chapters.yaml", "county_page.yaml"
COLUMNS = {
    *("period", "date", "numerator", "denominator", "change_1y", "change_5y", "change_10y"),
    *(f"{group}_value" for group in ("neighbours", "county", "country")),
    *(f"over_{group}" for group in ("neighbours", "county", "country")),
    *("unlike", "county_median", "county_members"),
}
"""What a fact of an indicator may end in; a fact without an ending is its newest value."""
OF_MUNICIPALITY = re.compile(
    r"place|county|county\.dominant|(births|migration)_[15]y|components\.(first|last)|cohort\.(first|last)"
    r"|cohort_\d{3}\.(from|to|from_age|to_age|change|pct|left)"
    r"|projected_now\.period|projected_(10|25)y|projected_(all|\d{3})_now"
    r"|projected_(all|\d{3})_(10|25)y(\.(low|high|change|change_low|change_high|pct))?|hit(\.(vintage|period))?"
)
"""The facts of a municipality besides those of its indicators."""
OF_CHART = re.compile(
    r"(own|neighbours|county|country)_(first|last|pct)|apart|first|drawn_first|last|last_date|end|year|total|count"
    r"|largest_(name|own|county|country)"
)
"""The facts of a chart, for its titles and subtitle."""


def page_errors(catalogue: Catalogue, broken: set[str]) -> Iterator[str]:
    """Yield a line for each unknown indicator, requirement or fact; a name in `broken` is no error."""
    known = {*catalogue.indicators, *broken}
    for chapter in catalogue.chapters:
        for key, name in _indicators(chapter):
            if name not in known:
                yield line(CHAPTERS, f"{chapter.id}.{key}", f"there is no indicator {name}{did_you_mean(name, known)}")
        for key, name, of_chart in _facts(chapter):
            if not is_fact(name, known, of_chart=of_chart):
                yield line(CHAPTERS, f"{chapter.id}.{key}", f"there is no fact {name}{did_you_mean(name, known)}")
    yield from _county_errors(catalogue, known)


def is_fact(name: str, indicators: set[str], *, of_chart: bool) -> bool:
    """Return whether pages have a fact of this name."""
    indicator, _, column = name.partition(".")
    if indicator in indicators and (not column or column in COLUMNS):
        return True
    return bool(OF_MUNICIPALITY.fullmatch(name) or (of_chart and OF_CHART.fullmatch(name)))


def _indicators(chapter: ChapterSpec) -> Iterator[tuple[str, str]]:
    yield from (("rows", name) for name in chapter.rows)
    for chart in chapter.charts:
        yield from ((f"charts.{chart.id}", name) for name in chart.indicators)


def _facts(chapter: ChapterSpec) -> Iterator[tuple[str, str, bool]]:
    """Yield key, fact, and whether the facts of a chart may be used there."""
    patterns = {"findings": chapter.findings}
    patterns["meanings"] = [pattern for meaning in chapter.meanings for pattern in meaning]
    patterns["sentences"] = [pattern for sentence in chapter.sentences for pattern in sentence]
    for key, listed in patterns.items():
        yield from ((key, name, False) for pattern in listed for name in facts_of(pattern))
    for chart in chapter.charts:
        titles = [*chart.titles, Pattern(text=chart.subtitle)]
        yield from ((f"charts.{chart.id}", name, True) for pattern in titles for name in facts_of(pattern))


def facts_of(pattern: Pattern) -> Iterator[str]:
    """Yield the facts of a pattern: those in its text and in its conditions."""
    yield from (match[1] for match in FIELD.finditer(pattern.text))
    for condition in pattern.when:
        if match := CONDITION.fullmatch(condition):
            yield from (name for name in (match[1], match[3]) if name[0].isalpha())


def _county_errors(catalogue: Catalogue, known: set[str]) -> Iterator[str]:
    page = catalogue.county_page
    if page is None:
        return
    listed = {"columns": page.columns, "maps": page.maps, "scatters": [name for pair in page.scatters for name in pair]}
    for key, names in listed.items():
        for name in names:
            if name not in known:
                yield line(COUNTY_PAGE, key, f"there is no indicator {name}{did_you_mean(name, known)}")
    for name in page.standings:
        if name not in catalogue.requirements:
            hint = did_you_mean(name, catalogue.requirements)
            yield line(COUNTY_PAGE, "standings", f"there is no requirement {name}{hint}")
