"""What became of each municipality, told by KLASS's codes and changes."""

import pytest

from tests.lib.frames import table
from tests.lib.klass import CHANGES, CODES, TWO_BECAME_ONE
from transform.borders import with_borders
from transform.municipalities import Municipalities
from transform.regrouping import Regrouping


def _regrouping(codes: str, changes: str) -> Regrouping:
    moves = table(CHANGES + changes.strip())
    return Regrouping(Municipalities(with_borders(table(CODES + codes.strip()), moves), moves))


def _parts(regrouping: Regrouping, today: str) -> set[str]:
    parts = regrouping.parts()
    return set(parts.code[parts.today_code == today])


def _breaks(regrouping: Regrouping, *, additive: bool) -> dict[str, tuple[str, str]]:
    found = regrouping.breaks().itertuples(index=False)
    return {code: (day, reason) for code, kind, day, reason in found if kind is additive}


SNILLFJORD = _regrouping(
    """
    1613 Snillfjord 1924-01-01 2018-01-01
    5012 Snillfjord 2018-01-01 2020-01-01
    5011 Hemne      2018-01-01 2020-01-01
    5013 Hitra      2018-01-01 2020-01-01
    5055 Heim       2020-01-01 -
    5056 Hitra      2020-01-01 -
    5059 Orkland    2020-01-01 -
    """,
    """
    1613 Snillfjord 5012 Snillfjord 2018-01-01
    5011 Hemne      5055 Heim       2020-01-01
    5012 Snillfjord 5055 Heim       2020-01-01
    5012 Snillfjord 5056 Hitra      2020-01-01
    5012 Snillfjord 5059 Orkland    2020-01-01
    5013 Hitra      5056 Hitra      2020-01-01
    """,
)
SMALL_MOVE = _regrouping(
    """
    3118 Indre_Østfold 2020-01-01 -
    3207 Nordre_Follo  2020-01-01 -
    3216 Vestby        2020-01-01 -
    """,
    """
    3118 Indre_Østfold 3207 Nordre_Follo 2024-01-01
    3118 Indre_Østfold 3216 Vestby       2024-01-01
    """,
)


def test_a_municipality_is_followed_through_new_codes_and_mergers_to_today() -> None:
    regrouping = Regrouping(TWO_BECAME_ONE)
    assert _parts(regrouping, "5001") == {"1601", "1662", "5001", "5030"}
    assert _parts(regrouping, "5055") == {"5011", "5055"}


def test_mergers_new_codes_and_new_names_break_no_count() -> None:
    assert _breaks(Regrouping(TWO_BECAME_ONE), additive=True) == {}


def test_what_cannot_be_summed_breaks_at_a_merger_and_not_at_a_new_code_or_name() -> None:
    merged = "5001 Trondheim og 5030 Klæbu ble slått sammen til 5001 Trondheim 1.1.2020."
    assert _breaks(Regrouping(TWO_BECAME_ONE), additive=False) == {"5001": ("2020-01-01", merged)}


@pytest.mark.parametrize("additive", [True, False])
def test_all_who_got_part_of_a_divided_municipality_break(additive: bool) -> None:
    why = "5012 Snillfjord ble delt 1.1.2020 mellom 5055 Heim, 5056 Hitra og 5059 Orkland."
    assert _breaks(SNILLFJORD, additive=additive) == dict.fromkeys(["5055", "5056", "5059"], ("2020-01-01", why))


def test_a_municipality_that_was_divided_later_is_part_of_each_heir() -> None:
    parts = SNILLFJORD.parts()
    assert set(parts.today_code[parts.code == "1613"]) == {"5055", "5056", "5059"}


@pytest.mark.parametrize("additive", [True, False])
def test_a_small_move_between_codes_that_go_on_is_a_break_for_all_and_no_merger(additive: bool) -> None:
    """4.3: rows 3118 -> 3207/3216 must not be read as mergers."""
    why = "Areal fra 3118 Indre Østfold ble overført til 3207 Nordre Follo og 3216 Vestby 1.1.2024."
    assert _breaks(SMALL_MOVE, additive=additive) == dict.fromkeys(["3118", "3207", "3216"], ("2024-01-01", why))


def test_a_municipality_that_was_divided_and_put_together_again_is_whole() -> None:
    regrouping = _regrouping(
        """
        0001 Aa 2000-01-01 2010-01-01
        0002 Bø 2010-01-01 2020-01-01
        0003 Cc 2010-01-01 2020-01-01
        0004 Dd 2020-01-01 -
        """,
        """
        0001 Aa 0002 Bø 2010-01-01
        0001 Aa 0003 Cc 2010-01-01
        0002 Bø 0004 Dd 2020-01-01
        0003 Cc 0004 Dd 2020-01-01
        """,
    )
    assert _breaks(regrouping, additive=True) == {}
    assert _breaks(regrouping, additive=False).keys() == {"0004"}


def test_a_code_that_another_municipality_took_over_the_same_day_is_not_the_same_one() -> None:
    regrouping = _regrouping(
        """
        0001 Aa 2000-01-01 2010-01-01
        0002 Bø 2000-01-01 2010-01-01
        0001 Bø 2010-01-01 -
        0002 Aa 2010-01-01 -
        """,
        """
        0001 Aa 0002 Aa 2010-01-01
        0002 Bø 0001 Bø 2010-01-01
        """,
    )
    assert regrouping.breaks().empty
    assert regrouping.parts().to_numpy().tolist()[0] == ["0001", "2000-01-01", "2010-01-01", "0002"]


def test_a_code_renamed_on_the_day_it_gave_area_away_goes_on_though_klass_does_not_say_so() -> None:
    regrouping = _regrouping(
        """
        0001 Aa 2000-01-01 2010-01-01
        0001 Åa 2010-01-01 -
        0002 Bø 2010-01-01 -
        """,
        "0001 Aa 0002 Bø 2010-01-01",
    )
    assert _breaks(regrouping, additive=True).keys() == {"0001", "0002"}


def test_area_that_klass_loses_sight_of_is_counted_nowhere() -> None:
    regrouping = _regrouping(
        """
        0001 Aa 2000-01-01 2010-01-01
        0002 Bø 2000-01-01 2010-01-01
        0003 Cc 2010-01-01 -
        """,
        """
        0001 Aa 0003 Cc 2010-01-01
        0001 Aa 0009 Xx 2010-01-01
        """,
    )
    assert _parts(regrouping, "0003") == {"0001", "0003"}
    assert _breaks(regrouping, additive=True)["0003"][0] == "2010-01-01"


def test_without_any_municipalities_there_is_nothing_to_regroup() -> None:
    regrouping = Regrouping(Municipalities.none())
    assert regrouping.parts().empty
    assert regrouping.breaks().empty
