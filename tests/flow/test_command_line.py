"""The command line: whatever is wrong, one clear sentence and the right exit code; the rest goes on."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import sample
from pipeline.reports import Reports
from pipeline.runs import refresh
from publish.site import Scope
from tests.flow.shell import ROOT, Result, clean_environment
from tests.flow.tiny import tiny_catalogue
from tests.lib.alterations import TOMORROW, altered
from tests.lib.content import rows
from tests.lib.small import Silent, replace, settings_for
from warehouse.home import Home
from warehouse.lock import only_one

INPUT, LATER, TABLE = 2, 3, 4
"""Exit codes: fix your input, try again later, this table was stopped."""

COMMANDS = {
    "run": ["--sample", "--municipality", "--county", "--all"],
    "refresh": ["--sample", "--municipality"],
    "publish": ["--municipality", "--county", "--all"],
    "serve": ["--sample", "--county", "--all", "--port", "4200", "03:30"],
    "status": ["how fresh", "--json"],
    "show": ["key figures", "municipality"],
    "export": ["--to", "--indicator", "--county", "--theme", "--scope", ".xlsx"],
    "changes": ["--since", "--municipality", "planstrategi", "--json"],
    "check": ["--sample", "--record", "--against", "FILE", "--json"],
    "catalogue": ["--theme", "indicator", "--json"],
}

Environment = dict[str, str]
Terminal = Callable[..., Result]


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory, ssb: sample.Addresses) -> Path:
    """A folder with a catalogue of two tables and a home where both are published; copy it to change it."""
    folder = tmp_path_factory.mktemp("ready")
    tiny_catalogue(folder / "catalogue", tables=("06913", "09429"), also=("higher_education_share",))
    settings = settings_for(folder / "home", folder / "catalogue", ssb)
    assert refresh(settings, Silent(), municipality=None, scope=Scope(counties=("50",))).exit_code == 0
    return folder


@pytest.fixture
def there(ready: Path, tmp_path: Path) -> Path:
    """A copy of that folder."""
    return shutil.copytree(ready, tmp_path / "there", symlinks=True)


@pytest.fixture(scope="module")
def closed_port() -> Iterator[int]:
    """A port that is ours, and that nobody listens at."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


def environment(folder: Path, ssb: sample.Addresses, **changes: object) -> Environment:
    """The settings for a folder with home/ and catalogue/."""
    settings: dict[str, object] = {
        "home": folder / "home",
        "catalogue": folder / "catalogue",
        "statbank_url": ssb.statbank_url,
        "klass_url": ssb.klass_url,
        "spacing": 0,
        "sample": "true",
    }
    return {name: str(value) for name, value in (settings | changes).items()}


def assert_one_sentence(told: Result, code: int, *words: str) -> None:
    """One line at the end; before it, what goes on while a source is asked again and again."""
    lines = told.err.splitlines()
    assert (told.code, [line for line in lines[:-1] if not line.startswith("Attempt ")]) == (code, []), told.err
    assert told.err.endswith((".\n", "?\n"))
    for word in words:
        assert word in told.err
    assert "Traceback" not in told.out + told.err


def figures(folder: Path) -> list[tuple[object, ...]]:
    """Every published figure, without what says where it came from."""
    query = "select * exclude (fetch_id) from mart.indicator order by all"
    return rows(folder / "home" / "published" / "grunnlag.duckdb", query)


