"""An object holds the bytes that its name promises, or it is set aside and written anew."""

from collections.abc import Callable
from pathlib import Path

import pytest

from extract.objects import Objects, State

BODY = b'{"figures": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}'


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def _turned(path: Path) -> None:
    stored = bytearray(path.read_bytes())
    stored[len(stored) // 2] ^= 0xFF
    path.write_bytes(stored)


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "cut": _cut,
    "turned": _turned,
    "empty": lambda path: path.write_bytes(b""),
    "not gzip": lambda path: path.write_bytes(BODY),
    "a folder": _a_folder,
}


def _stored(folder: Path) -> tuple[Objects, str, Path]:
    objects = Objects(folder)
    sha256 = objects.store(BODY)
    return objects, sha256, folder / sha256[:2] / f"{sha256}.gz"


def test_a_whole_object_is_read_and_stays(tmp_path: Path) -> None:
    objects, sha256, path = _stored(tmp_path)
    assert (objects.read(sha256), objects.state(sha256)) == (BODY, State.WHOLE)
    assert path.exists()


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_l2_a_damaged_object_is_set_aside_when_it_is_read(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    objects, sha256, path = _stored(tmp_path)
    damage(path)
    assert objects.read(sha256) is None
    assert not path.exists()
    assert path.with_suffix(".damaged").exists()
    assert objects.state(sha256) is State.GONE


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_l2_the_same_bytes_are_written_anew_over_a_damaged_object(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    objects, sha256, path = _stored(tmp_path)
    damage(path)
    assert objects.store(BODY) == sha256
    assert objects.read(sha256) == BODY


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_looking_at_a_damaged_object_changes_nothing(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    objects, sha256, path = _stored(tmp_path)
    damage(path)
    assert objects.state(sha256) is State.DAMAGED
    assert path.exists()


def test_an_object_that_is_not_there_is_gone(tmp_path: Path) -> None:
    objects = Objects(tmp_path)
    assert (objects.state("ab" * 32), objects.read("ab" * 32)) == (State.GONE, None)
