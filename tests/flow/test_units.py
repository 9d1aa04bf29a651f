"""Adding a unit, or changing one, is a line of `units.yaml`."""

import shutil
from pathlib import Path

import pytest

from pipeline.runs import refresh
from pipeline.settings import Settings
from publish.site import Scope
from tests.lib.content import rows
from tests.lib.small import Silent, replace

HEIM = Scope(municipality="5055")
SHARE_80 = "indicators/demography/share_80_plus.yaml"
PROMILLE = '- {id: promille, nb: promille, scale: 1000, suffix: "‰"}\n'


@pytest.fixture
def in_promille(home: Settings, tmp_path: Path) -> Settings:
    """The built home, and a copy of its catalogue with the share of the oldest in a unit of its own."""
    catalogue = shutil.copytree(home.catalogue, tmp_path / "catalogue")
    with (catalogue / "units.yaml").open("a", encoding="utf-8") as units:
        units.write(PROMILLE)
    replace(catalogue / SHARE_80, "unit: percent", "unit: promille")
    replace(catalogue / SHARE_80, "max: 40", "max: 400")
    return home.model_copy(update={"catalogue": catalogue})


def page(settings: Settings) -> str:
    return (settings.folder.published / "site/5055.html").read_text(encoding="utf-8")


def test_a_line_adds_a_unit_and_a_change_of_it_changes_the_build_and_the_pages(in_promille: Settings) -> None:
    refresh(in_promille, Silent(), municipality=None, scope=HEIM)
    database, first = in_promille.folder.database, in_promille.folder.published.resolve()
    asked = (
        "from mart.indicator where indicator_id = 'share_80_plus' and municipality_code = '5055' and value is not null"
    )
    assert rows(database, f"select distinct unit, value = round(1000 * numerator / denominator, 6) {asked}") == [
        ("promille", True)
    ]
    assert rows(database, "select name, scale, suffix from core.unit where unit = 'promille'") == [
        ("promille", 1000, "‰")
    ]
    assert "\u00a0‰</td>" in page(in_promille)

    replace(in_promille.catalogue / "units.yaml", 'suffix: "‰"', "suffix: promille")
    refresh(in_promille, Silent(), municipality=None, scope=HEIM)
    assert in_promille.folder.published.resolve() != first
    assert "\u00a0promille</td>" in page(in_promille)
