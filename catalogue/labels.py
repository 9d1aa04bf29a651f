"""Contents that the catalogue identifies by words in their text, because their codes change between releases."""

from collections.abc import Container

from catalogue.codes import CONTENTS
from catalogue.statbank import StatbankSource


def contents_dimension(spec: StatbankSource, dimensions: Container[str]) -> str:
    """Return the dimension whose codes are the contents: that of the alternatives if the table has it."""
    return spec.alternatives if spec.alternatives and spec.alternatives in dimensions else CONTENTS


def codes_by_label(spec: StatbankSource, labels: dict[str, str]) -> dict[str, list[str]]:
    """Return our name of each contents -> the codes whose text in `labels` has its words; one if the label is right."""
    return {
        name: [code for code, text in labels.items() if _plain(contents.label) in _plain(text)]
        if contents.label
        else [name]
        for name, contents in spec.contents.items()
    }


def coded(spec: StatbankSource, labels: dict[str, str]) -> StatbankSource:
    """Return the source with the table's codes for its contents. Raise ValueError unless each has exactly one."""
    contents = {code: spec.contents[name] for name, (code,) in codes_by_label(spec, labels).items()}
    return spec.model_copy(update={"contents": contents})


def _plain(text: str) -> str:
    """Return a text for comparison: SSB's texts differ in capitals and non-breaking spaces."""
    return " ".join(text.lower().split())
