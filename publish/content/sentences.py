"""Sentences by pattern: the first pattern whose conditions hold, and whose facts are known, is filled in."""

import operator
from collections.abc import Container, Iterable

from catalogue.chapters import CONDITION, FIELD, Pattern
from publish.content.facts import Facts, Known
from publish.content.model import Number, Sentence
from publish.numbers import NBSP

COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq}


def say(patterns: Iterable[Pattern], facts: Facts, avoid: Container[str] = ()) -> Sentence | None:
    """Return the first pattern that applies, and whose text is not to be avoided, as a sentence; None if none does."""
    for pattern in patterns:
        if all(_holds(condition, facts) for condition in pattern.when):
            sentence = fill(pattern.text, facts)
            if sentence and sentence.text not in avoid:
                return sentence
    return None


def fill(text: str, facts: Facts) -> Sentence | None:
    """Return the text with its fields filled in; None if a fact is unknown."""
    pieces: list[str | Number] = []
    end = 0
    for match in FIELD.finditer(text):
        filled = _field(match[1], match[2] or "", facts)
        if filled is None:
            return None
        pieces += [text[end : match.start()], *filled]
        end = match.end()
    return Sentence(tuple(piece for piece in [*pieces, text[end:]] if piece))


def _field(name: str, style: str, facts: Facts) -> list[str | Number] | None:
    """Return a field as pieces. The style is a choice of words by sign ('flere|færre'), or abs, + and n."""
    fact = facts.get(name)
    if fact is None or isinstance(fact, str):
        return None if fact is None else [fact]
    if "|" in style:
        return [_by_sign(fact, style.split("|"))]
    written = fact.written(is_absolute="abs" in style, signed="+" in style)
    return [written] if "n" in style.split(",") or not fact.words else [written, NBSP + fact.words]


def _by_sign(fact: Known, words: list[str]) -> str:
    """Return the first word for more than zero and the second for less; the third, if there is one, for zero as shown."""
    shown = round(fact.value, fact.decimals)
    return words[2] if len(words) > 2 and shown == 0 else words[0] if shown >= 0 else words[1]


def _holds(condition: str, facts: Facts) -> bool:
    match = CONDITION.fullmatch(condition)
    if match is None:
        raise ValueError(f"not a condition: {condition}")
    left, right = _number(match[1], facts), _number(match[3], facts)
    return left is not None and right is not None and COMPARE[match[2]](left, right)


def _number(name: str, facts: Facts) -> float | None:
    try:
        return float(name)
    except ValueError:
        fact = facts.get(name)
        return fact.value if isinstance(fact, Known) else None
