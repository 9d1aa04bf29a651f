"""SSB with faults: transient faults change nothing, a permanent fault stops one table, and runs keep the rate limit."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Lock

import pytest

import sample
from catalogue.load import load_catalogue
from extract.clock import Clock, Hours
from pipeline.fetch import FetchPhase
from pipeline.runs import refresh
from pipeline.settings import Settings
from sample.faults import TRANSIENT
from tests.flow.tiny import tiny_catalogue
from tests.lib import small
from tests.lib.apis import NIGHT, Time
from tests.lib.content import differing, figures, rows
from tests.lib.few import few

RATE = 0.3


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory, ssb: sample.Addresses) -> Settings:
    """A home with StatBank tables, projections and two workbooks, built on a good night."""
    folder = tmp_path_factory.mktemp("calm")
    settings = small.settings_for(folder / "home", _shipped(folder), ssb)
    before = Hours(Time(NIGHT - timedelta(days=1)).clock)
    assert refresh(settings, small.Silent(), municipality=None, scope=None, hours=before).exit_code == 0
    return settings


def _shipped(folder: Path) -> Path:
    """A small catalogue with SSB's workbook, and with Nav's behind a link."""
    home = small.small_catalogue(folder / "catalogue")
    for file in ("ssb/arealprofiler.yaml", "nav/hl060.yaml"):
        shutil.copyfile(small.HOME / "sources" / file, home / "sources" / file)
    return home


@pytest.fixture
def server() -> Iterator[sample.Addresses]:
    """A server of the sample that a test can make fail."""
    with sample.serve(calls_per_minute=100_000) as addresses:
        yield addresses


@pytest.mark.parametrize("seed", few(range(1, 11), 0))
def test_transient_faults_in_three_of_ten_answers_change_nothing_in_the_warehouse(
    seed: int, calm: Settings, server: sample.Addresses, tmp_path: Path
) -> None:
    server.faults.at_random(RATE, seed)
    settings = small.settings_for(tmp_path, calm.catalogue, server).model_copy(update={"cell_limit": 5_000})
    outcome = refresh(settings, small.Silent(), municipality=None, scope=None, hours=Hours(Time().clock))
    assert outcome.stale == {}
    different = differing(figures(settings.folder.database), figures(calm.folder.database))
    assert not different, f"these tables differ: {different}"
    hit = [request["fault"] for request in server.requests if request["fault"]]
    assert len(hit) > 0.2 * len(server.requests)


@pytest.mark.parametrize("kind", TRANSIENT)
def test_a_run_survives_every_kind_of_transient_fault(kind: str, tmp_path: Path, server: sample.Addresses) -> None:
    settings = small.settings_for(tmp_path / "home", tiny_catalogue(tmp_path / "catalogue"), server)
    server.faults.add(kind, times=4, seconds=0.01)
    fetching = FetchPhase(settings, load_catalogue(settings.catalogue), small.Silent(), Hours(Time().clock))
    assert fetching.fetch(None, ()).failures == {}
    assert {request["fault"] for request in server.requests} == {None, kind}


def test_a_table_with_a_permanent_fault_keeps_its_figures_and_the_others_load(
    quick_home: Settings, server: sample.Addresses
) -> None:
    here = quick_home.model_copy(update={"statbank_url": server.statbank_url, "klass_url": server.klass_url})
    for table in ("06913", "06944"):
        server.statbank.with_updated(table, "2099-01-01T07:00:00Z")
    server.statbank.with_figure("06913", 17, Region="5055", ContentsCode="Fodselsoverskudd", Tid="2024")
    server.faults.add("500", route="/tables/06944/data")
    outcome = refresh(here, small.Silent(), municipality=None, scope=None, hours=Hours(Time().clock))
    assert (outcome.loaded, outcome.exit_code) == (["ssb_06913"], 3)
    assert outcome.stale == {"ssb_06944": "tables/06944/data answered 500 to every attempt; try again later."}
    database = here.folder.database
    assert rows(database, "select stale_reason is not null, rows > 500 from meta.source where number = '06944'") == [
        (True, True)
    ]
    births = "select value from source.ssb_06913 where region = '5055' and period = '2024' and contents like 'Fodsel%'"
    assert rows(database, births) == [(17,)]


def test_a_night_without_changes_takes_three_requests_to_ssb_at_most(home: Settings, server: sample.Addresses) -> None:
    settings = small.settings_for(home.home, home.catalogue, server)
    time = Time(at=NIGHT)
    for _ in range(6):
        before = len(server.requests)
        outcome = refresh(settings, small.Silent(), municipality=None, scope=None, hours=Hours(time.clock))
        asked = [request["path"] for request in server.requests[before:] if "/api/" in request["path"]]
        assert outcome.exit_code == 0
        assert len(asked) <= 3, asked
        time.at += timedelta(days=1)


@dataclass
class Shared:
    """A clock for several threads and the server; time passes when any of them sleeps."""

    at: float = NIGHT.timestamp()
    lock: Lock = field(default_factory=Lock)

    def sleep(self, seconds: float) -> None:
        with self.lock:
            self.at += seconds + 1e-6

    @property
    def clock(self) -> Clock:
        return Clock(lambda: NIGHT + timedelta(seconds=self.at - NIGHT.timestamp()), self.sleep)


@pytest.mark.parametrize("runs", [1, 2])
def test_no_run_exceeds_forty_requests_in_a_minute(runs: int, tmp_path: Path) -> None:
    """The server uses the same clock, and refuses requests above the limit."""
    time = Shared()
    with sample.serve(clock=lambda: time.at) as server, ThreadPoolExecutor(runs) as pool:
        catalogue = tiny_catalogue(tmp_path / "catalogue")
        homes = [small.settings_for(tmp_path / str(run), catalogue, server) for run in range(runs)]
        list(pool.map(lambda home: _fetch(home, time), homes))
        asked = len([request for request in server.requests if "/api/" in request["path"]])
        refused = [request for request in server.requests if request["status"] == 429]
    assert asked > 90 * runs
    assert refused == []
    assert time.at - NIGHT.timestamp() > 60 * (asked // 40 - 1), "no faster than the limit allows"


def _fetch(home: Settings, time: Shared) -> None:
    settings = home.model_copy(update={"cell_limit": 15})
    fetching = FetchPhase(settings, load_catalogue(settings.catalogue), small.Silent(), Hours(time.clock))
    assert fetching.fetch(None, ()).failures == {}
