"""Contents that the catalogue knows by the words a table has for them, because their codes are odd and change."""

import unicodedata
from collections.abc import Container

from catalogue.codes import CONTENTS
from catalogue.statbank import StatbankSource


def contents_dimension(spec: StatbankSource, dimensions: Container[str]) -> str:
    """The dimension that tells the contents apart: the table's alternatives where it has them, else its contents."""
    return spec.alternatives if spec.alternatives and spec.alternatives in dimensions else CONTENTS


def codes_by_label(spec: StatbankSource, labels: dict[str, str]) -> dict[str, list[str]]:
    """Our name of each of the contents -> its code in a table with these labels; none or several where words fit so."""
    return {
        name: [code for code, text in labels.items() if plain(contents.label) in plain(text)]
        if contents.label
        else [name]
        for name, contents in spec.contents.items()
    }


def coded(spec: StatbankSource, labels: dict[str, str]) -> StatbankSource:
    """The same source with the table's own codes for contents, where each of them has one."""
    contents = {code: spec.contents[name] for name, (code,) in codes_by_label(spec, labels).items()}
    return spec.model_copy(update={"contents": contents})


def plain(text: str) -> str:
    """A text as it is compared: sources write capitals, hard spaces, doubled blanks and marks without width here and there."""
    visible = "".join(mark for mark in unicodedata.normalize("NFKC", text) if unicodedata.category(mark) != "Cf")
    return " ".join(visible.casefold().split())
