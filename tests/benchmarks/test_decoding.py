"""Decoding a large answer, compared with reading its JSON and with pyjstat's data frame."""

from typing import Any

import numpy as np
import orjson
import pytest

from tests.benchmarks.ratios import Ratio, seconds, show
from transform.jsonstat import decode

pyjstat = pytest.importorskip("pyjstat.pyjstat", reason="pyjstat is not made for this Python")

DIMENSIONS = {
    "Region": [f"K-{number}" for number in range(1101, 1458)],
    "Kjonn": ["1", "2"],
    "Alder": [f"{age:03d}" for age in range(105)] + ["105+"],
    "ContentsCode": ["Personer1"],
    "Tid": [str(year) for year in range(2017, 2027)],
}
CELLS = 357 * 2 * 106 * 10
AT_MOST, AT_LEAST = 3, 60
WITHOUT_VALUE = {".": 400, "..": 1200, ":": 400}
PROVISIONAL = 600


@pytest.fixture(scope="module")
def body() -> bytes:
    """SYNTHETIC figures in the shape of SSB's table 07459, some with a symbol."""
    random = np.random.default_rng(7459)
    inhabitants = random.lognormal(8.5, 1.1, (357, 1))
    values: list[int | None] = random.poisson(inhabitants / 212, (357, CELLS // 357)).ravel().tolist()
    marked = random.choice(CELLS, PROVISIONAL + sum(WITHOUT_VALUE.values()), replace=False).tolist()
    symbols = ["*"] * PROVISIONAL + [symbol for symbol, times in WITHOUT_VALUE.items() for _ in range(times)]
    for place in marked[PROVISIONAL:]:
        values[place] = None
    status = {str(place): symbol for place, symbol in sorted(zip(marked, symbols, strict=True))}
    return orjson.dumps(_answer(values, status))


def _answer(values: list[int | None], status: dict[str, str]) -> dict[str, Any]:
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "07459: Syntetisk befolkning, etter region, kjønn, alder og år",
        "source": "Grunnlag's benchmark: synthetic figures",
        "updated": "2026-02-24T07:00:00Z",
        "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
        "id": list(DIMENSIONS),
        "size": [len(codes) for codes in DIMENSIONS.values()],
        "dimension": {name: _dimension(name, codes) for name, codes in DIMENSIONS.items()},
        "extension": {"px": {"tableid": "07459"}},
        "value": values,
        "status": status,
    }


def _dimension(name: str, codes: list[str]) -> dict[str, Any]:
    index = {code: place for place, code in enumerate(codes)}
    return {"label": name.lower(), "category": {"index": index, "label": {code: f"{name} {code}" for code in codes}}}


@pytest.mark.benchmark
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pyjstat's own data frame is what is compared with
def test_decoding_takes_little_longer_than_the_json_and_much_less_than_pyjstats_frame(body: bytes) -> None:
    near = seconds({"orjson.loads": lambda: orjson.loads(body), "decode": lambda: decode(body)}, repeats=15)
    text = body.decode()
    far = seconds({"pyjstat": lambda: pyjstat.Dataset.read(text).write("dataframe", naming="id")}, repeats=2)

    to_json, to_pyjstat = near["decode"] / near["orjson.loads"], far["pyjstat"] / near["decode"]
    ratios = [
        Ratio("decode", "orjson.loads of the same bytes", to_json, f"at most {AT_MOST}"),
        Ratio("pyjstat's data frame", "decode", to_pyjstat, f"at least {AT_LEAST}"),
    ]
    show(f"Decoding {CELLS:,} cells, codes and symbols included", near | far, ratios)
    assert len(decode(body).cells) == CELLS
    assert to_json <= AT_MOST
    assert to_pyjstat >= AT_LEAST
