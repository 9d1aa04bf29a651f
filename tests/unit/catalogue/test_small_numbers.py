"""`small_numbers.yaml`: below which numbers a value is withheld, read strictly."""

import shutil
from pathlib import Path

import pytest

from catalogue import load_catalogue
from catalogue.errors import CatalogueError
from catalogue.load import HOME

SHARES = """\
- units: [percent, ratio]
  denominator: 50
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The limits of a copy of the shipped catalogue, to write."""
    shutil.copytree(HOME, tmp_path / "catalogue", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return tmp_path / "catalogue" / "small_numbers.yaml"


def test_a_limit_holds_for_its_units_and_pools_nothing_unless_it_says_so(file: Path) -> None:
    file.write_text(SHARES, encoding="utf-8")
    (limit,) = load_catalogue(file.parent).small_numbers
    assert (limit.units, limit.denominator, limit.numerator, limit.pooled_years) == (["percent", "ratio"], 50, 0, 1)


def test_a_catalogue_may_do_without_limits(file: Path) -> None:
    file.unlink()
    assert load_catalogue(file.parent).small_numbers == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param("ratio", "share", "units", id="no unit of ours"),
        pytest.param("[percent, ratio]", "[]", "units", id="no unit at all"),
        pytest.param("ratio", "percent", "percent stands twice", id="a unit with two limits"),
        pytest.param("denominator: 50", "denominator: 0", "denominator", id="a limit that limits nothing"),
        pytest.param("  denominator: 50\n", "  pooled_years: 5\n", "denominator: is missing", id="no limit"),
        pytest.param("50", "50\n  pooled_years: 6", "pooled_years", id="years that overlap in a change over five"),
        pytest.param("50", "'50'", "denominator", id="text for a number"),
        pytest.param("50", "50\n  least: 5", "least: is not a key that is known here", id="an unknown key"),
    ],
)
def test_a_limit_that_is_wrong_is_refused_with_the_file_and_the_reason(
    file: Path, old: str, new: str, said: str
) -> None:
    assert old in SHARES
    file.write_text(SHARES.replace(old, new), encoding="utf-8")
    with pytest.raises(CatalogueError, match=rf"small_numbers\.yaml: .*{said}"):
        load_catalogue(file.parent)
