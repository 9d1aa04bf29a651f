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


@pytest.mark.parametrize(
    ("sent", "read"),
    [("", ""), ("2026-02-24", "2026-02-24"), ("20260224T070000Z", "2026-02-24T07:00:00.000000+00:00")],
)
def test_an_update_time_in_another_form_is_rewritten_and_an_empty_one_stays(sent: str, read: str) -> None:
    assert decode(encode(_good() | {"updated": sent})).updated == read


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
    "an update time that is null": lambda body: body.update(updated=None),
    "an update time that is no time": lambda body: body.update(updated="i går"),
    "an update time that is an object": lambda body: body.update(updated={"at": "2026-02-24"}),
    "no table": lambda body: body["extension"].clear(),
    "text for a figure": lambda body: body.update(value=[1, 2, "tre", 4]),
    "a figure as text": lambda body: body.update(value=[1, 2, "3", 4]),
    "true for a figure": lambda body: body.update(value=[1, 2, True, 4]),
    "a list for a figure": lambda body: body.update(value=[1, 2, [3], 4]),
    "text for all figures": lambda body: body.update(value="1234"),
    "a figure for all figures": lambda body: body.update(value=1234),
    "a figure beyond the cells": lambda body: body.update(value={"0": 1, "4": 5}),
    "a figure before the cells": lambda body: body.update(value={"-1": 1}),
    "two figures in one place": lambda body: body.update(value={"1": 1, "01": 2}),
    "a position that is no number": lambda body: body.update(value={"first": 1}),
    "a figure as text in an object": lambda body: body.update(value={"1": "1"}),
    "too few symbols": lambda body: body.update(status=[None, None, ":"]),
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


Cell = tuple[float | None, str | None]


def _cells(body: Body) -> list[Cell]:
    """Value and symbol of each cell."""
    cells = decode(encode(body)).cells
    both = zip(cells.value.tolist(), cells.symbol.tolist(), strict=True)
    return [(None if value != value else value, None if symbol != symbol else symbol) for value, symbol in both]


@pytest.mark.parametrize(
    "value",
    [[1, 2, None, 4], {"0": 1, "1": 2, "2": None, "3": 4}, {"3": 4, "1": 2, "0": 1}],
    ids=["a list", "an object", "an object in another order, without what is not there"],
)
def test_w2_figures_are_read_by_their_positions(value: object) -> None:
    assert _cells(_good() | {"value": value}) == [
        (1, "published"), (2, "published"), (None, "confidential"), (4, "published"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "status", [{"2": ":"}, [None, None, ":", None], ["", "", ":", ""]], ids=["an object", "a list", "a list of texts"]
)
def test_w2_symbols_are_read_by_their_positions(status: object) -> None:
    assert _cells(_good() | {"status": status})[2] == (None, "confidential")


def test_w2_one_symbol_alone_is_that_of_all_cells() -> None:
    cells = _cells(_good() | {"value": [None] * 4, "status": ":"})
    assert cells == [(None, "confidential")] * 4


@pytest.mark.parametrize(
    ("value", "text", "cell"),
    [
        (None, ".", (None, "not_applicable")),
        (None, "..", (None, "missing")),
        (None, "...", (None, "missing")),
        (None, ":", (None, "confidential")),
        (None, "-", (0, "published")),
        (0, "-", (0, "published")),
        (3, "*", (3, "provisional")),
        (None, "*", (None, "missing")),
        (3, "b", (3, "published")),
        (None, "b", (None, "missing")),
        (None, "", (None, None)),
        (3, "", (3, "published")),
    ],
)
def test_w8_a_cell_has_a_figure_or_a_symbol_that_says_why_not(value: float | None, text: str, cell: Cell) -> None:
    assert _cells(_good() | {"value": [1, 2, value, 4], "status": {"2": text}})[2] == cell


@pytest.mark.parametrize("text", [".", "..", "...", ":", "-"])
def test_w8_a_figure_with_a_symbol_for_none_is_refused(text: str) -> None:
    with pytest.raises(
        UnexpectedShape, match=rf"Table 07459 has both the figure 3 and the symbol '{text}' in 5055, 2025, and 1 such"
    ):
        decode(encode(_good() | {"value": [1, 2, 3, 4], "status": {"2": text}}))


def test_w8_an_unknown_symbol_of_a_figure_is_reported() -> None:
    notices = decode(encode(_good() | {"status": {"1": "b", "3": "b", "2": ":"}})).notices
    assert notices == ["the symbol 'b' is unknown. 2 cells have it, first 0301, 2026; their figures are kept"]


def test_w11_a_byte_order_mark_is_read() -> None:
    assert len(decode(b"\xef\xbb\xbf" + encode(_good())).cells) == 4
