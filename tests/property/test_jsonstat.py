"""JSON-stat2 is read back cell by cell as it was written."""

from dataclasses import dataclass
from itertools import product
from math import prod

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from tests.lib.jsonstat import dataset, encode
from transform.jsonstat import decode

CODES = st.text(st.sampled_from("0123456789K-+aæ"), min_size=1, max_size=4)
FIGURES = st.one_of(st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9).filter(lambda figure: figure != 0))


@dataclass(frozen=True)
class Cell:
    """A cell as SSB sends it, and the result of reading it."""

    sent: float | None
    sign: str | None
    value: float | None
    symbol: str | None


def cells() -> st.SearchStrategy[Cell]:
    """Cells of every kind."""
    return st.one_of(
        FIGURES.map(lambda figure: Cell(figure, None, figure, "published")),
        FIGURES.map(lambda figure: Cell(figure, "*", figure, "provisional")),
        st.sampled_from(
            [
                Cell(None, ".", None, "not_applicable"),
                Cell(None, "..", None, "missing"),
                Cell(None, "...", None, "missing"),
                Cell(None, ":", None, "confidential"),
                Cell(None, "?", None, "missing"),
                Cell(None, "-", 0, "published"),
                Cell(0, "-", 0, "published"),
                Cell(None, None, None, None),
            ]
        ),
    )


@st.composite
def datasets(draw: st.DrawFn) -> tuple[dict[str, list[str]], list[Cell]]:
    """One to four dimensions with their codes, and a cell for each combination."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    codes = {
        f"D{place}": draw(st.lists(CODES, min_size=size, max_size=size, unique=True))
        for place, size in enumerate(sizes)
    }
    return codes, draw(st.lists(cells(), min_size=prod(sizes), max_size=prod(sizes)))


def _body(codes: dict[str, list[str]], sent: list[Cell], *, index_as_list: bool) -> bytes:
    signs = {str(place): cell.sign for place, cell in enumerate(sent) if cell.sign}
    body = dataset(codes, [cell.sent for cell in sent], signs)
    for name, of in codes.items():
        category = body["dimension"][name]["category"]
        shuffled = dict(sorted(category["index"].items()))
        category["index"] = list(of) if index_as_list else shuffled
    return encode(body)


@given(datasets(), st.booleans())
def test_every_cell_is_read_as_it_was_written(drawn: tuple[dict[str, list[str]], list[Cell]], as_list: bool) -> None:
    codes, sent = drawn
    read = decode(_body(codes, sent, index_as_list=as_list)).cells
    assert list(read[list(codes)].astype(str).itertuples(index=False, name=None)) == list(product(*codes.values()))
    assert [None if pd.isna(value) else value for value in read.value] == [cell.value for cell in sent]
    assert [None if pd.isna(symbol) else symbol for symbol in read.symbol] == [cell.symbol for cell in sent]


@given(datasets())
def test_the_label_of_every_code_is_kept(drawn: tuple[dict[str, list[str]], list[Cell]]) -> None:
    codes, sent = drawn
    labels = decode(_body(codes, sent, index_as_list=False)).labels
    assert labels == {name: {code: f"label of {code}" for code in of} for name, of in codes.items()}
