"""Population by quarter and commuting are SSB's, on the municipalities of their year."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import requests
from numpy.typing import NDArray

Ask = Callable[..., requests.Response]

KOMM = "agg_KommSummer"


def quarter(post: Ask, contents: str, region: Any = ("*",)) -> dict[str, Any]:
    """The first quarter of 2015, by region."""
    dataset = post("01222", Region=list(region), ContentsCode=[contents], Tid=["2015K1"]).json()
    return dict(zip(dataset["dimension"]["Region"]["category"]["index"], dataset["value"], strict=True))


def commuters(post: Ask, year: str) -> tuple[list[str], NDArray[np.float64]]:
    """Every municipality code of the table, and the employed by where they work (down) and live (across)."""
    asked = {"ArbstedKomm": ["*"], "Bokommuen": ["*"], "ContentsCode": ["*"], "Tid": [year]}
    dataset = post("03321", **asked).json()
    codes = [list(dataset["dimension"][each]["category"]["index"]) for each in ("ArbstedKomm", "Bokommuen")]
    assert codes[0] == codes[1]
    return codes[0], np.array(dataset["value"], dtype=float).reshape(len(codes[0]), len(codes[1]))


def in_use(klass: Ask, day: str) -> set[str]:
    """The municipality codes of that day, without the one for unknown."""
    codes = klass("/classifications/131/codesAt", date=day).json()["codes"]
    return {each["code"] for each in codes} - {"9999"}


@pytest.mark.parametrize(
    ("contents", "persons"),
    [
        ("Folketallet1", 5_165_802),
        ("Fodte2", 14_074),
        ("Dode3", 11_526),
        ("Innvandring5", 16_926),
        ("Utvandring6", 8_278),
        ("Folketallet11", 5_176_998),
    ],
)
def test_the_municipalities_sum_to_what_the_country_had(post: Ask, contents: str, persons: int) -> None:
    assert sum(value or 0 for value in quarter(post, contents).values()) == persons


def test_what_happened_in_the_quarter_explains_its_end(post: Ask) -> None:
    begin, change, end = (quarter(post, each) for each in ("Folketallet1", "Folketilvekst10", "Folketallet11"))
    assert {code: begin[code] + change[code] for code in begin} == {code: end[code] or 0 for code in end}


def test_summed_to_todays_borders_the_quarter_begins_with_the_population_of_1_january(post: Ask) -> None:
    every_sum = {"Region": (KOMM, ["*"]), "ContentsCode": ["Folketallet1"], "Tid": ["2015K1"]}
    summed = post("01222", **every_sum).json()
    municipalities = list(summed["dimension"]["Region"]["category"]["index"])
    january = post("07459", Region=(KOMM, municipalities), ContentsCode=["*"], Tid=["2015"]).json()["value"]
    known = {code: value for code, value in zip(municipalities, january, strict=True) if value is not None}
    assert set(municipalities) - known.keys() == {"K-1508", "K-1580"}
    ours = dict(zip(municipalities, summed["value"], strict=True))
    assert {code: ours[code] for code in known} == known


def test_the_quarter_has_the_municipalities_of_its_day_and_two_codes_no_longer_in_use(post: Ask, klass: Ask) -> None:
    regions = quarter(post, "Folketallet1")
    assert len(regions) == 430
    assert regions.keys() - in_use(klass, "2015-01-01") == {"1901", "1915"}
    assert in_use(klass, "2015-01-01") <= regions.keys()


def test_a_code_no_longer_in_use_has_zeros_and_at_the_end_a_symbol(post: Ask) -> None:
    dataset = post("01222", Region=["1901", "1915", "1903"], ContentsCode=["*"], Tid=["2015K1"]).json()
    harstad, bjarkoy = dataset["value"][:11], dataset["value"][22:]
    assert harstad == bjarkoy == [0] * 10 + [None]
    assert dataset["status"] == {"10": ".", "32": "."}


def test_the_table_by_quarter_says_so(get: Ask) -> None:
    listed = get("/tables/01222").json()
    assert (listed["timeUnit"], listed["firstPeriod"], listed["updated"]) == (
        "Quarterly",
        "2015K1",
        "2015-06-03T23:04:40Z",
    )


def test_commuting_is_what_ssb_published(post: Ask) -> None:
    codes, employed = commuters(post, "2017")
    skien = codes.index("0806")
    assert (np.nansum(employed), np.nansum(np.diag(employed))) == (2_609_737, 1_710_155)
    assert (np.nansum(employed[skien]), np.nansum(employed[:, skien])) == (25_181, 25_187)
    assert employed[skien, skien] == 16_903


@pytest.mark.parametrize("year", ["2017", "2018", "2020", "2021", "2022"])
def test_commuting_is_between_the_municipalities_of_its_year(post: Ask, klass: Ask, year: str) -> None:
    codes, employed = commuters(post, year)
    there = np.isfinite(employed)
    assert {code for code, row in zip(codes, there, strict=True) if row.any()} == in_use(klass, f"{year}-10-01")
    assert there.sum() == len(in_use(klass, f"{year}-10-01")) ** 2


def test_a_pair_without_anybody_is_a_zero_and_one_that_did_not_exist_has_no_figure(post: Ask) -> None:
    codes, employed = commuters(post, "2017")
    known = employed[np.isfinite(employed)]
    assert (known.size, (known > 0).sum()) == (426**2, 29_632)
    assert np.isnan(employed[codes.index("3807")]).all()
