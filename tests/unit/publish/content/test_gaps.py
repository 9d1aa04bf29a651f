"""What a municipality lacks."""

from types import SimpleNamespace
from typing import Any

from publish.content.comparison import gaps


def _place(kind: str) -> Any:
    base = SimpleNamespace(
        indicators={"bathing_places": SimpleNamespace(title="Badeplasser", source_id="s")},
        sources={"s": SimpleNamespace(kind=kind)},
    )
    figures = {"bathing_places": SimpleNamespace(reason="Kilden har ikke tallet")}
    return SimpleNamespace(base=base, has=lambda _: False, parts={}, figures=figures)


def test_an_indicator_without_a_figure_is_a_gap_with_its_reason() -> None:
    (gap,) = gaps(_place("statbank"), ["bathing_places"])
    assert (gap.title, gap.reason) == ("Badeplasser", "Kilden har ikke tallet")


def test_what_only_another_municipality_counts_itself_is_no_gap() -> None:
    assert gaps(_place("local"), ["bathing_places"]) == ()
