"""A small strip in a row of a table: the municipality and the ten's figure among each of the ten."""

from collections.abc import Sequence

from markupsafe import Markup

from publish.drawing.marks import ACCENT, AXIS, COMPARE
from publish.drawing.scale import TINY
from publish.drawing.svg import WHITE, Attribute, element, short, title
from publish.numbers import number

WIDTH, HEIGHT, EDGE = 128, 24, 8
MIDDLE = HEIGHT / 2
TRACK = "#c3ccd6"
RING = "hver"
"""The name of the ring that a page with strips defines once."""


def ring_definition() -> Markup:
    """Return the ring of a single municipality, to stand before the strips of a page."""
    ring = element("circle", cy=MIDDLE, r=3, fill=WHITE, stroke=AXIS, stroke_width=1.2, id=RING)
    return Markup(element("svg", element("defs", ring), width=0, height=0, aria_hidden="true"))  # noqa: S704  (no text)


def draw_mini_strip(own: float, members: Sequence[tuple[str, float]], group: float | None, decimals: int) -> Markup:
    """Return the strip, on a scale from the lowest to the highest value. The group's value is left out if it is off it."""
    values = [own, *(value for _, value in members)]
    low, high = min(values), max(values)
    room = (WIDTH - 2 * EDGE) / (high - low) if high - low > TINY else 0
    start = EDGE if room else WIDTH / 2
    parts = [
        title(_words(members, decimals)),
        element("path", d=f"M{EDGE} {short(MIDDLE)}H{WIDTH - EDGE}", stroke=TRACK, stroke_width=1.5),
        *(element("use", href=f"#{RING}", x=start + room * (value - low)) for _, value in members),
    ]
    if group is not None and low <= group <= high:
        x = short(start + room * (group - low))
        parts.append(element("path", d=f"M{x} {short(MIDDLE - 5.5)}l5.5 5.5-5.5 5.5-5.5-5.5z", fill=COMPARE))
    parts.append(element("circle", cx=start + room * (own - low), cy=MIDDLE, r=5.5, fill=ACCENT, stroke=WHITE))
    look: dict[str, Attribute] = {"width": WIDTH, "height": HEIGHT, "viewBox": f"0 0 {WIDTH} {HEIGHT}"}
    # Every text and attribute has gone through escape().
    return Markup(element("svg", "".join(parts), role="img", **look))  # noqa: S704


def _words(members: Sequence[tuple[str, float]], decimals: int) -> str:
    """Return the lowest and highest of the members, for readers who point at the strip or do not see it."""
    ordered = sorted(members, key=lambda member: member[1])
    (lowest, low), (highest, high) = ordered[0], ordered[-1]
    return (
        f"Av de {len(members)}: {lowest} lavest ({number(low, decimals)}), {highest} høyest ({number(high, decimals)})"
    )
