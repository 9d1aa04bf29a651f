"""Labels of the parts of a breakdown."""

import pytest

from transform.labels import part_label

LABELS = {("kjonn", "2"): "Kvinner", ("nace2007", "010-099"): "Industri"}


@pytest.mark.parametrize(
    ("breakdown", "label"),
    [
        ("alder=000-000", "0 år"),
        ("alder=020-044", "20–44 år"),
        ("alder=090+", "90 år og over"),
        ("alder=045;kjonn=2", "045, Kvinner"),
        ("alder=020-044;kjonn=2", "20–44 år, Kvinner"),
        ("nace2007=010-099", "Industri"),
        ("klasse=Veg", "Veg"),
    ],
)
def test_a_part_is_written_in_words(breakdown: str, label: str) -> None:
    assert part_label(breakdown, LABELS) == label
