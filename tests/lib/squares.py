"""A country of square municipalities in two counties, and charts of it."""

import numpy as np

from publish.content.chart import Chart, Series
from publish.drawing.shapes import Shapes
from transform.topology import Ring


def square(west: float, south: float, side: float = 1.0) -> Ring:
    """Return a counterclockwise square, in degrees."""
    corners = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
    return np.array([(west + x * side, south + y * side) for x, y in corners])


CODES = ("1001", "1002", "1003", "2001", "2002", "2003")
NAMES = ("Austeng", "Bø", "Codal", "Deset", "Eide", "Fosnes")
SHAPES = Shapes(
    {code: [[square(8 + int(code[3]), 60 + int(code[0]))]] for code in CODES},
    dict(zip(CODES, NAMES, strict=True)),
    {code: "Aust" if code < "2" else "Vest" for code in CODES},
)


def chart(
    *values: float | None, codes: tuple[str, ...] = CODES, names: tuple[str, ...] = NAMES, **words: object
) -> Chart:
    """Return the description of a map of as many municipalities as there are values."""
    described: dict[str, object] = {
        "id": "kart", "kind": "map", "title": "Tittel", "subtitle": "Undertittel", "head": "Kommune",
        "keys": codes[: len(values)], "categories": names[: len(values)], "series": (Series("Andel", "own", values),),
        "suffix": "%", "decimals": 1, "alternative": "Et kart.", "indicator_ids": ("share",),
        "source_words": "Kilde: SSB.",
    } | words  # fmt: skip
    return Chart(**described)  # type: ignore[arg-type]
