"""Peers and neighbours, computed in pandas from the sample's files, to compare with the published file."""

import math
from functools import cache
from pathlib import Path

import pandas as pd

import sample

FIGURES = Path(str(sample.__file__)).parent / "figures"
NEWEST = "2026"
BANDS = [0, 3_000, 5_000, 10_000, 20_000, 50_000, math.inf]


@cache
def places() -> pd.DataFrame:
    """Return each municipality of 2026: population, shares aged 0-19 and 67 and over, centrality index and class."""
    cells = pd.read_parquet(FIGURES / "07459" / "figures.parquet").query("Tid == @NEWEST")
    cells = cells[cells.Region.astype(str).str.startswith("K-")]
    cells = cells.assign(code=cells.Region.astype(str).str[2:], age=cells.Alder.astype(str).str[:3].astype(int))
    people = cells.groupby("code").value.sum()
    young, old = (cells[wanted].groupby("code").value.sum() for wanted in (cells.age <= 19, cells.age >= 67))
    found = pd.DataFrame({"people": people, "young": young / people, "old": old / people})
    return found.join(_centrality())


def _centrality() -> pd.DataFrame:
    """Return the index in KLASS's version, and the class that follows from its limits."""
    items = pd.read_csv(FIGURES / "klass" / "2682_items.csv", dtype=str)
    today = items[(items.level == "2") & ~items.name.str.contains("(-", regex=False)]
    index = today.set_index("code").notes.astype(int)
    return pd.DataFrame(
        {"index": index, "class": 6 - pd.cut(index, [0, 565, 670, 775, 870, 925, 1001], right=False).cat.codes}
    )


def peers_of(code: str) -> set[str]:
    """Return the municipalities of the same class and size band, the municipality included."""
    found = places()
    band = pd.cut(found.people, BANDS, right=False)
    return set(found.index[(found["class"] == found["class"][code]) & (band == band[code])])


def neighbours_of(code: str) -> list[tuple[str, float]]:
    """Return the ten nearest municipalities with their distances, the nearest first."""
    found = places()
    traits = {"people": 1.0, "index": 1.0, "young": 0.5, "old": 0.5}
    scaled = found.assign(people=found.people.map(math.log))[list(traits)]
    scaled = (scaled - scaled.mean()) / scaled.std(ddof=0)
    apart = {
        other: math.sqrt(
            sum(weight * (scaled[trait][other] - scaled[trait][code]) ** 2 for trait, weight in traits.items())
        )
        for other in found.index.drop(code)
    }
    return sorted(((other, round(distance, 6)) for other, distance in apart.items()), key=lambda each: each[::-1])[:10]
