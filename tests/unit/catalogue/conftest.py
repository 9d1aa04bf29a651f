"""Catalogues to spoil: a few of the shipped files, so that a load takes milliseconds."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue import Catalogue, load_catalogue
from catalogue.errors import CatalogueError
from catalogue.load import HOME
from tests.lib.small import replace

FEW = (
    "themes.yaml",
    "units.yaml",
    "groups.yaml",
    "small_numbers.yaml",
    "sources/klass/131.yaml",
    "sources/ssb/06913.yaml",
    "sources/ssb/06944.yaml",
    "sources/ssb/07459.yaml",
    "sources/ssb/09429.yaml",
    "sources/ssb/projection.yaml",
    "sources/ssb/arealprofiler.yaml",
    "sources/fhi/806.yaml",
    "indicators/demography/population.yaml",
    "indicators/demography/population_growth_5y.yaml",
    "indicators/demography/share_80_plus.yaml",
    "indicators/demography/birth_surplus.yaml",
    "indicators/demography/birth_surplus_per_1000.yaml",
    "indicators/demography/projected_population.yaml",
    "indicators/competence/long_higher_education_share.yaml",
    "indicators/income/median_income_after_tax.yaml",
    "indicators/health/bullying_7th_grade.yaml",
    "indicators/land/built_up_area_by_use.yaml",
    "indicators/land/housing_land_per_resident.yaml",
    "indicators/land/accessible_shore_share.yaml",
)

Refusal = Callable[[str, str, str], str]


@pytest.fixture(scope="session")
def shipped() -> Catalogue:
    """The catalogue as it is shipped."""
    return load_catalogue()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of a catalogue of a few of the shipped files, to spoil."""
    for name in FEW:
        copy = tmp_path / "catalogue" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(HOME / name, copy)
    return tmp_path / "catalogue"


@pytest.fixture
def refusal(home: Path) -> Refusal:
    """`refusal(file, old, new)`: what is said of `file`, and of no other, when `old` becomes `new` in it; without its name."""

    def change(file: str, old: str, new: str) -> str:
        replace(home / file, old, new)
        return said(home, file)

    return change


def said(home: Path, file: str) -> str:
    """The one error that the catalogue in `home` is refused with, without the name of its file."""
    (error,) = refused(home)
    name, _, message = error.partition(": ")
    assert name == file
    return message


def refused(home: Path) -> tuple[str, ...]:
    """The errors that the catalogue in `home` is refused with: sentences, a line each."""
    with pytest.raises(CatalogueError) as refusal:
        load_catalogue(home)
    assert not [line for line in refusal.value.lines if "\n" in line or not line.endswith((".", "?"))]
    return refusal.value.lines
