"""Faults on request: where, how often, by chance, and on the command line. Sections are SSB's facts."""

import subprocess
import sys

import pytest

import sample
from sample.__main__ import main
from sample.faults import TRANSIENT, Faults
from tests.sample.client import seen

TABLE = "/tables/07459"
UNANSWERED = "dropped", "truncated", "truncated-chunks"


def test_a_fault_hits_its_route_as_often_as_asked(failing: sample.Addresses) -> None:
    failing.faults.add("503", route="/Tables/07459/Data", times=2)
    data = f"{failing.statbank_url}/TABLES/07459/data"
    assert [seen(url) for url in (failing.statbank_url + TABLE, data, data, data)] == ["200", "503", "503", "200"]


def test_without_a_number_a_fault_lasts(failing: sample.Addresses, url: str) -> None:
    failing.faults.add("500")
    assert {seen(url) for _ in range(5)} == {"500"}


def test_one_server_fails_and_the_other_does_not(failing: sample.Addresses) -> None:
    failing.faults.add("503", route="/klass/")
    urls = (f"{failing.klass_url}/classifications/131", f"{failing.statbank_url}/config")
    assert [seen(url) for url in urls] == ["503", "200"]


def test_what_was_asked_for_first_comes_first(failing: sample.Addresses, url: str) -> None:
    failing.faults.add("503", times=1)
    failing.faults.add("dropped", times=1)
    assert [seen(url) for _ in range(3)] == ["503", "ConnectionError", "200"]


def test_cleared_faults_are_over(failing: sample.Addresses, url: str) -> None:
    failing.faults.add("503")
    failing.faults.at_random(1, seed=1)
    failing.faults.clear()
    assert seen(url) == "200"


def test_two_servers_in_one_process_fail_apart(failing: sample.Addresses) -> None:
    failing.faults.add("503")
    with sample.serve() as other:
        assert seen(f"{other.statbank_url}/config") == "200"


@pytest.mark.parametrize("kind", TRANSIENT)
def test_the_status_the_client_got_is_recorded_with_the_fault(failing: sample.Addresses, kind: str) -> None:
    url = f"{failing.statbank_url}{TABLE}/metadata"
    failing.faults.add(kind, times=1, seconds=0)
    got = [seen(url) for _ in range(2)]
    recorded = [(each["status"], each["fault"]) for each in failing.requests if each["path"].endswith("metadata")]
    assert recorded[0] == ({"dropped": None}.get(kind, 200) if kind in UNANSWERED else int(got[0]), kind)
    assert recorded[1] == ((500, "cached") if kind == "cached" else (200, None))


def asked_for(faults: Faults, number: int = 1000, path: str = "/api/pxwebapi/v2/tables/1/metadata") -> list[str | None]:
    """The kinds that so many different requests are hit by."""
    found = [faults.next(("GET", path, str(n).encode(), b"")) for n in range(number)]
    return [each.kind if each else None for each in found]


def drawn(seed: int, rate: float = 0.3, **settings: str) -> list[str | None]:
    faults = Faults()
    faults.at_random(rate, seed=seed)
    return asked_for(faults, **settings)  # type: ignore[arg-type]


def test_a_share_of_the_answers_is_hit_by_every_kind() -> None:
    kinds = drawn(7)
    assert 250 < len(kinds) - kinds.count(None) < 350
    assert set(kinds) == {None, *TRANSIENT}


def test_the_same_seed_hits_the_same_requests() -> None:
    assert drawn(7) == drawn(7) != drawn(8)


def test_only_what_can_happen_there_is_drawn() -> None:
    """1.4, 1.9: KLASS has no metadata to lack, and is not known to keep errors."""
    there = set(drawn(7, path="/api/klass/v1/classifications/131"))
    assert {None, *TRANSIENT} - there == {"cached", "no-metadata"}


def test_the_kinds_to_draw_from_can_be_chosen(failing: sample.Addresses, url: str) -> None:
    failing.faults.at_random(0.5, seed=3, kinds=["503", "dropped"])
    assert {seen(url) for _ in range(30)} == {"200", "503", "ConnectionError"}


def test_a_kind_that_does_not_exist_is_named() -> None:
    with pytest.raises(ValueError, match="There is no fault '505'; there are 429, 429-retry-after, 500"):
        Faults().add("505")
    with pytest.raises(ValueError, match="There is no fault '505'"):
        Faults().at_random(0.3, seed=7, kinds=["503", "505"])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("505", "There is no fault '505'; there are 429, "),
        ("503:/data:often", "'often' in '503:/data:often' is not a number of times."),
    ],
)
def test_a_wrong_fault_on_the_command_line_is_one_clear_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str, sentence: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["python -m sample", "--fault", text])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert f"argument --fault: {sentence}" in capsys.readouterr().err.splitlines()[-1]


def test_help_names_every_kind(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["python -m sample", "--help"])
    with pytest.raises(SystemExit):
        main()
    told = capsys.readouterr().out
    assert [kind for kind in TRANSIENT if f"\n  {kind} " not in told] == []


def test_a_person_can_ask_for_faults_on_the_command_line() -> None:
    asked = ["--fault", "503:/tables/07459:1", "--fault", "500:/config"]
    command = [sys.executable, "-m", "sample", "--port", "0", *asked]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        base = process.stdout.readline().split()[1]
        try:
            got = [seen(base + path) for path in (TABLE, TABLE, "/config", "/config")]
        finally:
            process.terminate()
    assert got == ["503", "200", "500", "500"]
