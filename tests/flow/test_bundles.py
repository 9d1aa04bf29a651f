"""`grunnlag check --record` and `--against`: recorded answers are checked without asking the sources."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

import sample
from pipeline.bundle import Manifest, read_bundle, write_bundle
from pipeline.check import check_against, record
from pipeline.settings import Settings
from tests.flow.shell import Result
from tests.flow.tiny import tiny_catalogue
from tests.lib.apis import Time
from tests.lib.few import few
from tests.lib.small import HOME, Silent, settings_for

BUNDLES = sorted((Path(__file__).parents[1] / "bundles").glob("*.zip"))
"""Bundles recorded from the real sources; the shipped catalogue agrees with each."""

NOBODY = dict.fromkeys(("statbank_url", "klass_url", "spreadsheet_url", "fhi_url"), "http://127.0.0.1:9")
JUNK = (b"[]", b"null", b'{"dimension": 3}', b'{"dimension": {"Region": null}}', b'{"versions": [{}]}', b"<html>", b"")

Terminal = Callable[..., Result]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory, server: sample.Addresses) -> Path:
    """A bundle with the sample's answers for the shipped catalogue."""
    path = tmp_path_factory.mktemp("bundles") / "sample.zip"
    report = record(settings_for(path.parent / "home", HOME, server), Silent(), path)
    assert (report.findings, report.unseen) == ([], {})
    return path


@pytest.fixture
def tiny(tmp_path: Path, server: sample.Addresses) -> Settings:
    """An empty home with KLASS and one table."""
    return settings_for(tmp_path / "home", tiny_catalogue(tmp_path / "catalogue"), server)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """The path of the bundle to write."""
    return tmp_path / "bundle.zip"


