"""Groups from KLASS and groups of your own: what they become in a build, and the errors of invalid groups."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import sample
from catalogue.errors import CatalogueError
from pipeline.runs import Outcome, refresh
from pipeline.settings import Settings
from sample.statbank.tables import FIGURES
from tests.lib.content import rows
from tests.lib.klass_groups import klass_with_groups, region_of
from tests.lib.small import Silent

GROUPS = """\
kysten:
  title: {nb: Trøndelagskysten, en: The coast of Trøndelag}
  municipalities: ["5014", "5056", "5057"]
"""
BY_KIND = """select municipality_code, group_code from core.group_member
    where group_kind = '{}' and borders = (select max(borders) from core.group_member) order by all"""
FETCHED = "select loaded_at is not null, stale_reason from meta.source where source_id = 'klass_108'"


def run(settings: Settings, municipality: str | None = None) -> Outcome:
    return refresh(settings, Silent(), municipality=municipality, scope=None)


def with_groups(home: Settings, folder: Path, text: str) -> Settings:
    """Return settings for the built home, with a copy of its catalogue that has other groups."""
    catalogue = shutil.copytree(home.catalogue, folder / "catalogue")
    (catalogue / "groups.yaml").write_text(text, encoding="utf-8")
    return home.model_copy(update={"catalogue": catalogue})


@pytest.fixture
def grouping(home: Settings, ssb: sample.Addresses) -> Iterator[Settings]:
    """Settings for the built home, with a KLASS that has SYNTHETIC economic regions too."""
    codes = [str(code) for (code,) in rows(home.folder.database, "select code from mart.municipality order by code")]
    with klass_with_groups(ssb.klass_url, codes) as address:
        yield home.model_copy(update={"klass_url": address})


@pytest.mark.long
def test_a_run_without_economic_regions_in_klass_succeeds(home: Settings) -> None:
    assert run(home).exit_code == run(home, "5055").exit_code == 0
    assert rows(home.folder.database, FETCHED) == [(False, None)]
    assert rows(home.folder.database, BY_KIND.format("economic_region")) == []


def test_every_municipality_is_in_its_kostra_group(home: Settings) -> None:
    members = (FIGURES / "klass" / "112_members.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(members) == 357
    assert rows(home.folder.database, BY_KIND.format("kostra_group")) == [tuple(line.split(",")) for line in members]


def test_every_municipality_is_in_the_newest_group_that_klass_gives_it(grouping: Settings) -> None:
    assert run(grouping).exit_code == 0
    database, kind = grouping.folder.database, "economic_region"
    assert rows(database, FETCHED) == [(True, None)]
    today = [str(code) for (code,) in rows(database, "select code from mart.municipality order by code")]
    assert rows(database, BY_KIND.format(kind)) == [(code, region_of(code)) for code in today]
    titles = f"select count(*) from core.group where group_kind = '{kind}' and title = 'SYNTHETIC ' || group_code"
    assert rows(database, titles) == [(len({region_of(code) for code in today}),)]


def test_indicators_are_summed_for_groups_from_klass(grouping: Settings) -> None:
    run(grouping)
    summed = """select group_code, value from mart.indicator_group where group_kind = 'economic_region'
        and indicator_id = 'population' and breakdown is null and period = '2026' order by all"""
    counted = """select left(municipality_code, 3), sum(value) from mart.indicator
        where indicator_id = 'population' and breakdown is null and period = '2026' group by all order by all"""
    database = grouping.folder.database
    assert rows(database, summed) == rows(database, counted)


@pytest.mark.long
def test_loaded_groups_stay_when_klass_no_longer_lists_them(grouping: Settings, home: Settings) -> None:
    run(grouping)
    before = rows(home.folder.database, BY_KIND.format("economic_region"))
    assert len(before) > 300
    outcome = run(home)
    assert rows(home.folder.database, BY_KIND.format("economic_region")) == before
    assert set(outcome.stale) <= {"klass_108"}


def test_a_group_of_your_own_can_be_compared_with(home: Settings, tmp_path: Path) -> None:
    settings = with_groups(home, tmp_path, GROUPS)
    assert run(settings).exit_code == 0
    database = settings.folder.database
    named = "select group_code, title, title_en from core.group where group_kind = 'own'"
    assert rows(database, named) == [("kysten", "Trøndelagskysten", "The coast of Trøndelag")]
    compared = """select municipality_code, rank, rank_of, group_value from mart.comparison
        where group_kind = 'own' and indicator_id = 'population' and period = '2026' order by rank"""
    people = dict(
        rows(
            database,
            """select municipality_code, value from mart.indicator where indicator_id = 'population'
            and breakdown is null and period = '2026' and municipality_code in ('5014', '5056', '5057')""",
        )
    )
    by_size = sorted(people, key=lambda code: -people[code])
    assert rows(database, compared) == [
        (code, place, 3, sum(people.values())) for place, code in enumerate(by_size, start=1)
    ]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("5099", "5099 is not a municipality's code, today or earlier; Heim's, for example, is 5055."),
        ("5017", "5017 Bjugn is no longer a municipality; it became 5057 Ørland."),
    ],
)
def test_the_error_of_an_invalid_municipality_code_names_file_and_key(
    home: Settings, tmp_path: Path, code: str, said: str
) -> None:
    settings = with_groups(home, tmp_path, GROUPS.replace("5057", code))
    before = home.folder.published.resolve()
    with pytest.raises(CatalogueError) as refused:
        run(settings)
    assert str(refused.value) == f"groups.yaml: kysten.municipalities.2: {said}"
    assert home.folder.published.resolve() == before
