"""The projections are SSB's, on the borders of their release, and begin where the registered population is."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pytest
import requests
from numpy.typing import NDArray

Ask = Callable[..., requests.Response]

KOMM = "agg_KommSummer"
ON_TODAYS_BORDERS = {"05904": 2005, "06917": 2008, "07268": 2009, "08109": 2010, "08825": 2011, "09482": 2012}
ON_OWN_BORDERS = {
    "10213": 2014,
    "11168": 2016,
    "11668": 2018,
    "12882": 2020,
    "13600": 2022,
    "14288": 2024,
    "14746": 2026,
}
RELEASES = list((ON_TODAYS_BORDERS | ON_OWN_BORDERS).items())
COUNTIES = {2014: "08", 2016: "08", 2018: "08", 2024: "40", 2026: "40"}


def municipalities(table: str) -> Any:
    """What to select for a table's municipalities."""
    return (KOMM, ["*"]) if table in ON_TODAYS_BORDERS else ["????"]


def ask(post: Ask, table: str, region: Any, periods: list[str]) -> dict[str, Any]:
    """All ages and alternatives, the alternatives first in the answer."""
    alternatives = "Framskriv" if table == "08825" else "ContentsCode"
    asked = {"Region": region, "Alder": ["*"], "ContentsCode": ["*"], alternatives: ["*"], "Tid": periods}
    rest = [name for name in ("Alder", "ContentsCode") if name != alternatives]
    placement = {"stub": [alternatives, "Tid"], "heading": ["Region", *rest]}
    dataset: dict[str, Any] = post(table, placement, **asked).json()
    dataset["size"] = dataset["size"][:4]
    return dataset


def cells(dataset: dict[str, Any]) -> NDArray[np.float64]:
    """The figures, one axis for each dimension; NaN where there is none."""
    return np.array(dataset["value"], dtype=float).reshape(dataset["size"])


def codes(dataset: dict[str, Any], dimension: str) -> list[str]:
    """A dimension's codes in the answer's order."""
    return list(dataset["dimension"][dimension]["category"]["index"])


def grouped(figures: NDArray[np.float64], axis: int, groups: Iterable[Any]) -> dict[Any, NDArray[np.float64]]:
    """The figures summed along an axis by group."""
    names = np.array(list(groups))
    return {name: figures.compress(names == name, axis).sum(axis) for name in names}


@pytest.mark.parametrize(
    ("table", "region", "alternative", "year", "persons"),
    [
        ("05904", (KOMM, ["K-4003"]), "Personer", "2025", 56_132),
        ("09482", (KOMM, ["K-4020"]), "Personer", "2040", 12_750),
        ("10213", ["0806"], "Personer2", "2040", 70_456),
        ("12882", ["38"], "Personer", "2020", 419_396),
        ("12882", ["3807"], "Personer1", "2050", 52_478),
        ("14288", ["40"], "Personer", "2026", 179_228),
        ("14746", ["4003"], "Personer", "2050", 59_555),
        ("14746", ["40"], "Personer", "2050", 184_526),
        ("14746", ["40"], "Personer1", "2050", 163_639),
        ("14746", ["40"], "Personer2", "2050", 204_721),
        ("14746", ["0"], "Personer", "2050", 6_195_859),
    ],
)
def test_a_projection_is_what_ssb_published(
    post: Ask, table: str, region: Any, alternative: str, year: str, persons: int
) -> None:
    assert post(table, Region=region, ContentsCode=[alternative], Tid=[year]).json()["value"] == [persons]


@pytest.mark.parametrize(("table", "year"), RELEASES)
def test_a_projection_starts_from_the_registered_population(get: Ask, post: Ask, table: str, year: int) -> None:
    todays = {code: value["code"] for value in get(f"/codelists/{KOMM}").json()["values"] for code in value["valueMap"]}
    projected = ask(post, table, municipalities(table), [str(year)])
    found = grouped(cells(projected)[:, 0], 1, (todays.get(code, code) for code in codes(projected, "Region")))
    registered = post("07459", Region=(KOMM, list(found)), Alder=["*"], ContentsCode=["*"], Tid=[str(year)]).json()
    ages = grouped(cells(registered)[:, :, 0, 0], 1, (span(codes(projected, "Alder"), a) for a in range(106)))
    expected = dict(zip(codes(registered, "Region"), np.stack(list(ages.values()), axis=1), strict=True))
    assert len(found) == 17
    assert all(np.array_equal(alternative, expected[code]) for code in found for alternative in found[code])


def span(spans: list[str], age: int) -> str:
    """The span of ages, as `006-012` or `090+`, that an age is in: the last that starts no later."""
    return max(each for each in spans if int(each[:3]) <= age)


@pytest.mark.parametrize(("table", "year"), [each for each in RELEASES if each[1] not in (2020, 2022)])
def test_the_municipalities_of_telemark_sum_to_the_county(post: Ask, table: str, year: int) -> None:
    parts = cells(ask(post, table, municipalities(table), ["*"]))
    county = cells(ask(post, table, [COUNTIES.get(year, "08")], ["*"]))
    assert np.array_equal(parts.sum(axis=2), county[:, :, 0])


@pytest.mark.parametrize(("table", "year"), RELEASES)
def test_a_projection_has_a_figure_in_every_cell_from_its_release_on(
    get: Ask, post: Ask, table: str, year: int
) -> None:
    assert get(f"/tables/{table}").json()["firstPeriod"] == str(year)
    assert all(np.isfinite(cells(ask(post, table, region, ["*"]))).all() for region in (["*"], municipalities(table)))


@pytest.mark.parametrize(("table", "year"), RELEASES)
def test_each_region_is_the_only_one_of_its_name_on_the_borders_of_the_release(
    get: Ask, post: Ask, klass: Ask, table: str, year: int
) -> None:
    asked = ask(post, table, municipalities(table), [str(year)])["dimension"]["Region"]["category"]["label"]
    day = "2024-01-01" if table in ON_TODAYS_BORDERS else f"{year}-01-01"
    in_use = klass("/classifications/131/codesAt", date=day).json()["codes"]
    for code, label in asked.items():
        name = re.sub(r" \(\d*-\d{4}\)$", "", label)
        assert [each["code"] for each in in_use if each["name"] == name] == [code.removeprefix("K-")]


def test_the_newest_projection_is_the_one_that_starts_last(get: Ask) -> None:
    found = get("/tables", query="title:framskrevet", pageSize=50).json()["tables"]
    assert sorted((each["id"], int(each["firstPeriod"])) for each in found) == RELEASES
    assert max(found, key=lambda each: each["firstPeriod"])["id"] == "14746"
