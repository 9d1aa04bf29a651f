"""`small_numbers.yaml` is validated strictly."""

from pathlib import Path

import pytest

from catalogue import load_catalogue
from tests.unit.catalogue.conftest import said

SHARES = """\
- units: [percent, ratio]
  denominator: 50
"""


@pytest.fixture
def file(home: Path) -> Path:
    """The limits of a catalogue, to write."""
    return home / "small_numbers.yaml"


def test_a_limit_is_for_its_units_and_does_not_pool_by_default(file: Path) -> None:
    file.write_text(SHARES, encoding="utf-8")
    (limit,) = load_catalogue(file.parent).small_numbers
    assert [unit.id for unit in limit.units] == ["percent", "ratio"]
    assert (limit.denominator, limit.numerator, limit.pooled_years) == (50, 0, 1)


def test_a_catalogue_may_have_no_limits(file: Path) -> None:
    file.unlink()
    assert load_catalogue(file.parent).small_numbers == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        pytest.param("ratio", "share", "units", id="no unit of ours"),
        pytest.param("[percent, ratio]", "[]", "units", id="no unit at all"),
        pytest.param("ratio", "percent", "percent is listed twice", id="a unit with two limits"),
        pytest.param("denominator: 50", "denominator: 0", "denominator", id="a limit that limits nothing"),
        pytest.param("  denominator: 50\n", "  pooled_years: 5\n", "denominator: is missing", id="no limit"),
        pytest.param("50", "50\n  pooled_years: 6", "pooled_years", id="years that overlap in a change over five"),
        pytest.param("50", "'50'", "denominator", id="text for a number"),
        pytest.param(
            "50", "50\n  least: 5", "least: is not a known key; there are units, denominator", id="an unknown key"
        ),
    ],
)
def test_an_invalid_limit_is_refused_with_the_file_and_the_reason(file: Path, old: str, new: str, says: str) -> None:
    assert old in SHARES
    file.write_text(SHARES.replace(old, new), encoding="utf-8")
    assert says in said(file.parent, "small_numbers.yaml")
