"""Labels of the parts of a breakdown, in Norwegian: '20–44 år', '90 år og over', 'Kvinner'."""

import re
from collections.abc import Mapping

Labels = Mapping[tuple[str, str], str]
"""(dimension, code) -> the source's own text."""


def part_label(breakdown: str, labels: Labels) -> str:
    """Return the label of a breakdown such as 'alder=020-044;kjonn=2', its parts with commas between them."""
    parts = (part.split("=", 1) for part in breakdown.split(";"))
    return ", ".join(_label(dimension, code, labels) for dimension, code in parts)


def _label(dimension: str, code: str, labels: Labels) -> str:
    """Return the text of a band of ages, else the source's text of the code, else the code."""
    band = re.fullmatch(r"(\d{3})(?:-(\d{3})|(\+))", code) if dimension == "alder" else None
    if band is None:
        return labels.get((dimension, code), code)
    low, high = int(band[1]), int(band[2] or 0)
    if band[3]:
        return f"{low} år og over"
    return f"{low} år" if low == high else f"{low}–{high} år"
