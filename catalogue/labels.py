"""Find contents and codes by words in their text, for sources whose codes change or are unknown."""

import unicodedata
from collections.abc import Container, Mapping

from catalogue.codes import CONTENTS
from catalogue.statbank import StatbankSource

Texts = Mapping[str, Mapping[str, str]]
"""Dimension -> code -> text."""


def contents_dimension(spec: StatbankSource, dimensions: Container[str]) -> str:
    """Return the dimension whose codes are the contents: the alternatives' dimension if the table has it."""
    return spec.alternatives if spec.alternatives and spec.alternatives in dimensions else CONTENTS


def codes_by_label(spec: StatbankSource, labels: Mapping[str, str]) -> dict[str, list[str]]:
    """Return our name of each contents -> the codes whose text in `labels` contains its label; exactly one if correct."""
    return {
        name: [name] if contents.label is None else _matching(contents.label, labels)
        for name, contents in spec.contents.items()
    }


def selected_by_label(spec: StatbankSource, texts: Texts) -> dict[str, dict[str, list[str]]]:
    """Return dimension -> our name of each code that `select` gives by label -> the codes whose text contains the label."""
    return {
        dimension: {name: _matching(label, texts[dimension]) for name, label in labels.items()}
        for dimension, labels in spec.labels.items()
    }


def coded(spec: StatbankSource, labels: Mapping[str, str]) -> StatbankSource:
    """Return the source with the table's codes for its contents. Raise ValueError unless each has exactly one code."""
    contents = {code: spec.contents[name] for name, (code,) in codes_by_label(spec, labels).items()}
    return spec.model_copy(update={"contents": contents})


def with_codes(spec: StatbankSource, texts: Texts) -> StatbankSource:
    """Return the source with the table's codes for contents and `select`. Raise ValueError unless each has one code."""
    found = {name: [code for (code,) in codes.values()] for name, codes in selected_by_label(spec, texts).items()}
    spec = coded(spec, texts[contents_dimension(spec, texts)])
    return spec.model_copy(update={"select": spec.select | found})


def _matching(label: str | list[str], texts: Mapping[str, str]) -> list[str]:
    """Return the codes whose text contains the label, or any of several."""
    words = [plain(label)] if isinstance(label, str) else [plain(each) for each in label]
    return [code for code, text in texts.items() if any(each in plain(text) for each in words)]


def plain(text: str) -> str:
    """Return a text for comparison: lower case, single plain spaces, no invisible characters."""
    visible = "".join(mark for mark in unicodedata.normalize("NFKC", text) if unicodedata.category(mark) != "Cf")
    return " ".join(visible.casefold().split())
