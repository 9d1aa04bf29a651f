"""JSON-stat and the script with the same dataset."""

import json
import re
from io import StringIO
from math import isnan, prod
from typing import Any

import pytest

from publish.data.jsonstat import dataset
from publish.data.script import script
from tests.lib.figure_rows import figure, withheld

SHARE = {"indicator_id": "share", "title": "Andel", "unit": "prosent", "suffix": "%", "decimals": 1}
FIGURES = [
    figure(period="2025", value=5912.0),
    figure(period="2026", symbol="provisional"),
    figure(**SHARE, period="2022-2026", value=7.25, symbol="derived", pooled_reason="Slått sammen."),
    withheld(**SHARE, municipality_code="5056", municipality="Hitra"),
]


@pytest.fixture
def made() -> dict[str, Any]:
    return dict(json.loads(json.dumps(dataset("Alt", FIGURES))))


def test_the_structure_is_that_of_a_jsonstat_dataset(made: dict[str, Any]) -> None:
    assert (made["version"], made["class"], made["updated"]) == ("2.0", "dataset", "2026-02-20T23:30:00Z")
    assert list(made["dimension"]) == made["id"]
    for name, size in zip(made["id"], made["size"], strict=True):
        category = made["dimension"][name]["category"]
        assert len(category["index"]) == len(set(category["index"])) == size
        assert set(category["label"]) == set(category["index"])
    assert {name for names in made["role"].values() for name in names} == set(made["id"])
    cells = {
        *made["value"],
        *made["status"],
        *(str(cell) for of in made["extension"]["merknad"].values() for cell in of),
    }
    assert all(0 <= int(cell) < prod(made["size"]) for cell in cells)
    assert set(made["status"].values()) <= set(made["extension"]["status"])


def test_periods_are_in_the_order_of_the_years_that_they_end_with(made: dict[str, Any]) -> None:
    assert made["dimension"]["periode"]["category"]["index"] == ["2025", "2022-2026", "2026"]


def test_units_notes_and_reasons_go_with_the_figures(made: dict[str, Any]) -> None:
    assert made["dimension"]["indikator"]["category"]["unit"]["share"] == {
        "label": "prosent",
        "symbol": "%",
        "decimals": 1,
    }
    assert sorted(made["status"].values()) == ["provisional", "withheld"]
    assert set(made["extension"]["merknad"]) == {"Slått sammen.", "Holdt tilbake: for få."}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pyjstat's own
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_pyjstat_reads_the_figures_back(made: dict[str, Any]) -> None:
    pyjstat = pytest.importorskip("pyjstat.pyjstat", reason="pyjstat is not made for this Python")
    frame = pyjstat.Dataset.read(StringIO(json.dumps(made))).write("dataframe", naming="id")
    found = {
        tuple(row[:3]): row[3] for row in frame.itertuples(index=False) if row[3] is not None and not isnan(row[3])
    }
    assert found == {
        ("5055", "population", "2025"): 5912, ("5055", "population", "2026"): 5934, ("5055", "share", "2022-2026"): 7.25,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["</script><script>", "<!--", "\u2028\u2029", '"', "\\", "=1+1", "\u202eHeim", "a\nb"])
def test_a_hostile_name_ends_no_script_and_reads_back_as_itself(name: str) -> None:
    text = script(
        "kommune", "5055", json.dumps(dataset(name, [figure(title=name)]), ensure_ascii=False).encode()
    ).decode()
    assert not re.search("[<\u2028\u2029]", text)
    assert text.count("\n") == 1
    call = re.fullmatch(r'grunnlag\.data\("kommune","5055",(.*)\);\n', text)
    assert call
    read = json.loads(call[1])
    assert (read["label"], read["dimension"]["indikator"]["category"]["label"]) == (name, {"population": name})


def test_no_figures_make_an_empty_dataset() -> None:
    assert dataset("Tomt", [])["size"] == [0, 0, 0]
