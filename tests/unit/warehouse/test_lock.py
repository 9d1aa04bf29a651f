"""One run at a time."""

import logging
import os
import threading
import time
from pathlib import Path

import pytest

from catalogue.errors import Busy
from warehouse.lock import holder, only_one


def test_a_free_lock_is_taken_and_given_back(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with only_one(lock, patience=0):
        assert "process" in str(holder(lock))
    assert holder(lock) is None
    with only_one(lock, patience=0):
        pass


def test_a_lock_is_given_back_when_its_holder_fails(tmp_path: Path) -> None:
    with pytest.raises(KeyError), only_one(tmp_path / "lock"):
        raise KeyError
    assert holder(tmp_path / "lock") is None


def test_a_second_run_gives_up_and_says_who_holds_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with (
        only_one(lock),
        pytest.raises(Busy, match=r"Another run \(process \d+, since \d\d:\d\d:\d\d\) holds .+lock; wait"),
        only_one(lock, patience=0),
    ):
        pass


def test_a_second_run_waits_for_the_first_and_says_so_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    lock, order, held = tmp_path / "lock", list[str](), threading.Event()

    def first() -> None:
        with only_one(lock):
            held.set()
            time.sleep(0.5)
            order.append("first ends")

    thread = threading.Thread(target=first)
    thread.start()
    held.wait()
    with caplog.at_level(logging.WARNING), only_one(lock, patience=10):
        order.append("second begins")
    thread.join()
    assert order == ["first ends", "second begins"]
    (told,) = (record.message for record in caplog.records)
    assert told.startswith(f"Waiting for another run (process {os.getpid()}, since")
