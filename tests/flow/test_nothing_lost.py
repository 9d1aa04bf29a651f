"""A damaged archive or published file loses no table. Errors are reported until the next fetch repairs the damage."""

import hashlib
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

import sample
from catalogue.errors import BadSetting, CheckFailed, DamagedAnswer
from pipeline.outcome import Outcome
from pipeline.replay import replay
from pipeline.runs import publish, refresh
from pipeline.settings import Settings
from publish.site import Scope
from tests.flow.tiny import tiny_catalogue
from tests.lib.alterations import Altered
from tests.lib.content import content, differing, figures, rows
from tests.lib.damage import cut
from tests.lib.few import few
from tests.lib.small import Silent, settings_for

SOURCE = "ssb_06913"
ROWS = "select count(*) from mart.indicator"
STALE = f"select stale_reason from meta.source where source_id = '{SOURCE}'"
NEWS = "select value from source.ssb_06913 where region = '5055' and period = '2024' and contents = 'Fodselsoverskudd'"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, ssb: sample.Addresses) -> Settings:
    """A home with one table. Tests must copy it, never change it."""
    folder = tmp_path_factory.mktemp("trust")
    settings = settings_for(folder / "home", tiny_catalogue(folder / "catalogue"), ssb)
    assert run(settings).exit_code == 0
    return settings


@pytest.fixture
def home(built: Settings, tmp_path: Path) -> Settings:
    """A copy of that home and its catalogue."""
    shutil.copytree(built.home, tmp_path / "home", symlinks=True)
    shutil.copytree(built.catalogue, tmp_path / "catalogue")
    return built.model_copy(update={"home": tmp_path / "home", "catalogue": tmp_path / "catalogue"})


def run(settings: Settings) -> Outcome:
    return refresh(settings, Silent(), municipality=None, scope=None)


def ask(settings: Settings, query: str) -> list[tuple[object, ...]]:
    return rows(settings.folder.database, query)


