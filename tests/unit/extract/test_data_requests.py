"""Which codes are asked for: those listed, all, or the newest, whatever order the metadata has them in."""

from typing import Any

import pytest

from extract.data_requests import data_requests
from tests.lib.spec import statbank

YEARS = ["2021", "2022", "2023", "2024"]


def _periods(index: Any, asked: str) -> list[str]:
    """The periods that are asked for, of a table whose metadata has this index of them."""
    dimensions = {
        "Region": {"category": {"index": {"5055": 0}}},
        "Tid": {"category": {"index": index}},
        "ContentsCode": {"category": {"index": {"Personer1": 0}}},
    }
    spec = statbank(select={"Tid": asked})
    (request,) = data_requests(spec, dimensions, [(None, ["5055"])], {}, 100)
    (periods,) = [entry["valueCodes"] for entry in request["body"]["selection"] if entry["variableCode"] == "Tid"]
    return list(periods)


@pytest.mark.parametrize(
    "index",
    [
        {"2021": 0, "2022": 1, "2023": 2, "2024": 3},
        {"2024": 3, "2023": 2, "2022": 1, "2021": 0},
        {"2024": 0, "2023": 1, "2022": 2, "2021": 3},
        ["2024", "2023", "2022", "2021"],
        YEARS,
    ],
    ids=["in time", "keys the newest first", "positions the newest first", "a list the newest first", "a list"],
)
def test_w7_the_newest_periods_are_the_last_in_time(index: Any) -> None:
    assert _periods(index, "newest 2") == ["2023", "2024"]
    assert sorted(_periods(index, "all")) == YEARS


def test_w7_quarters_and_months_are_in_time_too() -> None:
    assert _periods({"2024K1": 0, "2023K4": 1, "2023K3": 2}, "newest 2") == ["2023K4", "2024K1"]
    assert _periods({"2024M01": 0, "2023M12": 1, "2023M02": 2}, "newest 2") == ["2023M12", "2024M01"]


def test_w7_all_codes_stand_by_their_positions() -> None:
    assert _periods({"2022": 1, "2021": 0, "2023": 2}, "all") == ["2021", "2022", "2023"]
