"""`groups.yaml`: groups of one's own, read strictly."""

from pathlib import Path

import pytest

from catalogue import load_catalogue
from catalogue.load import HOME
from tests.unit.catalogue.conftest import refused, said

COAST = """\
kysten:
  title: {nb: Kysten, en: The coast}
  municipalities: ["5014", "5056"]
"""


@pytest.fixture
def file(home: Path) -> Path:
    """The groups of a catalogue, to write."""
    return home / "groups.yaml"


def test_groups_stand_by_their_id(file: Path) -> None:
    file.write_text(COAST, encoding="utf-8")
    groups = load_catalogue(file.parent).groups
    assert list(groups) == ["kysten"]
    assert (groups["kysten"].title.en, groups["kysten"].municipalities) == ("The coast", ["5014", "5056"])


def test_a_catalogue_may_do_without_groups(file: Path) -> None:
    file.unlink()
    assert load_catalogue(file.parent).groups == {}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"5056"', "5056", "kysten.municipalities.1: Input should be a valid string; a code must stand in quotes."),
        ('"5056"', '"56"', "kysten.municipalities.1: String should match pattern '^[0-9]{4}$'."),
        ('"5056"', '"5014"', "kysten: municipalities: 5014 is listed twice."),
        ('"5014", "5056"', "", "kysten.municipalities: List should have at least 2 items after validation, not 0."),
        (', "5056"', "", "kysten.municipalities: List should have at least 2 items after validation, not 1."),
        (", en: The coast", "", "kysten.title.en: is missing."),
        ("title:", "titles:", "kysten.titles: is not a known key; did you mean title?"),
        (
            "  title:",
            "  colour: red\n  title:",
            "kysten.colour: is not a known key; there are title and municipalities.",
        ),
        (COAST, COAST + COAST, "is not readable YAML: the key 'kysten' is given twice in line 4."),
        (COAST, "", "must hold a mapping of keys to values."),
    ],
)
def test_an_error_names_the_file_and_the_key(file: Path, old: str, new: str, says: str) -> None:
    assert old in COAST
    file.write_text(COAST.replace(old, new), encoding="utf-8")
    assert refused(file.parent) == (f"groups.yaml: {says}",)


def test_an_id_that_is_no_name_is_refused(file: Path) -> None:
    file.write_text(COAST.replace("kysten", "Kysten vår"), encoding="utf-8")
    assert said(file.parent, "groups.yaml").startswith("Kysten vår: String should match pattern")


def test_the_group_in_contributing_is_the_one_that_is_shipped() -> None:
    guide = (Path(__file__).parents[3] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    _comment, shipped = (HOME / "groups.yaml").read_text(encoding="utf-8").split("\n", 1)
    assert f"```yaml\n{shipped}```" in guide
