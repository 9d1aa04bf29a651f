"""The home's folder `local` adds figures to the catalogue, and a file with an error is left out."""

import shutil
from pathlib import Path

import pytest

from catalogue import Catalogue, load_catalogue
from catalogue.load import HOME
from tests.lib.small import replace

EXAMPLE = HOME.parent / "docs" / "local"
LEFT_OUT = " The file is left out until you correct it."


@pytest.fixture
def local(tmp_path: Path) -> Path:
    """The folder, with the example of the documentation."""
    return shutil.copytree(EXAMPLE, tmp_path / "local")


def test_a_file_becomes_a_source_and_an_indicator_marked_as_the_owners(home: Path, local: Path) -> None:
    found = load_catalogue(home, local)
    definition, source = found.indicators["bathing_places"].definition, found.sources["local_bathing_places"]
    assert found.refused == {}
    assert definition.title.nb == "Badeplasser (tall fra Heim kommune)"
    assert definition.numerator == "sum(value) filter (where contents = 'badeplasser')"
    assert (source.spec.publisher, source.spec.cited_as("")) == ("Heim kommune", "Heim kommune, egne\u00a0tall")


def test_a_chapter_shows_the_figures_of_its_themes(shipped: Catalogue, local: Path) -> None:
    chapters = load_catalogue(HOME, local).chapters
    assert [chapter.id for chapter in chapters if "bathing_places" in chapter.rows] == ["klima"]
    assert "bathing_places" not in shipped.indicators


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("owner: Heim", "owner: <b>Heim", "owner: String should match pattern"),
        ("page: https:", "page: javascript:", "page: String should match pattern"),
        ("theme: land", "theme: lands", "theme: there is no theme lands; did you mean land?"),
        ("numerator: badeplasser", "numerator: sum(value)", "numerator: String should match pattern"),
        ("numerator: badeplasser", "function: growth_remainder", "function: Input should be None."),
        ("numerator: badeplasser", "numerator: badeplasser\nby: [Kjonn]", "by: local_bathing_places has no dimension"),
        ("numerator: badeplasser", "numerator: badeplasser\nper: populace", "per: there is no indicator populace; did"),
        ("Badeplasser,", '"Bade\\x07plasser",', "has a character that cannot be shown in 'Bade\ufffdplasser'."),
        ("unit: cases", "unit: case", "unit: case is not a unit in units.yaml; did you mean cases?"),
        ("licence", "license", "license: is not a known key; did you mean licence?"),
    ],
)
def test_an_error_leaves_the_file_out(home: Path, local: Path, old: str, new: str, says: str) -> None:
    replace(local / "bathing_places.yaml", old, new)
    found = load_catalogue(home, local)
    assert "bathing_places" not in found.indicators
    refused = found.refused["local_bathing_places"].replace("\x07", "\ufffd")
    assert refused.startswith(f"local/bathing_places.yaml: {says}")
    assert refused.endswith(LEFT_OUT)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("population.yaml", "local/population.yaml: the id population is taken; rename the file."),
        ("other.yaml", "local/other.yaml: title.nb: is the same text as in local/bathing_places.yaml."),
        ("Other 1.yaml", "local/Other 1.yaml: id: String should match pattern"),
        ("other.yml", "local/other.yml: is not read; it must be other.yaml."),
        ("other.xlsx", "local/other.xlsx: is not read; it must be other.csv."),
        ("other.csv", "local/other.csv: is not read without other.yaml."),
    ],
)
def test_a_file_that_cannot_be_added_leaves_the_others(home: Path, local: Path, name: str, says: str) -> None:
    shutil.copy(local / "bathing_places.yaml", local / name)
    found = load_catalogue(home, local)
    assert "bathing_places" in found.indicators
    assert list(found.refused) == [f"local_{Path(name).stem}"]
    assert found.refused[f"local_{Path(name).stem}"].startswith(says)


PLAN = """\
title: {nb: En fylkesplan, en: A county's plan}
source: {name: Fylkesplanen, url: https://fylket.example}
county: "40"
points:
  - id: people
    point: {nb: Hvem som bor her, en: Who lives here}
    indicators: [population, bathing_places]
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("", "", None),
        ("bathing_places", "bathing_place", "points.0.indicators: there is no indicator bathing_place; did you mean"),
        ('"40"', "40", "county: Input should be a valid string; a code must stand in quotes."),
        ("https:", "http:", "source.url: String should match pattern"),
    ],
)
def test_the_folder_may_have_requirements_too(home: Path, local: Path, old: str, new: str, says: str | None) -> None:
    path = local / "requirements" / "plan.yaml"
    path.parent.mkdir()
    path.write_text(PLAN.replace(old, new) if old else PLAN, encoding="utf-8")
    found = load_catalogue(home, local)
    assert ("plan" in found.requirements) == (says is None)
    assert found.refused.get("local_plan", "").startswith(f"local/requirements/plan.yaml: {says}" if says else "")
    assert "bathing_places" in found.indicators
