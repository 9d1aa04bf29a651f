"""Every error of a disk, at every step that writes: one sentence, what is published stays whole, the next night heals."""

import errno

import pytest

from cli import main
from extract.objects import Objects, State
from pipeline.runs import refresh
from pipeline.settings import Settings
from publish.site import Scope
from tests.flow.shell import Result
from tests.flow.whole import assert_whole
from tests.lib.alterations import Altered
from tests.lib.content import rows
from tests.lib.disk import FAULTS, FULL, refused
from tests.lib.few import few
from tests.lib.small import Silent
from warehouse.checksum import is_intact

NEW = "select value from mart.figure where indicator_id = 'net_migration' and (municipality_code, period) = ('5055', '2025')"
HEIM = Scope(municipality="5055")
BUILD = {
    "the switch": ("os.rename", "*/home/.published"),
    "an answer, to disk": ("fsync", "*/objects/tmp*/*"),
    "the log": ("open", "*/archive/log.jsonl"),
    "the log, to disk": ("fsync", "*/archive/log.jsonl"),
    "the lock": ("open", "*/home/lock"),
    "the holder of the lock": ("open", "*/lock.holder"),
    "the budget of requests": ("open", "*/grunnlag-*/*.json"),
    "a folder of answers": ("os.mkdir", "*/objects/??"),
    "a temporary folder": ("os.mkdir", "*/objects/tmp*"),
    "an answer": ("open", "*/objects/tmp*/*.gz"),
    "the name of an answer": ("os.rename", "*/objects/tmp*/*"),
    "the folder of the build": ("os.mkdir", "*/builds/*"),
    "the folder of Parquet files": ("os.mkdir", "*/parquet"),
    "the areas": ("open", "*.geojson"),
    "the Data Package": ("open", "*/datapackage.json"),
    "the rights of the database": ("os.chmod", "*/grunnlag.duckdb"),
    "the checksum": ("open", "*.sha256"),
    "the build, to disk": ("fsync", "*/builds/*"),
    "the link": ("os.symlink", "*/home/.published"),
    "the link, to disk": ("fsync", "*/home"),
    "an old build": ("os.rmdir", "*"),
}
PAGES = {
    "a page that did not change": ("os.link", "*.html"),
    "an old page": ("os.remove", "*/5055.html"),
    "a page": ("open", "*/5055.html"),
    "figures to download": ("open", "*/5055.csv"),
    "a folder of the site": ("os.mkdir", "*/site/data"),
    "a document": ("open", "*/5055.docx"),
    "the note of the documents": ("open", "*/dokument/made.json"),
}
IN_THE_GATE = (errno.ENOSPC,)


def night(settings: Settings, scope: Scope | None, capsys: pytest.CaptureFixture[str]) -> Result:
    """Run as the command line does."""
    capsys.readouterr()
    try:
        outcome = refresh(settings, Silent(), municipality=None, scope=scope)
        return Result(outcome.exit_code, str(outcome), "")
    except Exception as error:
        with pytest.raises(SystemExit) as ended:
            main._exit(error)
        return Result(ended.value.code, *capsys.readouterr())  # type: ignore[arg-type]


def value(settings: Settings) -> object:
    return rows(settings.folder.database, NEW)[0][0]


def assert_one_sentence(ended: Result, how: object) -> None:
    assert ended.err.count("\n") == 1, ended.err
    assert ended.err.endswith(", then run again.\n") or "GRUNNLAG_HOME is" in ended.err, ended.err
    if how in (errno.ENOSPC, errno.EDQUOT, FULL):
        assert "Free some space on the disk" in ended.err or "GRUNNLAG_HOME is" in ended.err, ended.err


def assert_healed(settings: Settings, ended: Result, expected: int) -> None:
    assert ended.code == 0, ended
    assert value(settings) == expected
    assert len(list(settings.folder.builds.iterdir())) <= 2
    assert not (settings.home / ".published").is_symlink()
    objects = settings.folder.archive / "objects"
    names = [path.name for path in objects.rglob("*") if path.is_file()]
    assert {Objects(objects).state(name.removesuffix(".gz")) for name in names} == {State.WHOLE}, names


@pytest.mark.parametrize("step", few([*BUILD, *PAGES], 2))
def test_a_fault_of_the_disk(
    request: pytest.FixtureRequest,
    quick_home: Settings,
    population_table: Altered,
    capsys: pytest.CaptureFixture[str],
    step: str,
) -> None:
    call, path = (BUILD | PAGES)[step]
    scope = HEIM if step in PAGES else None
    settings = quick_home.model_copy(update={"documents": True})
    if scope:
        assert night(settings, scope, capsys).code == 0
    for number, how in enumerate(FAULTS if request.config.getoption("--long") else IN_THE_GATE, start=301):
        before = value(settings)
        population_table.put(number, Region="5055", Tid="2025", ContentsCode="Nettoinnflytting")
        population_table.announce(f"2099-01-01T07:00:{number - 300:02}Z")
        with refused(call, path, how) as refusal:
            ended = night(settings, scope, capsys)
        assert refusal.fired
        assert_whole(settings.folder.published)
        assert is_intact(settings.folder.database)
        if ended.code:
            assert (ended.code, value(settings)) == (2, before), ended
            assert_one_sentence(ended, how)
        else:
            assert value(settings) == number
    population_table.put(400, Region="5055", Tid="2025", ContentsCode="Nettoinnflytting")
    population_table.announce("2099-02-01T07:00:00Z")
    assert_healed(settings, night(settings, scope, capsys), 400)
