"""`requirements/*.yaml` is validated strictly."""

import shutil
from pathlib import Path

import pytest

from catalogue import Catalogue, load_catalogue
from tests.unit.catalogue.conftest import said

LAW = """\
title: {nb: En lov, en: A law}
source: {name: Lov om noe, url: https://lovdata.no/lov}
points:
  - id: people
    point: {nb: Hvem som bor her, en: Who lives here}
    indicators: [population, share_80_plus]
  - id: hopes
    point: {nb: Hva de håper på, en: What they hope for}
    not_measured: {nb: Ingen spør alle., en: Nobody asks them all.}
  - id: water
    point: {nb: Vannet, en: The water}
    measured_elsewhere: {nb: Andre måler det., en: Others measure it.}
"""


@pytest.fixture
def file(home: Path) -> Path:
    """The one requirement of a catalogue, to write."""
    (home / "requirements").mkdir()
    return home / "requirements" / "law.yaml"


def test_a_requirement_is_called_what_its_file_is_called(file: Path) -> None:
    file.write_text(LAW, encoding="utf-8")
    law = load_catalogue(file.parents[1]).requirements["law"]
    assert [(point.id, point.indicators) for point in law.points] == [
        ("people", ["population", "share_80_plus"]),
        ("hopes", []),
        ("water", []),
    ]


def test_a_catalogue_may_do_without_requirements(file: Path) -> None:
    shutil.rmtree(file.parent)
    assert load_catalogue(file.parents[1]).requirements == {}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("population,", "populace,", "points.0.indicators: there is no indicator populace; did you mean population?"),
        (
            "    indicators: [population, share_80_plus]\n",
            "",
            "people needs one of indicators, not_measured, measured_elsewhere; has none.",
        ),
        ("    not_measured:", "    indicators: [population]\n    not_measured:", "has indicators and not_measured."),
        (
            "    measured_elsewhere:",
            "    not_measured: {nb: Nei., en: 'No.'}\n    measured_elsewhere:",
            "water needs one of indicators, not_measured, measured_elsewhere; has not_measured and measured_elsewhere.",
        ),
        ("share_80_plus", "population", "people: population is listed twice in indicators."),
        ("id: hopes", "id: people", "points: people is listed twice."),
        ("https:", "http:", "source.url: String should match pattern '^https://'."),
        (", en: Nobody asks them all.", "", "points.1.not_measured.en: is missing."),
        ("title:", "colour: red\ntitle:", "colour: is not a known key; there are title, source, county and points."),
    ],
)
def test_an_error_names_the_file_and_the_key(file: Path, old: str, new: str, says: str) -> None:
    assert old in LAW
    file.write_text(LAW.replace(old, new, 1), encoding="utf-8")
    assert said(file.parents[1], "requirements/law.yaml").endswith(says)


def test_a_file_that_would_never_be_read_is_refused(file: Path) -> None:
    (file.parent / "laws").mkdir()
    (file.parent / "laws" / "law.yaml").write_text(LAW, encoding="utf-8")
    message = said(file.parents[1], "requirements/laws/law.yaml")
    assert message == "is never read; it must be called requirements/<name>.yaml."


def test_what_is_shipped_has_the_law_the_regulation_the_expectations_and_the_strategy(
    shipped: Catalogue,
) -> None:
    hosts = [one.source.url.split("/")[2] for one in shipped.requirements.values()]
    assert sorted(hosts) == ["lovdata.no", "lovdata.no", "www.regjeringen.no", "www.trondelagfylke.no"]


@pytest.mark.parametrize("letter", "abcdef")
def test_the_overview_of_public_health_has_each_letter_of_section_3(letter: str, shipped: Catalogue) -> None:
    points = shipped.requirements["public_health_overview_3"].points
    assert [point.id for point in points if point.id.startswith(f"{letter}_") and point.indicators]
