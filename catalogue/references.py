"""Checks across the catalogue's files: names exist, expressions parse, sums make sense."""

from collections.abc import Iterator

from sqlglot import exp

from catalogue.definition import Indicator
from catalogue.expressions import adds_up, codes_named, contents_used, parse
from catalogue.kinds import Source
from catalogue.models import Catalogue
from catalogue.words import did_you_mean, line

FINDINGS = "findings.yaml"


def reference_errors(catalogue: Catalogue, broken: set[str]) -> Iterator[str]:
    """Yield a line for each unknown name, each invalid expression, and each text that two indicators share.

    `broken` has the names of files that were not loaded because of errors of their own; a reference to them is no error.
    """
    for indicator in catalogue.indicators.values():
        for key, message in (*_name_errors(catalogue, indicator, broken), *_expression_errors(catalogue, indicator)):
            yield line(indicator.file, key, message)
    yield from _shared_texts(catalogue)
    yield from _family_errors(catalogue, broken)
    for requirement_id, requirement in catalogue.requirements.items():
        for position, point in enumerate(requirement.points):
            for name in point.indicators:
                if name not in catalogue.indicators and name not in broken:
                    message = _there_is_no("indicator", name, [*catalogue.indicators, *broken])
                    yield line(f"requirements/{requirement_id}.yaml", f"points.{position}.indicators", message)


def _name_errors(catalogue: Catalogue, indicator: Indicator, broken: set[str]) -> Iterator[tuple[str, str]]:
    definition = indicator.definition
    source = definition.source
    if source and source not in catalogue.sources and source.partition("_")[2] not in broken:
        yield "from", _there_is_no("source", source, [*catalogue.sources, *broken])
    for key, other in (("of", definition.of), ("per", definition.per)):
        if not other or other in broken:
            continue
        if other not in catalogue.indicators:
            yield key, _there_is_no("indicator", other, [*catalogue.indicators, *broken])
        elif not is_count(catalogue.indicators[other]):
            yield key, f"{other} must be an indicator with only a numerator"
        elif key == "per" and not _same_alternatives(catalogue, indicator, catalogue.indicators[other]):
            yield key, f"{other} is not projected in the same alternatives"


def _there_is_no(kind: str, name: str, known: list[str]) -> str:
    return f"there is no {kind} {name}{did_you_mean(name, known)}"


def _shared_texts(catalogue: Catalogue) -> Iterator[str]:
    """Yield a line for each text that an earlier indicator has too: readers could not distinguish the two."""
    seen: dict[tuple[str, str], Indicator] = {}
    for indicator in catalogue.indicators.values():
        for key in ("title", "why", "definition", "question", "says", "what"):
            texts = getattr(indicator.definition, key)
            for language in ("nb", "en"):
                if not (text := getattr(texts, language, None)):
                    continue
                first = seen.setdefault((f"{key}.{language}", text), indicator)
                if first is not indicator:
                    yield line(indicator.file, f"{key}.{language}", f"is the same text as in {first.file}")


def _family_errors(catalogue: Catalogue, broken: set[str]) -> Iterator[str]:
    """Yield a line for each unknown indicator in a family, and each indicator that lacks a family or its texts."""
    if not catalogue.findings:
        return
    for position, family in enumerate(catalogue.findings.families):
        for name in family.indicators:
            if name not in catalogue.indicators and name not in broken:
                message = _there_is_no("indicator", name, [*catalogue.indicators, *broken])
                yield line(FINDINGS, f"families.{position}.indicators", message)
    for indicator in catalogue.indicators.values():
        own, its = indicator.definition, catalogue.findings.family_of(indicator.id)
        if own.meaning and not its:
            yield line(indicator.file, "meaning", f"{indicator.id} is in no family in {FINDINGS}")
        if its and not (own.meaning or (its.meaning and its.questions)):
            yield line(indicator.file, "meaning", f"is missing, and its family {its.id} has no meaning and questions")


def is_count(indicator: Indicator) -> bool:
    """Return whether it is a plain sum, such as the population, which `per` and `of` require."""
    definition = indicator.definition
    return bool(definition.numerator) and not definition.denominator and not definition.per


def _same_alternatives(catalogue: Catalogue, first: Indicator, second: Indicator) -> bool:
    """Return whether both are projected in the same alternatives; True if a source of theirs was not loaded."""
    loaded = {first.definition.source, second.definition.source} <= catalogue.sources.keys()
    return not loaded or _alternatives(catalogue, first) == _alternatives(catalogue, second)


def _alternatives(catalogue: Catalogue, indicator: Indicator) -> set[str]:
    """Return the alternatives in which an indicator is projected; none if it is not a projection."""
    source = catalogue.sources.get(str(indicator.definition.source))
    return set(source.spec.contents) if source and source.spec.has_alternatives else set()


def _expression_errors(catalogue: Catalogue, indicator: Indicator) -> Iterator[tuple[str, str]]:
    """Yield key and message for each dimension and expression that is invalid for the indicator's source."""
    source = catalogue.sources.get(indicator.definition.source or "")
    if source is None:
        return
    if not source.spec.contents:
        yield "from", f"{source.id} holds no figures"
        return
    known = source.spec.own_dimensions
    for dimension in indicator.definition.by:
        if dimension not in known:
            yield "by", f"{source.id} has no dimension {dimension}{did_you_mean(dimension, known)}"
    for key in ("numerator", "denominator", "value"):
        text = getattr(indicator.definition, key)
        try:
            if text:
                _check_expression(source, text, summed=key != "value")
        except ValueError as error:
            yield key, str(error)


def _check_expression(source: Source, text: str, *, summed: bool) -> None:
    """Raise ValueError for an expression that does not parse, has unknown codes, or sums something not summable."""
    tree = parse(text, source.spec.expression_columns)
    for column, literals in codes_named(tree):
        _check_codes(source, column, literals)
    used = contents_used(tree, source.spec.measures)
    not_additive = sorted(code for code in used if not source.spec.contents[code].additive)
    if summed and not_additive:
        raise ValueError(f"{not_additive[0]} cannot be summed; define the indicator with 'value'")
    if summed and not adds_up(tree):
        raise ValueError(f"'{text}' cannot be summed over municipalities; use sum or count, with + and - between them")


def _check_codes(source: Source, column: str, literals: list[exp.Literal]) -> None:
    """Raise ValueError for a code without quotes, or a code that the source file does not select."""
    asked = _codes(source)
    for literal in literals:
        if column in asked and not literal.is_string:
            raise ValueError(f"{column} is compared with {literal.name}; a code must stand in quotes")
        if asked.get(column) and literal.name not in asked[column]:
            ending = did_you_mean(literal.name, asked[column])
            raise ValueError(f"{source.id} has no {column} '{literal.name}'{ending}")


def _codes(source: Source) -> dict[str, list[str]]:
    """Return column -> the codes that the source file selects; an empty list means all codes."""
    codes: dict[str, list[str]] = {"contents": sorted(source.spec.contents), "region": []}
    return codes | {name.lower(): source.spec.codes(name) for name in source.spec.own_dimensions}
