"""What must hold between the catalogue's files: names that exist, expressions that parse, sums that make sense."""

from sqlglot import exp

from catalogue.definition import Indicator
from catalogue.errors import CatalogueError
from catalogue.expressions import adds_up, codes_named, contents_used, parse
from catalogue.kinds import Source
from catalogue.models import Catalogue


def check_references(catalogue: Catalogue) -> None:
    """Raise CatalogueError for the first file that names something that is not there, or sums what cannot be."""
    themes = _themes(catalogue)
    for indicator in catalogue.indicators.values():
        if indicator.theme not in themes:
            raise _error(indicator, "the folder", f"{indicator.theme} is not a theme in themes.yaml")
        _check_names(catalogue, indicator)
        if indicator.definition.source:
            _check_expressions(catalogue.sources[indicator.definition.source], indicator)
    _check_requirements(catalogue)


def _check_requirements(catalogue: Catalogue) -> None:
    for requirement_id, requirement in catalogue.requirements.items():
        for place, point in enumerate(requirement.points):
            lost = next((one for one in point.indicators if one not in catalogue.indicators), None)
            if lost:
                key = f"points.{place}.indicators"
                raise CatalogueError(f"requirements/{requirement_id}.yaml: {key}: there is no indicator {lost}.")


def _themes(catalogue: Catalogue) -> set[str]:
    ids = [theme.id for theme in catalogue.themes]
    doubled = next((theme for theme in ids if ids.count(theme) > 1), None)
    if doubled:
        raise CatalogueError(f"themes.yaml: id: {doubled} stands twice.")
    return set(ids)


def _check_names(catalogue: Catalogue, indicator: Indicator) -> None:
    definition = indicator.definition
    if definition.source and definition.source not in catalogue.sources:
        known = ", ".join(sorted(catalogue.sources))
        raise _error(indicator, "from", f"there is no source {definition.source}; there are {known}")
    for key, other in (("of", definition.of), ("per", definition.per)):
        if other and other not in catalogue.indicators:
            raise _error(indicator, key, f"there is no indicator {other}")
        if other and not is_count(catalogue.indicators[other]):
            raise _error(indicator, key, f"{other} must be an indicator with a numerator alone")
    if definition.per and _alternatives(catalogue, indicator) != _alternatives(
        catalogue, catalogue.indicators[definition.per]
    ):
        raise _error(indicator, "per", f"{definition.per} is not projected in the same alternatives")


def is_count(indicator: Indicator) -> bool:
    """True for a plain sum, such as the population: something to divide by or to measure growth of."""
    definition = indicator.definition
    return bool(definition.numerator) and not definition.denominator and not definition.per


def _alternatives(catalogue: Catalogue, indicator: Indicator) -> set[str]:
    """Under which assumptions an indicator with an expression is projected; none for what has been."""
    source = catalogue.sources.get(str(indicator.definition.source))
    return set(source.spec.contents) if source and source.spec.has_alternatives else set()


def _check_expressions(source: Source, indicator: Indicator) -> None:
    if not source.spec.contents:
        raise _error(indicator, "from", f"{source.id} holds no figures")
    known = source.spec.own_dimensions
    for dimension in indicator.definition.by:
        if dimension not in known:
            there = ", ".join(known) or "none"
            raise _error(indicator, "by", f"{source.id} has no dimension {dimension}; it has {there}")
    for key in ("numerator", "denominator", "value"):
        text = getattr(indicator.definition, key)
        try:
            if text:
                _check_expression(source, text, summed=key != "value")
        except ValueError as error:
            raise _error(indicator, key, str(error)) from error


def _check_expression(source: Source, text: str, *, summed: bool) -> None:
    """Raise ValueError for an expression that does not parse, misses the source's codes or sums what it may not."""
    tree = parse(text, source.spec.expression_columns)
    for column, literals in codes_named(tree):
        _check_codes(source, column, literals)
    used = contents_used(tree, source.spec.measures)
    lasting = sorted(code for code in used if not source.spec.contents[code].additive)
    if summed and lasting:
        raise ValueError(f"{lasting[0]} cannot be summed; define the indicator with 'value'")
    if summed and not adds_up(tree):
        raise ValueError(f"'{text}' cannot be summed over municipalities; use sum or count, with + and - between them")


def _check_codes(source: Source, column: str, literals: list[exp.Literal]) -> None:
    """Raise ValueError for a code without quotes, or one that the source file does not ask for."""
    asked = _codes(source)
    for literal in literals:
        if column in asked and not literal.is_string:
            raise ValueError(f"{column} is compared with {literal.name}; a code must stand in quotes")
        if asked.get(column) and literal.name not in asked[column]:
            raise ValueError(f"{source.id} has no {column} '{literal.name}'; it has {', '.join(asked[column])}")


def _codes(source: Source) -> dict[str, list[str]]:
    """The columns that hold codes, and the codes the source file asks for; an empty list stands for all there are."""
    codes = {"contents": sorted(source.spec.contents)}
    return codes | {name.lower(): source.spec.codes(name) for name in source.spec.own_dimensions}


def _error(indicator: Indicator, key: str, message: str) -> CatalogueError:
    return CatalogueError(f"indicators/{indicator.theme}/{indicator.id}.yaml: {key}: {message}.")