def change_code(settings: Settings) -> None:
    """Make the next run rebuild every table from the archive, as a new version of Grunnlag does."""
    for path in (settings.catalogue / "sources").glob("*/*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("CC BY 4.0", "CC BY 4"), encoding="utf-8")


def test_l1_a_rebuild_with_a_damaged_object_keeps_the_table_of_the_published_build(home: Settings) -> None:
    before, count = content(home.folder.database), ask(home, ROWS)
    cut(home.folder, SOURCE)
    for _ in range(2):
        outcome = replay(home, Silent(), as_of=None)
        assert outcome.exit_code == 4
        assert "is damaged or gone (POST tables/06913/data of" in outcome.stale[SOURCE]
        assert ask(home, ROWS) == count
        assert differing(before, content(home.folder.database)) == ["meta.source"]
    assert ask(home, STALE) == [(outcome.stale[SOURCE],)]


def test_l1_a_rebuild_that_would_lose_a_table_ends_without_publishing(home: Settings) -> None:
    cut(home.folder, SOURCE)
    home.folder.published.unlink()
    with pytest.raises(CheckFailed, match="Nothing was published, because ssb_06913 would be lost") as refused:
        replay(home, Silent(), as_of=None)
    assert refused.value.exit_code == 4
    assert not home.folder.published.exists()


def test_l1_a_day_in_the_past_with_a_damaged_object_is_not_built_short(home: Settings) -> None:
    cut(home.folder, SOURCE)
    with pytest.raises(CheckFailed, match="Nothing was published, because ssb_06913 would be lost"):
        replay(home, Silent(), as_of=_today(home))
    assert not (home.folder.path / "as-of" / _today(home).isoformat() / "published").exists()


def _today(home: Settings) -> date:
    ((built_at,),) = ask(home, "select built_at::date from meta.build")
    assert isinstance(built_at, date)
    return built_at


@pytest.mark.long
def test_l1_an_earlier_load_that_is_damaged_costs_its_revisions_alone(
    home: Settings, population_table: Altered
) -> None:
    population_table.put(17, Region="5055", Tid="2024", ContentsCode="Fodselsoverskudd")
    population_table.announce()
    assert run(home).loaded == [SOURCE]
    cut(home.folder, SOURCE, load=0)
    outcome = replay(home, Silent(), as_of=None)
    assert (outcome.exit_code, outcome.stale) == (0, {})
    assert "can no longer be read from the archive" in str(outcome)
    assert ask(home, NEWS) == [(17,)]
    assert ask(home, "select count(*) from meta.revision") == [(0,)]


def test_l2_the_next_run_fetches_what_is_damaged_again_and_heals_the_archive(home: Settings) -> None:
    before, damaged = figures(home.folder.database), cut(home.folder, SOURCE)
    replay(home, Silent(), as_of=None)
    assert damaged.with_suffix(".damaged").exists()
    outcome = run(home)
    assert (outcome.exit_code, outcome.loaded) == (0, [SOURCE])
    assert damaged.exists()
    assert replay(home, Silent(), as_of=None).exit_code == 0
    assert differing(before, figures(home.folder.database)) == []


@pytest.mark.long
def test_l2_damage_that_nobody_has_read_yet_is_found_and_healed_too(home: Settings) -> None:
    damaged = cut(home.folder, SOURCE)
    change_code(home)
    outcome = run(home)
    assert (outcome.exit_code, outcome.stale) == (0, {})
    assert outcome.notices == [f"{SOURCE}: a stored answer was damaged or gone, so it was fetched again."]
    assert damaged.exists()


def test_l2_a_damaged_list_of_municipalities_is_fetched_again(home: Settings) -> None:
    cut(home.folder, "klass_131")
    with pytest.raises(DamagedAnswer, match="GET classifications/131/changes of"):
        replay(home, Silent(), as_of=None)
    assert run(home).exit_code == 0
    assert replay(home, Silent(), as_of=None).exit_code == 0


@pytest.mark.long
def test_l2_one_municipality_is_fetched_with_a_damaged_list_of_municipalities_too(home: Settings) -> None:
    cut(home.folder, "klass_131")
    assert refresh(home, Silent(), municipality="5055", scope=None).exit_code == 0


def test_l3_what_went_wrong_while_loading_stays_red_without_news(home: Settings, population_table: Altered) -> None:
    """The next night, a table whose figures failed their checks has not changed, but its error is still reported."""
    population_table.put(None, Region="5055")
    population_table.announce()
    first = run(home)
    folder = home.folder.published.resolve()
    second = run(home)
    assert (first.exit_code, second.exit_code) == (4, 4)
    assert first.stale == second.stale != {}
    assert home.folder.published.resolve() == folder, "the same is not published twice"
    assert len(list(home.folder.builds.iterdir())) == 2


def test_l3_an_accepted_load_that_can_no_longer_be_used_stays_red_until_it_can(
    home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new version may refuse an old answer: nothing is fetched, and the error is reported until it is solved."""
    change_code(home)
    with monkeypatch.context() as patched:
        patched.setattr("transform.load.check_contract", _refuse)
        first, second = run(home), run(home)
    assert (first.exit_code, second.exit_code) == (4, 4)
    assert first.stale == second.stale == {SOURCE: "read otherwise now"}
    assert ask(home, "select count(*) > 0 from source.ssb_06913") == [(True,)]
    assert run(home).exit_code == 0
    assert ask(home, STALE) == [(None,)]


def _refuse(spec: object, *_: object) -> None:
    if getattr(spec, "number", "") == "06913":
        raise CheckFailed("read otherwise now")


def test_the_published_file_has_its_checksum_beside_it(home: Settings) -> None:
    database = home.folder.database
    sha256 = hashlib.sha256(database.read_bytes()).hexdigest()
    assert Path(f"{database}.sha256").read_text() == f"{sha256}  grunnlag.duckdb\n"
    publish(home, Silent(), scope=Scope(municipality="5055"))
    assert Path(f"{database}.sha256").read_text() == f"{sha256}  grunnlag.duckdb\n"


def _change_a_figure(database: Path) -> None:
    copy = database.resolve().with_suffix(".copy")
    shutil.copyfile(database, copy)
    with duckdb.connect(copy) as con:
        con.execute("update source.ssb_06913 set value = 1 where region = '5055'")
    database.resolve().chmod(0o644)
    shutil.copyfile(copy, database)
    copy.unlink()


SPOILT: dict[str, Callable[[Path], object]] = {
    "changed by somebody": _change_a_figure,
    "without a checksum, as earlier versions wrote it": lambda database: Path(f"{database}.sha256").unlink(),
    "with half a checksum": lambda database: Path(f"{database}.sha256").write_text(""),
    "cut short": lambda database: _cut(database.resolve()),
}


def _cut(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-4096])


@pytest.mark.parametrize("how", few(SPOILT, 1))
def test_nothing_is_copied_from_a_published_file_that_does_not_match_its_checksum(
    home: Settings, how: str, ssb: sample.Addresses
) -> None:
    before, asked = content(home.folder.database), len(ssb.requests)
    SPOILT[how](home.folder.database)
    assert run(home).exit_code == 0
    assert differing(before, content(home.folder.database)) == []
    assert [each for each in ssb.requests[asked:] if each["method"] == "POST"] == [], "no figure is fetched again"


def test_no_pages_are_made_from_a_published_file_that_was_changed(home: Settings) -> None:
    _change_a_figure(home.folder.database)
    with pytest.raises(BadSetting, match=r"was changed since it was built.+run 'grunnlag run', which builds it again"):
        publish(home, Silent(), scope=Scope(municipality="5055"))


@pytest.mark.parametrize("how", few(SPOILT, 1))
def test_l1_with_a_spoilt_publication_and_a_damaged_object_nothing_is_published(home: Settings, how: str) -> None:
    cut(home.folder, SOURCE)
    SPOILT[how](home.folder.database)
    shown = home.folder.published.resolve()
    with pytest.raises(CheckFailed, match="Nothing was published, because ssb_06913 would be lost"):
        replay(home, Silent(), as_of=None)
    assert home.folder.published.resolve() == shown


def _as_a_folder(published: Path) -> None:
    build = published.resolve()
    published.unlink()
    shutil.copytree(build, published)


def _as_a_text(published: Path) -> None:
    published.unlink()
    published.write_text("builds/20261124T023000-abcdef")


@pytest.mark.parametrize("restore", few([_as_a_folder, _as_a_text], 1))
def test_w12_a_publication_that_is_not_a_link_is_reported_at_the_start(
    home: Settings, restore: Callable[[Path], None], ssb: sample.Addresses
) -> None:
    restore(home.folder.published)
    asked = len(ssb.requests)
    works: list[Callable[[], object]] = [lambda: run(home), lambda: replay(home, Silent(), as_of=None)]
    for work in works:
        with pytest.raises(BadSetting, match=r"is not a link to the newest build.+move it away \(mv ") as refused:
            work()
        assert refused.value.exit_code == 2
    assert len(ssb.requests) == asked
    shutil.move(home.folder.published, home.folder.path / "published.old")
    assert run(home).exit_code == 0
    assert ask(home, ROWS)[0][0]


def test_w10_a_list_of_municipalities_that_lacks_somebody_is_refused(built: Settings, tmp_path: Path) -> None:
    with sample.serve(calls_per_minute=100_000) as server:
        settings = settings_for(tmp_path / "own", built.catalogue, server)
        assert run(settings).exit_code == 0
        server.klass.codes[131] = [code for code in server.klass.codes[131] if code.code != "5055"]
        outcome = run(settings)
        assert outcome.exit_code == 4
        assert "KLASS no longer has 5055 among the municipalities (1 in all)" in outcome.stale["klass_131"]
        assert ask(settings, "select count(*) from mart.municipality where code = '5055'") == [(1,)]
        assert run(settings).exit_code == 4
