"""One rename publishes a new build, and keeps the build that readers may have open."""

from pathlib import Path

import pytest

from warehouse.home import Home
from warehouse.switch import carry_over, new_folder, switch


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


def _build(home: Home, text: str) -> str:
    build_id = new_folder(home)
    (home.builds / build_id / "figures").write_text(text)
    return build_id


def test_the_first_build_is_published(home: Home) -> None:
    switch(home, _build(home, "one"))
    assert (home.published / "figures").read_text() == "one"


def test_new_readers_get_the_new_build_and_old_readers_keep_theirs(home: Home) -> None:
    switch(home, _build(home, "one"))
    with (home.published / "figures").open() as reading:
        switch(home, _build(home, "two"))
        assert (home.published / "figures").read_text() == "two"
        assert reading.read() == "one"


def test_the_link_still_works_after_the_home_is_moved(home: Home) -> None:
    switch(home, _build(home, "one"))
    moved = home.path.rename(home.path.with_name("elsewhere"))
    assert (Home(moved).published / "figures").read_text() == "one"


def test_the_previous_build_is_kept_and_older_ones_are_deleted(home: Home) -> None:
    first, second = _build(home, "one"), _build(home, "two")
    switch(home, first)
    assert not (home.builds / second).exists()
    second, third, crashed = _build(home, "two"), _build(home, "three"), _build(home, "half")
    switch(home, second)
    assert {path.name for path in home.builds.iterdir()} == {first, second}
    third = _build(home, "three")
    switch(home, third)
    assert {path.name for path in home.builds.iterdir()} == {second, third}
    assert crashed not in {second, third}


def test_a_link_left_by_a_crash_is_replaced(home: Home) -> None:
    (home.path / ".published").symlink_to("nowhere")
    switch(home, _build(home, "one"))
    assert (home.published / "figures").read_text() == "one"


def test_a_part_is_carried_over_without_copying(home: Home) -> None:
    first = _build(home, "one")
    (home.builds / first / "site").mkdir()
    (home.builds / first / "site" / "page").write_text("Heim")
    switch(home, first)
    second = new_folder(home)
    for part in ("figures", "site", "never made"):
        carry_over(home, part, home.builds / second)
    assert sorted(path.name for path in (home.builds / second).rglob("*")) == ["figures", "page", "site"]
    assert (home.builds / second / "figures").samefile(home.builds / first / "figures")
    assert (home.builds / second / "site" / "page").samefile(home.builds / first / "site" / "page")
