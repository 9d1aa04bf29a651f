"""Contents and codes that the catalogue knows by the words a table has for them, because their codes are odd or unknown."""

from collections.abc import Container, Mapping

from catalogue.codes import CONTENTS
from catalogue.statbank import StatbankSource

Texts = Mapping[str, Mapping[str, str]]
"""Dimension -> code -> text."""


def contents_dimension(spec: StatbankSource, dimensions: Container[str]) -> str:
    """The dimension that tells the contents apart: the table's alternatives where it has them, else its contents."""
    return spec.alternatives if spec.alternatives and spec.alternatives in dimensions else CONTENTS


def codes_by_label(spec: StatbankSource, labels: Mapping[str, str]) -> dict[str, list[str]]:
    """Our name of each of the contents -> its code in a table with these labels; none or several where words fit so."""
    return {
        name: [name] if contents.label is None else _matching(contents.label, labels)
        for name, contents in spec.contents.items()
    }


def selected_by_label(spec: StatbankSource, texts: Texts) -> dict[str, dict[str, list[str]]]:
    """The same for the dimensions of `select` with codes that are known by their texts."""
    return {
        dimension: {name: _matching(label, texts[dimension]) for name, label in labels.items()}
        for dimension, labels in spec.labels.items()
    }


def coded(spec: StatbankSource, labels: Mapping[str, str]) -> StatbankSource:
    """The same source with the table's own codes for contents, where each of them has one."""
    contents = {code: spec.contents[name] for name, (code,) in codes_by_label(spec, labels).items()}
    return spec.model_copy(update={"contents": contents})


def with_codes(spec: StatbankSource, texts: Texts) -> StatbankSource:
    """The same source with the table's own codes for contents and in `select`, where each name of ours has one."""
    found = {name: [code for (code,) in codes.values()] for name, codes in selected_by_label(spec, texts).items()}
    spec = coded(spec, texts[contents_dimension(spec, texts)])
    return spec.model_copy(update={"select": spec.select | found})


def _matching(label: str | list[str], texts: Mapping[str, str]) -> list[str]:
    """The codes whose text has the words, or any of them."""
    words = [_plain(label)] if isinstance(label, str) else [_plain(each) for each in label]
    return [code for code, text in texts.items() if any(each in _plain(text) for each in words)]


def _plain(text: str) -> str:
    """A text as it is compared: SSB's own have capitals and hard spaces here and there."""
    return " ".join(text.lower().split())
