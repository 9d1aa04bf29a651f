"""Text of errors in the catalogue's files: a line for each, with the known words nearest to an unknown word."""

from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches

FEW = 9
"""If no known word is near, all are listed if there are at most this many."""


def line(file: str, key: str, message: str) -> str:
    """Return an error as `file: key: message.`; without the key if it is empty."""
    place = f"{file}: {key}" if key else file
    return f"{place}: {message}{'' if message.endswith('?') else '.'}"


def did_you_mean(word: str, known: Iterable[str], most: int = 3) -> str:
    """Return the end of a sentence on an unknown word: the nearest known words, or all of them if they are few."""
    known = list(known)
    if near := nearest(word, known, most):
        return f"; did you mean {listed(near, 'or')}?"
    if len(known) == 1:
        return f"; there is only {known[0]}"
    return f"; there are {listed(known, 'and')}" if 0 < len(known) <= FEW else ""


def nearest(word: str, known: Iterable[str], most: int) -> list[str]:
    """Return the known words similar to `word`, the most similar first; else known words that contain it."""
    known = list(known)
    very, rather = (get_close_matches(word, known, n=most, cutoff=cutoff) for cutoff in (0.8, 0.6))
    return very or rather or [other for other in known if word in other][:most]


def listed(words: list[str], last: str) -> str:
    """Return words as 'a, b or c', with `last` before the last word."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def refuse_doubled(words: list[str], sentence: str = "{} is listed twice") -> None:
    """Raise ValueError with a sentence for each word that the list has more than once."""
    if twice := [word for word, times in Counter(words).items() if times > 1]:
        raise ValueError(*(sentence.format(word) for word in twice))
