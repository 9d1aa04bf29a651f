"""Find what a person names among names: exactly, without accents, by a former name, or by the beginning."""

import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING

from catalogue.errors import UnknownName
from catalogue.words import listed, nearest

if TYPE_CHECKING:  # every command imports this, and few need DuckDB
    from warehouse.read_names import Former, Named

WITHOUT_STROKE = str.maketrans({"ø": "o", "æ": "ae", "đ": "d", "ŋ": "n", "ŧ": "t"})
"""Letters that Unicode does not split into a letter and an accent."""
PLURAL = {"municipality": "municipalities", "county": "counties"}
DIGITS = {"municipality": 4, "county": 2}
"""The digits of a code."""
MOST = 10
"""The most candidates to list."""


def find(text: str, kind: str, today: "list[Named]", read_former: "Callable[[], list[Former]]" = list) -> "Named":
    """Return the one of today that has the code or a name, has replaced it, or alone begins with it.

    `kind` is what they are: 'municipality'. Raise UnknownName with the candidates, or with the nearest names.
    """
    wanted = _words(text, DIGITS[kind])
    ways: dict[str, Callable[[], list[Named]]] = {
        "There are {count} {plural} called {text}: {candidates}; give the code.": lambda: _called(wanted, today),
        "{text} is today part of {candidates}; give one of these codes.": lambda: _became(wanted, today, read_former()),
        "{count} {plural} begin with {text}: {candidates}; give the code.": lambda: _beginning_with(wanted, today),
    }
    for sentence, way in ways.items():
        found = way()
        if len(found) == 1:
            return found[0]
        if found:
            candidates = listed([f"{each.code} {each.name}" for each in found[:MOST]], "and")
            raise UnknownName(
                sentence.format(count=len(found), plural=PLURAL[kind], text=text[:80], candidates=candidates)
            )
    raise UnknownName(_unknown(text, wanted, kind, today))


def _called(wanted: str, today: "list[Named]") -> "list[Named]":
    """Return those with the code or name, with its accents if any has it so."""
    exact = [each for each in today if wanted in names(each)]
    return exact or [each for each in today if fold(wanted) in _folded(each)]


def _became(wanted: str, today: "list[Named]", former: "list[Former]") -> "list[Named]":
    """Return those that the municipality with this code or name has become."""
    codes = {code for each in former if fold(wanted) in _folded(each.named) for code in each.now}
    return [each for each in today if each.code in codes]


def _beginning_with(wanted: str, today: "list[Named]") -> "list[Named]":
    return [each for each in today if wanted and any(name.startswith(fold(wanted)) for name in _folded(each))]


def names(named: "Named") -> set[str]:
    """Return its code and its names: '5041', 'snåsa', 'snåase - snåsa', 'snåase'; 'våler (østfold)', 'våler'."""
    name, official = named.name.casefold(), named.official_name.casefold()
    return {named.code, name, name.partition(" (")[0], official, *official.split(" - ")}


def fold(text: str) -> str:
    """Return the text in lower case without accents and strokes: 'Hábmer' as 'habmer', 'Bodø' as 'bodo'."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(WITHOUT_STROKE)


def _folded(named: "Named") -> set[str]:
    return set(map(fold, names(named)))


def _words(text: str, digits: int) -> str:
    """Return the text in lower case with single spaces, and a code with its leading zero."""
    words = " ".join(text.casefold().split())
    return words.zfill(digits) if words.isdecimal() and len(words) == digits - 1 else words


def _unknown(text: str, wanted: str, kind: str, today: "list[Named]") -> str:
    known = {name: each for each in today for name in names(each)}
    near = {known[name].code: known[name] for name in nearest(wanted, known, 5)}
    example = "Heim" if kind == "municipality" else "Trøndelag"
    candidates = [f"{each.code} {each.name}" for each in near.values()]
    hint = f"did you mean {listed(candidates, 'or')}?" if near else f"give a name such as {example}, or a code."
    return f"There is no {kind} '{text[:80]}' today; {hint}"
