"""`grunnlag check` reports everything that has drifted, and nothing else. With a bundle it reports the same."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

import sample
from pipeline.check import check, check_against, record
from pipeline.check_report import CheckReport
from pipeline.runs import refresh
from pipeline.settings import Settings
from sample.workbook import workbook
from tests.lib import small


@pytest.fixture(scope="module")
def loaded(server: sample.Addresses, tmp_path_factory: pytest.TempPathFactory, small_catalogue: Path) -> Settings:
    """A home with every table of the small catalogue."""
    settings = small.settings_for(tmp_path_factory.mktemp("home"), small_catalogue, server)
    refresh(settings, small.Silent(), municipality=None, scope=None)
    return settings


@pytest.fixture(scope="module")
def shipped(server: sample.Addresses, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The shipped catalogue, with nothing loaded."""
    return small.settings_for(tmp_path_factory.mktemp("home"), small.HOME, server)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """The path of a bundle to write."""
    return tmp_path / "bundle.zip"


def _reported(report: CheckReport) -> list[tuple[str, str, bool]]:
    assert report.unseen == {}
    return [(finding.source_id, finding.drift.says, finding.drift.stops) for finding in report.findings]


def _findings(settings: Settings) -> list[tuple[str, str, bool]]:
    return _reported(check(settings, small.Silent()))


def _recorded(settings: Settings, bundle: Path) -> list[tuple[str, str, bool]]:
    """Return the same from a check that writes a bundle."""
    return _reported(record(settings, small.Silent(), bundle))


def _from_bundle(settings: Settings, bundle: Path) -> list[tuple[str, str, bool]]:
    """Return the same from the bundle, whatever the sources would answer now."""
    return _reported(check_against(settings, small.Silent(), bundle))


def test_the_shipped_catalogue_is_as_the_sample_has_it(shipped: Settings) -> None:
    assert _findings(shipped) == []


def test_nothing_has_drifted_since_the_last_load(loaded: Settings) -> None:
    assert _findings(loaded) == []


def test_a_check_loads_nothing(loaded: Settings, server: sample.Addresses) -> None:
    before, published = len(server.requests), loaded.folder.published.resolve()
    _findings(loaded)
    assert not [request for request in server.requests[before:] if request["path"].endswith("/data")]
    assert loaded.folder.published.resolve() == published


DRIFTS: dict[str, tuple[str, tuple[Any, ...], str, str]] = {
    "a code is gone": (
        "without_code",
        ("06944", "HusholdType", "0000"),
        "ssb_06944",
        "no longer has the code 0000 in HusholdType; correct the catalogue",
    ),
    "contents are gone": (
        "without_code",
        ("06913", "ContentsCode", "Folkemengde"),
        "ssb_06913",
        "the code Folkemengde",
    ),
    "a dimension has another name": (
        "with_variable_renamed",
        ("09429", "Nivaa", "UtdNivaa"),
        "ssb_09429",
        "no longer has the dimension Nivaa, but a new one, UtdNivaa: if it was renamed, rename it",
    ),
    "a codelist is gone": (
        "without_codelist",
        ("07459", "Region", "agg_KommSummer"),
        "ssb_07459",
        "no longer offers the codelist agg_KommSummer",
    ),
    "a unit has changed": (
        "with_unit",
        ("06944", "InntSkatt", {"no": "1 000 kr", "en": "NOK 1 000"}),
        "ssb_06944",
        "gives InntSkatt in 1 000 kr, the catalogue has kr; find out why",
    ),
    "a table is retired": ("without_table", ("06944",), "ssb_06944", "is retired; no other table has a similar title"),
    "a table is no longer updated": ("discontinued", ("06913",), "ssb_06913", "SSB no longer updates table 06913; "),
}


@pytest.mark.parametrize(("drift", "words", "source", "says"), DRIFTS.values(), ids=DRIFTS)
def test_a_drift_is_reported_in_one_sentence(
    loaded: Settings, server: sample.Addresses, bundle: Path, drift: str, words: tuple[Any, ...], source: str, says: str
) -> None:
    undone: AbstractContextManager[None] = getattr(server.statbank, drift)(*words)
    with undone:
        ((drifted, sentence, stops),) = _recorded(loaded, bundle)
    assert (drifted, stops) == (source, True)
    assert says in sentence
    assert _findings(loaded) == []
    assert _from_bundle(loaded, bundle) == [(drifted, sentence, stops)]


def test_new_and_removed_codes_are_reported_and_stop_nothing_where_all_codes_are_selected(
    loaded: Settings, server: sample.Addresses, bundle: Path
) -> None:
    removed = [("ssb_07459", "SSB table 07459: gone in Alder since it was last fetched: 104.", False)]
    with server.statbank.without_code("07459", "Alder", "104"):
        assert _recorded(loaded, bundle) == removed
    assert _from_bundle(loaded, bundle) == removed


def test_a_drift_that_would_stop_a_table_stops_it(loaded: Settings, server: sample.Addresses) -> None:
    with server.statbank.with_unit("06944", "InntSkatt", {"no": "1 000 kr", "en": "NOK 1 000"}):
        server.statbank.with_updated("06944", "2099-01-01T07:00:00Z")
        outcome = refresh(loaded, small.Silent(), municipality=None, scope=None)
    assert outcome.exit_code == 4
    assert list(outcome.stale) == ["ssb_06944"]


def test_a_missing_classification_is_reported(loaded: Settings, server: sample.Addresses, bundle: Path) -> None:
    """The sample lacks economic regions, and `held` says so. If `held` names them, KLASS answers that it has none."""
    wanted = loaded.model_copy(update={"held": frozenset([*server.held, "108"])})
    ((source, says, stops),) = _recorded(wanted, bundle)
    assert _from_bundle(wanted, bundle) == [(source, says, stops)]
    assert (source, stops) == ("klass_108", True)
    assert says.startswith("KLASS has nothing at classifications/131/corresponds")


def test_a_workbook_that_lacks_figures_is_reported(shipped: Settings, server: sample.Addresses, bundle: Path) -> None:
    server.arealprofiler.body = workbook([("statistikkvariabel", "kommunenr", "kommune", "år", "verdi", "klasse")])
    try:
        ((source, says, stops),) = _recorded(shipped, bundle)
    finally:
        server.arealprofiler.body = None
    assert _from_bundle(shipped, bundle) == [(source, says, stops)]
    assert (source, stops) == ("ssb_arealprofiler", True)
    assert says.startswith("The workbook no longer has 'Boligareal per bosatt. Kvadratmeter', but nothing instead")
