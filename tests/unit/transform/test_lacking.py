"""What a load lacks of the codes that the catalogue names, and how much of a table it lists."""

import pandas as pd
import pytest

from tests.lib.klass import TWO_BECAME_ONE
from tests.lib.spec import statbank
from transform.lacking import with_lacking_codes
from transform.symbols import SYMBOLS
from transform.tables import extent

NIVAA = {"select": {"Nivaa": ["00", "03a", "04a"], "Tid": "all"}}


def _frame(levels: list[str]) -> pd.DataFrame:
    """Two regions with a figure in each of these levels."""
    rows = [(region, level, 1.0, "published") for region in ("5001", "5055") for level in levels]
    frame = pd.DataFrame(rows, columns=["region", "nivaa", "value", "symbol"])
    frame["contents"], frame["borders"] = "Personer", "2023-01-01"
    frame["symbol"] = pd.Categorical(frame.symbol, categories=SYMBOLS)
    return frame.astype(dict.fromkeys(("region", "nivaa", "contents", "borders"), "category"))


def test_a_code_that_did_not_come_has_a_cell_that_was_not_delivered_for_every_region() -> None:
    frame = with_lacking_codes(_frame(["03a", "04a"]), statbank(**NIVAA))
    added = frame[frame.value.isna()]
    assert list(added[["region", "nivaa", "symbol"]].itertuples(index=False, name=None)) == [
        ("5001", "00", "not_delivered"),
        ("5055", "00", "not_delivered"),
    ]
    assert frame.value.sum() == 4


def test_a_load_with_every_code_stays_as_it_is() -> None:
    frame = _frame(["00", "03a", "04a"])
    assert with_lacking_codes(frame, statbank(**NIVAA)) is frame
    assert with_lacking_codes(frame, statbank(select={"Nivaa": "all", "Tid": "all"})) is frame


@pytest.mark.parametrize(("codes", "share"), [({"5001", "5055", "5030"}, 1.0), ({"5055"}, 0.5), ({"40", "0"}, 0.0)])
def test_a_share_is_of_the_municipalities_in_force_that_day(codes: set[str], share: float) -> None:
    assert TWO_BECAME_ONE.share_in_force(codes, "2023-01-01") == share


def test_what_a_table_lists_counts_also_where_no_figure_came() -> None:
    frame = _frame(["00"])
    one = frame[frame.region == "5001"]
    assert extent(one, TWO_BECAME_ONE).share == 1.0
    only = one.assign(region=one.region.cat.remove_unused_categories())
    assert (extent(only, TWO_BECAME_ONE).share, extent(only, TWO_BECAME_ONE).contents) == (0.5, ["Personer"])
