"""Reading JSON-stat2: answers whose parts do not fit together are refused."""

from collections.abc import Callable

import pytest

from catalogue.errors import UnexpectedShape
from tests.lib.jsonstat import Body, dataset, encode
from transform.jsonstat import decode


def _good() -> Body:
    return dataset({"Region": ["0301", "5055"], "Tid": ["2025", "2026"]}, [1, 2, None, 4], {"2": ":"})


def test_an_answer_has_its_table_and_update_time() -> None:
    read = decode(encode(_good()))
    assert (read.table, read.updated) == ("07459", "2026-02-24T07:00:00Z")


def test_a_code_keeps_its_leading_zero() -> None:
    assert list(decode(encode(_good())).cells.Region.cat.categories) == ["0301", "5055"]


def test_codes_are_in_the_order_of_their_positions() -> None:
    body = dataset({"Region": ["0301", "5055"]}, [10, 20])
    body["dimension"]["Region"]["category"]["index"] = {"5055": 1, "0301": 0}
    assert decode(encode(body)).cells.set_index("Region").value.to_dict() == {"0301": 10, "5055": 20}


def test_a_dimension_with_one_code_may_have_labels_only() -> None:
    body = dataset({"Region": ["5055"]}, [7])
    del body["dimension"]["Region"]["category"]["index"]
    assert list(decode(encode(body)).cells.Region) == ["5055"]


SPOILT: dict[str, Callable[[Body], object]] = {
    "too few values": lambda body: body["value"].pop(),
    "another size": lambda body: body.update(size=[2, 3], value=[1] * 6),
    "a dimension that is not described": lambda body: body["dimension"].pop("Tid"),
    "two codes in one place": lambda body: body["dimension"]["Tid"]["category"].update(index={"2025": 0, "2026": 0}),
    "a symbol beyond the cells": lambda body: body.update(status={"4": ":"}),
    "a symbol before the cells": lambda body: body.update(status={"-1": ":"}),
    "no update time": lambda body: body.pop("updated"),
    "no table": lambda body: body["extension"].clear(),
    "text for a figure": lambda body: body.update(value=[1, 2, "tre", 4]),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_an_answer_that_does_not_fit_together_is_refused(spoil: Callable[[Body], object]) -> None:
    body = _good()
    spoil(body)
    with pytest.raises(UnexpectedShape, match="is not a whole JSON-stat2 dataset"):
        decode(encode(body))


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"<html>"])
def test_an_answer_that_is_not_a_dataset_is_refused(body: bytes) -> None:
    with pytest.raises(UnexpectedShape):
        decode(body)
