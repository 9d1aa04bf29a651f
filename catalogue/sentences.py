"""The models of the texts that pages are written from: an indicator's question, its sentence, and what it may mean."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from catalogue.language import Plain, Prose, Question, one_or_two, placeholders, short
from catalogue.strict import Strict

LONGEST_TITLE = 70
"""The most characters of a question that is the title of a page."""


def _main_clause(text: str) -> str:
    """Return a sentence without its full stop. Raise ValueError if it has one, or an unknown or doubled placeholder."""
    names = placeholders(text)
    if doubled := [name for name in names if names.count(name) > 1]:
        raise ValueError(f"has {{{doubled[0]}}} twice")
    if text.endswith("."):
        raise ValueError("must not end with a full stop; others add words to it")
    if not (text.startswith("{") or text[0].isupper()):
        raise ValueError("must begin with a capital or a placeholder")
    return text


def _with_value(text: str) -> str:
    """Return a sentence. Raise ValueError unless the value is in it."""
    if "value" not in placeholders(text):
        raise ValueError("must have {value}")
    return text


def _without_value(text: str) -> str:
    """Return a sentence on zero. Raise ValueError if the value is in it."""
    if "value" in placeholders(text):
        raise ValueError("must not have {value}, which is zero")
    return text


def _possible(text: str) -> str:
    """Return a text. Raise ValueError unless it says what may be."""
    if " kan " not in text:
        raise ValueError("must say what may be, with the word kan")
    return text


def _as_title(text: str) -> str:
    """Return a question. Raise ValueError if it is too long for a page's title."""
    if len(text) > LONGEST_TITLE:
        raise ValueError(f"has {len(text)} characters; the most is {LONGEST_TITLE}")
    return text


def _noun_phrase(text: str) -> str:
    """Return what is measured. Raise ValueError unless it can stand in a sentence as its subject."""
    if not re.fullmatch(r"[a-zæøå0-9][^{}]*[^{}.,?]", text):
        raise ValueError("must be words in a sentence: no capital first, no placeholder, and no mark at the end")
    return text


_Clause = Annotated[Plain, AfterValidator(short), AfterValidator(_main_clause)]
_ValueClause = Annotated[_Clause, AfterValidator(_with_value)]
Possible = Annotated[Plain, AfterValidator(one_or_two), AfterValidator(short), AfterValidator(_possible)]
"""What a figure may mean for plans: one or two sentences, which name no cause."""


class Norwegian(Strict):
    """A text in Norwegian only, for planners."""

    nb: Prose


class Asks(Strict):
    """The question that an indicator answers, the title of its page."""

    nb: Annotated[Question, AfterValidator(_as_title)]


class Says(Strict):
    """The sentence with an indicator's value: a main clause without a full stop.

    `{value}` is the number, followed by the unit's name if the unit has a suffix: 7,4 prosent, but 6 075. `{place}` is
    the municipality's name. `negative` replaces `nb` below zero, where `{value}` has no sign, and `zero` at zero.
    """

    nb: _ValueClause
    negative: _ValueClause | None = None
    zero: Annotated[_Clause, AfterValidator(_without_value)] | None = None

    @model_validator(mode="after")
    def _both_or_none(self) -> "Says":
        if (self.negative is None) != (self.zero is None):
            raise ValueError("negative and zero go together")
        return self


class What(Strict):
    """What is measured, as the subject of a sentence: a definite noun phrase in lower case.

    `higher` and `lower` are the words to compare with: a distance is lengre or kortere.
    """

    nb: Annotated[Plain, AfterValidator(_noun_phrase)]
    higher: Annotated[Plain, Field(pattern=r"^[a-zæøå]+$")] = "høyere"
    lower: Annotated[Plain, Field(pattern=r"^[a-zæøå]+$")] = "lavere"


class Meaning(Strict):
    """What a value may mean for services and plans if it is higher, or lower, than in similar municipalities or before."""

    higher: Possible
    lower: Possible


Questions = Annotated[list[Question], Field(min_length=2, max_length=3)]
"""Questions that ask for a plan or an action."""
