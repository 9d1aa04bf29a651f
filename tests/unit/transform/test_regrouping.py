"""What each municipality became, from KLASS's codes and changes."""

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


def test_a_reason_has_the_norwegian_name_of_a_place_with_several() -> None:
    norwegian = {"Trondheim": "Byen", "Tråante": "Trondheim"}
    (merged,) = Regrouping(TWO_BECAME_ONE, norwegian).breaks().break_reason
    assert merged == "5001 Byen og 5030 Klæbu ble slått sammen til 5001 Byen 1.1.2020."


def test_a_municipality_is_followed_through_new_codes_and_mergers_to_today() -> None:
    regrouping = Regrouping(TWO_BECAME_ONE)
    assert _parts(regrouping, "5001") == {"1601", "1662", "5001", "5030"}
    assert _parts(regrouping, "5055") == {"5011", "5055"}


def test_counts_do_not_break_at_mergers_new_codes_and_new_names() -> None:
    assert _breaks(Regrouping(TWO_BECAME_ONE), additive=True) == {}


def test_figures_that_cannot_be_summed_break_at_mergers_only() -> None:
    merged = "5001 Trondheim og 5030 Klæbu ble slått sammen til 5001 Trondheim 1.1.2020."
    assert _breaks(Regrouping(TWO_BECAME_ONE), additive=False) == {"5001": ("2020-01-01", merged)}


@pytest.mark.parametrize("additive", [True, False])
def test_every_successor_of_a_divided_municipality_breaks(additive: bool) -> None:
    why = "5012 Snillfjord ble delt 1.1.2020 mellom 5055 Heim, 5056 Hitra og 5059 Orkland."
    assert _breaks(SNILLFJORD, additive=additive) == dict.fromkeys(["5055", "5056", "5059"], ("2020-01-01", why))


def test_a_municipality_that_was_divided_later_is_part_of_each_successor() -> None:
    parts = SNILLFJORD.parts()
    assert set(parts.today_code[parts.code == "1613"]) == {"5055", "5056", "5059"}


@pytest.mark.parametrize("additive", [True, False])
def test_a_transferred_parcel_breaks_every_municipality_involved(additive: bool) -> None:
    """The rows 3118 -> 3207 and 3216 are not mergers."""
    why = "Areal fra 3118 Indre Østfold ble overført til 3207 Nordre Follo og 3216 Vestby 1.1.2024."
    assert _breaks(SMALL_MOVE, additive=additive) == dict.fromkeys(["3118", "3207", "3216"], ("2024-01-01", why))


def test_a_municipality_that_was_divided_and_merged_again_does_not_break() -> None:
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


def test_a_code_that_passes_to_another_municipality_is_not_a_continuation() -> None:
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


def test_a_code_renamed_on_the_day_it_lost_area_continues() -> None:
    regrouping = _regrouping(
        """
        0001 Aa 2000-01-01 2010-01-01
        0001 Åa 2010-01-01 -
        0002 Bø 2010-01-01 -
        """,
        "0001 Aa 0002 Bø 2010-01-01",
    )
    assert _breaks(regrouping, additive=True).keys() == {"0001", "0002"}


def test_area_without_a_known_successor_breaks_the_series() -> None:
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


def test_without_municipalities_the_result_is_empty() -> None:
    regrouping = Regrouping(Municipalities.none())
    assert regrouping.parts().empty
    assert regrouping.breaks().empty
