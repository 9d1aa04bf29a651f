"""`chapters.yaml` and `county_page.yaml` name only indicators, requirements and facts that exist."""

from pathlib import Path

import pytest

from catalogue import load_catalogue
from tests.unit.catalogue.conftest import refused

CHAPTERS = """\
- id: befolkning
  title: Befolkning
  short: Befolkning
  rows: [population]
  findings:
    - when: ["population.change_5y > 0", "births_5y < 0"]
      text: "{place} har {population} innbyggere, {population.change_5y:flere|færre} enn før"
  charts:
    - {id: folketall, kind: line, indicators: [population], titles: [{text: "{own_last} i {last}"}], subtitle: "{first}–{last}"}
  sentences: [[{text: "{place} hadde {population} innbyggere {population.date}."}]]
  questions: [Hva gjør vi?]
"""
COUNTY = (
    "columns: [population]\nmaps: [share_80_plus]\nscatters: [[share_80_plus, population_growth_5y]]\nstandings: []\n"
)


@pytest.fixture
def file(home: Path) -> Path:
    (home / "chapters.yaml").write_text(CHAPTERS, encoding="utf-8")
    (home / "county_page.yaml").write_text(COUNTY, encoding="utf-8")
    return home / "chapters.yaml"


def test_chapters_with_known_names_load(file: Path) -> None:
    assert [chapter.id for chapter in load_catalogue(file.parent).chapters] == ["befolkning"]


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("rows: [population]", "rows: [popluation]", "no indicator popluation; did you mean population"),
        (
            "indicators: [population]",
            "indicators: [peoples]",
            "befolkning.charts.folketall: there is no indicator peoples",
        ),
        ("{population.date}", "{population.dated}", "there is no fact population.dated"),
        ("births_5y < 0", "birth_5y < 0", "there is no fact birth_5y"),
        ("{place} har", "{own_last} har", "there is no fact own_last"),
        ('"births_5y < 0"', '"births_5y is low"', "findings.0.when.1"),
        ("kind: line", "kind: pie", "charts.0.kind"),
        ("id: folketall", "id: ../folketall", "charts.0.id"),
    ],
)
def test_a_wrong_name_in_a_chapter_is_refused(file: Path, right: str, wrong: str, message: str) -> None:
    file.write_text(CHAPTERS.replace(right, wrong), encoding="utf-8")
    text = " ".join(refused(file.parent))
    assert "chapters.yaml" in text
    assert message in text


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("columns: [population]", "columns: [peoples]", "county_page.yaml: columns: there is no indicator peoples"),
        ("maps: [share_80_plus]", "maps: [share_80]", "did you mean share_80_plus"),
        ("standings: []", "standings: [the_law]", "there is no requirement the_law"),
    ],
)
def test_a_wrong_name_in_the_county_page_is_refused(file: Path, right: str, wrong: str, message: str) -> None:
    (file.parent / "county_page.yaml").write_text(COUNTY.replace(right, wrong), encoding="utf-8")
    assert message in " ".join(refused(file.parent))