def stale(folder: Path) -> dict[str, str]:
    """The stale tables and why."""
    query = "select source_id, stale_reason from meta.source where stale_reason is not null"
    return {str(source): str(why) for source, why in rows(folder / "home" / "published" / "grunnlag.duckdb", query)}


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_a_command_does_and_takes(terminal: Terminal, command: str) -> None:
    told = terminal(command, "--help")
    assert (told.code, told.err) == (0, "")
    assert all(word in told.out for word in COMMANDS[command])
    first = terminal("--help").out
    assert command in first


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["refresh", "--municipality", "9998"], ["9998 is not a municipality's code, today or earlier", "5055"]),
        (["refresh", "--municipality", "9" * 100_000], ["9999… is not a municipality's code"]),
        (["refresh", "--municipality", ""], ["The argument after --municipality is empty"]),
        (["refresh", "--municipality="], ["The argument --municipality= is empty"]),
        (["run", "--county", " "], ["The argument after --county is empty"]),
        (["catalogue", ""], ["The argument after catalogue is empty"]),
        (["refresh", "--municipality", "1662"], ["1662 Klæbu is no longer a municipality", "5001"]),
        (["publish", "--county", "50", "--county", "99"], ["'99'", "50 Trøndelag"]),
        (["publish", "--municipality", "9998"], ["'9998'", "50 Trøndelag"]),
        (["publish", "--county", "99"], ["'99'", "50 Trøndelag"]),
        (["run", "--county", "50", "--all"], ["--county and --all exclude each other"]),
        (["catalogue", "folketall"], ["no indicator 'folketall'", "birth_surplus"]),
        (["catalogue", "--theme", "folk"], ["no theme 'folk'", "demography"]),
    ],
)
def test_an_unknown_name_is_said(
    terminal: Terminal, there: Path, ssb: sample.Addresses, words: list[str], said: list[str]
) -> None:
    before, asked = figures(there), len(ssb.requests)
    assert_one_sentence(terminal(*words, **environment(there, ssb)), INPUT, *said)
    assert figures(there) == before
    assert not [one for one in ssb.requests[asked:] if one["method"] == "POST"]


def test_pages_of_several_counties_are_made_together(terminal: Terminal, there: Path, ssb: sample.Addresses) -> None:
    told = terminal("publish", "--county", "50", "--county", "40", **environment(there, ssb, documents="false"))
    assert (told.code, told.err) == (0, "")
    made = {page.stem[:2] for page in (there / "home/published/site").glob("[0-9]*.html")}
    assert made == {"40", "50"}


@pytest.mark.parametrize("command", ["run", "refresh"])
@pytest.mark.parametrize("place", ["/proc/grunnlag", "a file"])
def test_a_home_that_cannot_be_used_is_said(terminal: Terminal, tmp_path: Path, command: str, place: str) -> None:
    file = tmp_path / "file"
    file.write_text("in the way", encoding="utf-8")
    home = str(file) if place == "a file" else place
    assert_one_sentence(terminal(command, home=home), INPUT, f"GRUNNLAG_HOME is {home}", "point it elsewhere")


@pytest.mark.parametrize("words", [["publish"], ["changes", "--since", "2025-06-01"]])
def test_a_home_without_figures_is_said_and_not_made(terminal: Terminal, tmp_path: Path, words: list[str]) -> None:
    home = tmp_path / "home"
    assert_one_sentence(terminal(*words, home=home), INPUT, f"Nothing has been published in {home}", "grunnlag run")
    assert not home.exists()


def test_a_setting_that_will_not_do_is_said(terminal: Terminal, tmp_path: Path) -> None:
    assert_one_sentence(
        terminal("status", home=tmp_path, spacing="fast"), INPUT, "GRUNNLAG_SPACING: 'fast' is not valid"
    )


@pytest.mark.parametrize("words", [["refresh"], ["catalogue"]])
def test_a_code_without_quotes_is_said(
    terminal: Terminal, there: Path, ssb: sample.Addresses, words: list[str]
) -> None:
    before = figures(there)
    replace(there / "catalogue/sources/ssb/06913.yaml", "{Tid: all}", "{Tid: [0301]}")
    told = terminal(*words, **environment(there, ssb))
    assert_one_sentence(told, INPUT, "sources/ssb/06913.yaml", "select.Tid", "must stand in quotes")
    assert figures(there) == before


def test_a_missing_catalogue_is_said(terminal: Terminal, tmp_path: Path) -> None:
    assert_one_sentence(terminal("catalogue", catalogue=tmp_path), INPUT, str(tmp_path), "themes.yaml is missing")


def test_a_source_that_is_down_at_the_first_run_is_said(
    terminal: Terminal, there: Path, ssb: sample.Addresses, closed_port: int
) -> None:
    shutil.rmtree(there / "home")
    address = f"http://127.0.0.1:{closed_port}"
    told = terminal("refresh", **environment(there, ssb, statbank_url=address, klass_url=address))
    assert_one_sentence(told, LATER, address, "does not answer", "try again later")
    assert not (there / "home" / "published").exists()


