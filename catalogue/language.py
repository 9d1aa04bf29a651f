"""The words that Norwegian texts for planners do not use, and the placeholders that sentences are filled through."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from catalogue.words import did_you_mean

NEVER = {
    r"eldrebølge\w*": "it frightens; write that there will be more older people",
    r"\w*byrde\w*": "nobody is a burden; write what is to be done",
    r"\w*forsørg\w*": "older people and children are more than a cost; write who is counted",
    r"heldigvis|dessverre": "the figures have no opinion",
    r"i forhold til": "write what is compared: målt mot, sammenlignet med, per",
    r"veg(er|en|ene|trafikk\w*|nett\w*)?|(gang|sykkel|fylkes|riks)veg(er|en|ene)?": "write vei",
}
"""A pattern of whole words -> why they are not used. Names, such as Statens vegvesen, match none of them."""

CAUSE = {r"fordi": "the figures do not show the cause"}
"""The same for sentences about figures."""

MOST_WORDS = 25
"""A sentence about figures has at most so many words."""

PLACEHOLDERS = ("value", "place")


def _without(never: dict[str, str], text: str) -> str:
    """Return the text. Raise ValueError for each word in it that is not used."""
    found = ((re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE), why) for pattern, why in never.items())
    if sentences := [f"does not use '{match[0]}': {why}" for match, why in found if match]:
        raise ValueError(*sentences)
    return text


def prose(text: str) -> str:
    """Return a text. Raise ValueError for each word that no Norwegian text uses."""
    return _without(NEVER, text)


def plain(text: str) -> str:
    """Return a text about figures. Raise ValueError for each word that names a cause."""
    return _without(CAUSE, text)


def asking(text: str) -> str:
    """Return a question. Raise ValueError unless it ends as one does."""
    if not text.endswith("?"):
        raise ValueError("must end with a question mark")
    return text


def short(text: str) -> str:
    """Return sentences. Raise ValueError if one of them is too long."""
    if (longest := max(len(sentence.split()) for sentence in _sentences(text))) > MOST_WORDS:
        raise ValueError(f"has a sentence of {longest} words; the most is {MOST_WORDS}")
    return text


def one_or_two(text: str) -> str:
    """Return one or two whole sentences. Raise ValueError if there are more, or no full stop at the end."""
    if not text.endswith(".") or len(_sentences(text)) > 2:
        raise ValueError("must be one or two sentences, and end with a full stop")
    return text


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?]) ", text)


def placeholders(text: str) -> list[str]:
    """Return the names in braces. Raise ValueError for an unknown name, or another use of braces."""
    names = re.findall(r"\{(\w+)\}", text)
    if unknown := [name for name in names if name not in PLACEHOLDERS]:
        raise ValueError(f"{{{unknown[0]}}} is not a placeholder{did_you_mean(unknown[0], PLACEHOLDERS)}")
    if text.count("{") + text.count("}") > 2 * len(names):
        raise ValueError("has a brace that belongs to no placeholder")
    return names


Prose = Annotated[str, Field(min_length=1), AfterValidator(prose)]
"""A Norwegian text."""

Plain = Annotated[Prose, AfterValidator(plain)]
"""A Norwegian text about figures."""

Question = Annotated[Plain, AfterValidator(asking)]
