"""One run at a time."""

import os
import threading
from pathlib import Path

import pytest

import warehouse.lock
from catalogue.errors import Busy
from warehouse.lock import holder, only_one


def test_a_free_lock_is_taken_and_released(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with only_one(lock, patience=0):
        assert "process" in str(holder(lock))
    assert holder(lock) is None
    with only_one(lock, patience=0):
        pass


def test_a_lock_is_released_when_its_holder_fails(tmp_path: Path) -> None:
    with pytest.raises(KeyError), only_one(tmp_path / "lock"):
        raise KeyError
    assert holder(tmp_path / "lock") is None


def test_a_second_run_gives_up_and_names_the_holder_of_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with (
        only_one(lock),
        pytest.raises(Busy, match=r"Another run \(process \d+, since \d\d:\d\d:\d\d\) holds .+lock; wait"),
        only_one(lock, patience=0),
    ):
        pass


def test_a_second_run_waits_for_the_first_and_logs_it_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock, order, told = tmp_path / "lock", list[str](), list[str]()
    held, waited_for = threading.Event(), threading.Event()

    def tell(message: str, *words: object) -> None:
        told.append(message % words)
        waited_for.set()

    def first() -> None:
        with only_one(lock):
            held.set()
            waited_for.wait()
            order.append("first ends")

    monkeypatch.setattr(warehouse.lock.log, "warning", tell)
    thread = threading.Thread(target=first)
    thread.start()
    held.wait()
    with only_one(lock):
        order.append("second begins")
    thread.join()
    assert order == ["first ends", "second begins"]
    (said,) = told
    assert said.startswith(f"Waiting for another run (process {os.getpid()}, since")