def test_while_the_statbank_is_down_the_published_figures_stay_and_are_marked_stale(
    terminal: Terminal, there: Path, ssb: sample.Addresses, closed_port: int
) -> None:
    before = figures(there)
    address = f"http://127.0.0.1:{closed_port}"
    told = terminal("refresh", **environment(there, ssb, statbank_url=address))
    assert_one_sentence(told, LATER, "ssb_06913, ssb_09429 are stale", "does not answer")
    assert "No table has changed" not in told.out + told.err
    assert figures(there) == before
    assert stale(there).keys() == {"ssb_06913", "ssb_09429"}
    assert "stale: http" in terminal("status", **environment(there, ssb)).out
    assert terminal("refresh", **environment(there, ssb)).code == 0
    assert (figures(there), stale(there)) == (before, {})


def test_while_everything_is_down_the_published_figures_stay(
    terminal: Terminal, there: Path, ssb: sample.Addresses, closed_port: int
) -> None:
    before = figures(there)
    address = f"http://127.0.0.1:{closed_port}"
    told = terminal("refresh", **environment(there, ssb, statbank_url=address, klass_url=address))
    assert_one_sentence(told, LATER, "klass_131, klass_104", "ssb_06913, ssb_09429 are stale")
    assert figures(there) == before


def test_one_broken_table_keeps_its_old_figures_and_the_others_load(
    terminal: Terminal, there: Path, ssb: sample.Addresses
) -> None:
    before = figures(there)
    replace(there / "catalogue/sources/ssb/09429.yaml", '"09a"]', '"09a", "99"]')
    with altered(ssb, "06913") as table:
        table.put(321, Region="5055", Tid="2025", ContentsCode="Nettoinnflytting")
        table.announce()
        told = terminal("refresh", **environment(there, ssb))
    assert_one_sentence(told, TABLE, "Loaded ssb_06913.", "ssb_09429 is stale", "no longer has the code 99 in Nivaa")
    assert stale(there) == {"ssb_09429": "SSB table 09429 no longer has the code 99 in Nivaa; correct the catalogue."}
    changed = set(figures(there)) ^ set(before)
    assert {(row[0], row[1], row[3]) for row in changed if row[1] == "5055"} == {("net_migration", "5055", "2025")}
    assert not [row for row in changed if row[0] == "higher_education_share"]
    updated = "select updated::date::varchar from meta.source where source_id = 'ssb_06913'"
    assert rows(there / "home/published/grunnlag.duckdb", updated) == [(TOMORROW[:10],)]
    said = terminal("status", **environment(there, ssb)).out
    assert "stale: SSB table 09429 no longer has the code" in said
    report = Reports(Home(there / "home")).newest_first()[0]
    assert (set(report.fetched), set(report.failed)) == ({"ssb_06913"}, {"ssb_09429"})
    assert report.revised == {"ssb_06913": 1}
    assert "klass_131" in report.unchanged
    assert {theme.stale for theme in report.themes if theme.tables} == {0, 1}


def test_status_tells_what_there_is_and_who_is_at_work(
    terminal: Terminal, ready: Path, ssb: sample.Addresses, tmp_path: Path
) -> None:
    empty = terminal("status", home=tmp_path).out
    assert "No run is under way." in empty
    assert "Nothing has been published" in empty
    with only_one(ready / "home" / "lock"):
        told = terminal("status", **environment(ready, ssb))
    assert (told.code, told.err) == (0, "")
    assert "A run is under way: process" in told.out
    assert "figures from: sample" in told.out
    fresh = [line for line in told.out.splitlines() if "fresh │" in line]
    classifications = ["klass_104", "klass_112", "klass_128", "klass_131"]
    assert [line.split()[1] for line in fresh] == [*classifications, "ssb_06913", "ssb_09429"]


def test_the_command_itself_ends_with_the_code_and_no_traceback(tmp_path: Path) -> None:
    entry = [sys.executable, "-c", "from cli.main import main; main()"]
    command = [*entry, "catalogue", "folketall"]
    done = subprocess.run(command, cwd=ROOT, env=clean_environment(), capture_output=True, text=True)
    assert_one_sentence(Result(done.returncode, done.stdout, done.stderr), INPUT, "no indicator 'folketall'")
