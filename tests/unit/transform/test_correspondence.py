"""KLASS's correspondences from municipalities to groups."""

from typing import Any

import orjson
import pytest

from catalogue.errors import UnexpectedShape
from transform.klass import read_correspondence

Item = dict[str, Any]


def _item(code: str, group: str, begins: str = "2020-01-01", ends: str | None = None) -> Item:
    words = {"sourceName": code, "targetName": f"Gruppe {group}", "sourceShortName": "", "targetShortName": ""}
    return words | {"sourceCode": code, "targetCode": group, "validFrom": begins, "validTo": ends}


def _bytes(*items: Item) -> bytes:
    return orjson.dumps({"correspondenceItems": items})


def test_each_municipality_has_its_groups_with_their_days() -> None:
    moved = [_item("5055", "EKG02", "2022-01-01"), _item("5055", "EKG01", ends="2022-01-01")]
    assert read_correspondence(_bytes(*moved, _item("0301", "EKG13"))).to_dict("split")["data"] == [
        ["0301", "EKG13", "Gruppe EKG13", "2020-01-01", None],
        ["5055", "EKG01", "Gruppe EKG01", "2020-01-01", "2022-01-01"],
        ["5055", "EKG02", "Gruppe EKG02", "2022-01-01", None],
    ]


def test_uoppgitt_is_in_no_group() -> None:
    """KLASS 131 has the code 9999."""
    assert set(read_correspondence(_bytes(_item("5055", "1"), _item("9999", "1"))).municipality_code) == {"5055"}


def test_two_groups_on_one_day_are_refused() -> None:
    with pytest.raises(
        UnexpectedShape, match=r"^KLASS has 5055 in two groups on the same day; see the stored answer\.$"
    ):
        read_correspondence(_bytes(_item("5055", "1"), _item("5055", "2", "2022-01-01")))


def test_an_empty_list_is_refused() -> None:
    """KLASS answers this for days whose groups have not been entered yet."""
    with pytest.raises(UnexpectedShape, match="KLASS answered without any correspondenceItems"):
        read_correspondence(_bytes())


@pytest.mark.parametrize("field", ["sourceCode", "targetCode", "targetName", "validFrom"])
def test_an_item_that_lacks_a_field_is_refused(field: str) -> None:
    item = {key: value for key, value in _item("5055", "1").items() if key != field}
    with pytest.raises(UnexpectedShape, match="KLASS's correspondenceItems lack something we need"):
        read_correspondence(_bytes(item))
