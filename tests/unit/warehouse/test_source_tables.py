"""A source's tables over several nights: copied if nothing changed, revised cell by cell, never mixed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from catalogue.errors import CheckFailed
from tests.lib.loads import TABLE, Nights, cells, load
from tests.lib.spec import source
from warehouse.build import Build
from warehouse.source_tables import discard_source

FIRST = """
    5055 2025 10
    5055 2026 11
    5001 2025 20
    5001 2026  -
"""
Begin = Callable[[dict[str, pd.DataFrame]], Nights]


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[Begin]:
    begun: list[Nights] = []

    def begin(frames: dict[str, pd.DataFrame]) -> Nights:
        begun.append(Nights(tmp_path, frames))
        return begun[-1]

    yield begin
    for one in begun:
        one.close()


def _figures(build: Build) -> dict[str, float | None]:
    return dict(build.rows(f"select region || ' ' || period, value from source.{TABLE.id}"))


def _revisions(build: Build) -> list[tuple[object, ...]]:
    return build.rows(
        "select region, period, old_value, old_symbol, new_value, new_symbol, fetch_id, load_id from meta.revision"
    )


def test_tables_are_copied_without_reading_if_made_by_the_same_code_from_the_same_loads(nights: Begin) -> None:
    over = nights({"a": cells(FIRST)})
    over.publish([load("a")])
    over.read.clear()
    build = over.begin()
    over.bring(build, [load("a")])
    assert over.read == []
    assert _figures(build) == {"5055 2025": 10, "5055 2026": 11, "5001 2025": 20, "5001 2026": None}
    assert build.rows("select code, label from core.label") == [("1", "Menn")]


def test_tables_are_made_again_if_made_by_other_code(nights: Begin) -> None:
    over = nights({"a": cells(FIRST)})
    over.publish([load("a")])
    over.read.clear()
    over.bring(over.begin(), [load("a")], made_by="other code")
    assert over.read == ["a"]


def test_only_the_new_load_is_read_after_the_copied_ones(nights: Begin) -> None:
    over = nights({"a": cells(FIRST), "bb": cells(FIRST.replace("11", "12"), "second")})
    over.publish([load("a")])
    over.read.clear()
    build = over.begin()
    over.bring(build, [load("a"), load("bb")])
    assert over.read == ["bb"]
    assert _figures(build)["5055 2026"] == 12


def test_tables_of_loads_that_are_no_longer_accepted_are_not_copied(nights: Begin) -> None:
    over = nights({"a": cells(FIRST), "bb": cells(FIRST)})
    over.publish([load("a"), load("bb")])
    over.read.clear()
    over.bring(over.begin(), [load("bb")])
    assert over.read == ["bb"]


def test_figures_of_another_origin_are_never_copied(nights: Begin) -> None:
    over = nights({"a": cells(FIRST)})
    over.publish([load("a")], origin="live")
    over.read.clear()
    over.bring(over.begin(origin="sample"), [load("a")])
    assert over.read == ["a"]


def test_a_first_load_revises_nothing(nights: Begin) -> None:
    over = nights({"a": cells(FIRST)})
    build = over.begin()
    over.bring(build, [load("a")])
    assert _revisions(build) == []


def test_each_changed_cell_is_a_revision_and_a_new_one_is_not(nights: Begin) -> None:
    later = """
        5055 2025 10
        5055 2026 12
        5001 2025 20
        5001 2026 21
        5001 2027 22
    """
    over = nights({"a": cells(FIRST), "bb": cells(later, "second")})
    build = over.begin()
    over.bring(build, [load("a"), load("bb")])
    assert _revisions(build) == [
        ("5001", "2026", None, "missing", 21, "published", "second", "bb"),
        ("5055", "2026", 11, "published", 12, "published", "second", "bb"),
    ]


def test_another_reason_for_no_figure_is_a_revision(nights: Begin) -> None:
    over = nights({"a": cells("5055 2025 1\n5055 2026 -"), "bb": cells("5055 2025 1\n5055 2026 :", "second")})
    build = over.begin()
    over.bring(build, [load("a"), load("bb")])
    assert _revisions(build) == [("5055", "2026", None, "missing", None, "confidential", "second", "bb")]


def test_a_cell_without_a_figure_that_is_gone_is_a_revision_too(nights: Begin) -> None:
    over = nights({"a": cells(f"{_many(100)}\n5001 2026 -"), "bb": cells(_many(100), "second")})
    build = over.begin()
    over.bring(build, [load("a"), load("bb")])
    assert _revisions(build) == [("5001", "2026", None, "missing", None, None, None, "bb")]


def _many(count: int) -> str:
    return "\n".join(f"5055 {1900 + place} {place + 1}" for place in range(count))


def test_a_cell_that_the_source_no_longer_delivers_is_revised_to_null(nights: Begin) -> None:
    over = nights({"a": cells(_many(100)), "bb": cells(_many(99), "second")})
    build = over.begin()
    over.bring(build, [load("a"), load("bb")])
    assert _revisions(build) == [("5055", "1999", 100, "published", None, None, None, "bb")]
    assert "5055 1999" not in _figures(build)


def test_a_load_that_lacks_more_than_one_percent_of_cells_is_refused(nights: Begin) -> None:
    over = nights({"a": cells(_many(100)), "bb": cells(_many(98), "second")})
    build = over.begin()
    with pytest.raises(CheckFailed, match="ssb_07459: 2 of 100 figures are gone from the source"):
        over.bring(build, [load("a"), load("bb")])


def test_a_refused_load_can_be_discarded_and_the_earlier_loads_loaded_again(nights: Begin) -> None:
    over = nights({"a": cells(_many(100)), "bb": cells(_many(10))})
    build = over.begin()
    with pytest.raises(CheckFailed):
        over.bring(build, [load("a"), load("bb")])
    discard_source(build, TABLE.id)
    assert (_revisions(build), build.rows("from core.label")) == ([], [])
    over.bring(build, [load("a")])
    assert len(_figures(build)) == 100
    assert _revisions(build) == []


def test_a_load_of_one_municipality_replaces_only_its_rows(nights: Begin) -> None:
    heim = """
        5055 2025 10
        5055 2026 99
    """
    over = nights({"a": cells(FIRST), "bb": cells(heim, "second")})
    build = over.begin()
    over.bring(build, [load("a"), load("bb", scope=["5055", "5011"])])
    assert _figures(build) == {"5055 2025": 10, "5055 2026": 99, "5001 2025": 20, "5001 2026": None}
    assert [(row[0], row[1], row[4]) for row in _revisions(build)] == [("5055", "2026", 99)]


def test_a_load_of_one_municipality_may_have_new_codes(nights: Begin) -> None:
    over = nights({"a": cells(FIRST), "bb": cells("5060 2027 7", "second")})
    over.publish([load("a")])
    build = over.begin()
    over.bring(build, [load("a"), load("bb", scope=["5060"])])
    assert _figures(build)["5060 2027"] == 7
    assert len(_figures(build)) == 5
    assert _revisions(build) == []


def test_a_cell_missing_in_a_load_of_one_municipality_is_a_revision(nights: Begin) -> None:
    over = nights({"a": cells(FIRST), "bb": cells("5055 2025 10", "second")})
    build = over.begin()
    over.bring(build, [load("a"), load("bb", scope=["5055"])])
    assert [(row[0], row[1], row[4], row[6]) for row in _revisions(build)] == [("5055", "2026", None, None)]


def test_a_load_that_fails_its_checks_is_refused(nights: Begin) -> None:
    over = nights({"a": pd.concat([cells(FIRST), cells(FIRST)])})
    with pytest.raises(CheckFailed, match="ssb_07459 was not loaded: Every cell of the table has one row"):
        over.bring(over.begin(), [load("a")])


def test_a_load_with_other_dimensions_replaces_the_table_without_revisions(nights: Begin) -> None:
    wider = cells("5055 2025 10").assign(nivaa=pd.Categorical(["00"]))
    over = nights({"a": cells(FIRST), "bb": wider})
    build = over.begin()
    over.bring(build, [load("a"), load("bb")])
    assert _figures(build) == {"5055 2025": 10}
    assert _revisions(build) == []


def test_a_load_of_one_municipality_with_other_dimensions_leaves_other_rows(nights: Begin) -> None:
    wider = cells("5055 2025 10").assign(nivaa=pd.Categorical(["00"]))
    over = nights({"a": cells(FIRST), "bb": wider})
    build = over.begin()
    over.bring(build, [load("a"), load("bb", ["5055"])])
    assert _figures(build) == {"5055 2025": 10, "5001 2025": 20, "5001 2026": None}


def test_an_accepted_load_is_not_checked_again(nights: Begin) -> None:
    twice = pd.concat([cells(FIRST), cells(FIRST)], ignore_index=True)
    over = nights({"a": twice})
    with pytest.raises(CheckFailed):
        over.bring(over.begin(), [load("a")])
    over.bring(over.begin(), [load("a")], accepted=1)


def test_figures_that_become_symbols_count_as_missing(nights: Begin) -> None:
    over = nights({"a": cells("5055 2025 10\n5055 2026 11"), "bb": cells("5055 2025 10\n5055 2026  -")})
    with pytest.raises(CheckFailed, match="1 of 2 figures are gone from the source"):
        over.bring(over.begin(), [load("a"), load("bb")])


def test_with_select_newest_earlier_periods_stay(tmp_path: Path) -> None:
    newest = source(select={"Kjonn": ["1"], "Tid": "newest 2"})
    later = "5055 2026 12\n5055 2027 13\n5001 2026 21\n5001 2027 22"
    over = Nights(tmp_path, {"a": cells(FIRST), "bb": cells(later)}, newest)
    build = over.begin()
    over.bring(build, [load("a"), load("bb")])
    assert _figures(build) == {
        "5055 2025": 10,
        "5001 2025": 20,
        "5055 2026": 12,
        "5001 2026": 21,
        "5055 2027": 13,
        "5001 2027": 22,
    }
    assert [row[:3] for row in sorted(_revisions(build))] == [("5001", "2026", None), ("5055", "2026", 11)]
    over.close()