class Interrupting(Silent):
    """Steps that are interrupted (Ctrl-C) when a given step begins."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.at = at

    def step(self, name: str) -> None:
        if name == self.at:
            raise KeyboardInterrupt


def test_the_shipped_catalogue_agrees_with_every_bundle(
    shipped: Path, server: sample.Addresses, tmp_path: Path
) -> None:
    for path in (shipped, *BUNDLES):
        held_codes = server.held_codes if path == shipped else {}  # the sample has not all that the catalogue asks for
        report = check_against(Settings(home=tmp_path / "home", held_codes=held_codes), Silent(), path)
        assert [(path.name, finding.source_id, finding.drift.says) for finding in report.findings] == []
        assert report.agreed
        assert {*report.agreed, *report.unseen} == set(report.sources)


def test_a_bundle_answers_for_every_source_and_nobody_is_asked(
    tiny: Settings, server: sample.Addresses, bundle: Path
) -> None:
    recorded = record(tiny, Silent(), bundle)
    before = len(server.requests)
    report = check_against(tiny.model_copy(update=NOBODY), Silent(), bundle)
    assert (report.findings, report.unseen) == ([], {})
    assert report.agreed == recorded.agreed
    assert "ssb_06913" in report.agreed
    assert len(server.requests) == before


def test_checking_against_a_bundle_leaves_nothing_behind(tiny: Settings, bundle: Path) -> None:
    record(tiny, Silent(), bundle)
    empty = tiny.model_copy(update={"home": bundle.parent / "nowhere"} | NOBODY)
    check_against(empty, Silent(), bundle)
    assert not empty.home.exists()


def test_a_source_that_the_bundle_was_not_recorded_for_is_left_out(
    tiny: Settings, server: sample.Addresses, bundle: Path, tmp_path: Path
) -> None:
    record(tiny, Silent(), bundle)
    larger = settings_for(tmp_path / "home", tiny_catalogue(tmp_path / "more", tables=("06913", "09429")), server)
    report = check_against(larger, Silent(), bundle)
    assert report.left_out_because == "Not in the bundle"
    assert "ssb_09429" in report.left_out
    assert "ssb_06913" in report.agreed


def test_of_a_recording_that_runs_out_of_minutes_the_first_answers_are_kept(tiny: Settings, bundle: Path) -> None:
    slow = tiny.model_copy(update={"spacing": 150.0})
    recorded = record(slow, Silent(), bundle, clock=Time().clock)
    assert 0 < (recorded.recorded or 0) == len(read_bundle(bundle).manifest.exchanges) < 5
    assert {str(why) for why in recorded.unseen.values()} == {"the recording has reached its limit of 8 minutes."}
    assert {*recorded.agreed, *recorded.unseen} == set(recorded.sources)
    report = check_against(tiny, Silent(), bundle)
    assert (report.findings, report.agreed) == ([], recorded.agreed)
    assert report.exit_code == recorded.exit_code == 3


def test_of_a_recording_that_is_interrupted_the_first_answers_are_kept(tiny: Settings, bundle: Path) -> None:
    recorded = record(tiny, Interrupting("check ssb_06913"), bundle)
    assert list(recorded.unseen) == ["ssb_06913"]
    report = check_against(tiny, Silent(), bundle)
    assert (list(report.unseen), report.agreed) == (["ssb_06913"], recorded.agreed)


def test_where_nobody_answers_no_bundle_is_written(tiny: Settings, bundle: Path) -> None:
    recorded = record(tiny.model_copy(update=NOBODY), Silent(), bundle, clock=Time().clock)
    assert (recorded.recorded, recorded.agreed, set(recorded.unseen)) == (0, [], set(recorded.sources))
    assert not list(bundle.parent.glob("*bundle.zip*"))


@pytest.mark.parametrize("junk", few(JUNK, 3))
def test_an_answer_of_any_other_form_is_a_finding_and_never_a_fault(junk: bytes, tiny: Settings, bundle: Path) -> None:
    record(tiny, Silent(), bundle)
    manifest = read_bundle(bundle).manifest
    bodies = {each.sha256: read_bundle(bundle).answer(each.request).body for each in manifest.exchanges}
    for position in range(len(manifest.exchanges)):
        _put(bundle, manifest, bodies, position, junk)
        report = check_against(tiny, Silent(), bundle)
        assert report.findings or report.unseen, manifest.exchanges[position].request


def _put(bundle: Path, manifest: Manifest, bodies: dict[str, bytes], position: int, body: bytes) -> None:
    """Write the bundle with another answer to the request at a position."""
    sha256 = hashlib.sha256(body).hexdigest()
    exchanges = list(manifest.exchanges)
    exchanges[position] = exchanges[position].model_copy(update={"sha256": sha256})
    write_bundle(bundle, manifest.model_copy(update={"exchanges": exchanges}), bodies | {sha256: body})


def test_the_command_line_records_and_compares(terminal: Terminal, tiny: Settings, bundle: Path) -> None:
    environment = {"home": tiny.home, "catalogue": tiny.catalogue}
    result = terminal("check", "--sample", "--record", str(bundle), **environment)
    assert (result.code, result.err) == (0, "")
    assert f"Wrote {bundle}: " in result.out
    assert "check ssb_06913" in result.out
    result = terminal("check", "--against", str(bundle), **(environment | NOBODY))
    assert (result.code, result.err) == (0, "")
    assert "Not in the bundle, so not checked: klass_108." in result.out
    assert "No differences found." in result.out


def test_the_command_line_says_what_is_wrong_with_a_file(terminal: Terminal, tiny: Settings, bundle: Path) -> None:
    environment = {"home": tiny.home, "catalogue": tiny.catalogue} | NOBODY
    bundle.write_bytes(b"hello")
    for words, said in {
        ("--against", str(bundle)): f"{bundle} is not a bundle from 'grunnlag check --record': File is not a zip file.",
        ("--record", str(bundle)): f"{bundle} exists already, or its folder does not",
        ("--record", str(bundle / "deeper.zip")): "exists already, or its folder does not",
        ("--record", "a.zip", "--against", "b.zip"): "--record and --against exclude each other",
    }.items():
        result = terminal("check", *words, **environment)
        assert (result.code, result.err.count("\n")) == (2, 1), result.err
        assert said in result.err
    assert bundle.read_bytes() == b"hello"
