"""The sample's files of figures, read without any of Grunnlag's own code."""

import csv
from functools import cache
from pathlib import Path

import pandas as pd

FIGURES = Path(__file__).resolve().parents[2] / "sample" / "figures"
SUMMED_RELEASES = {
    "2005": "05904",
    "2008": "06917",
    "2009": "07268",
    "2010": "08109",
    "2011": "08825",
    "2012": "09482",
}
"""Releases whose municipalities the sample has on today's borders only."""
RELEASES = SUMMED_RELEASES | {
    "2014": "10213",
    "2016": "11168",
    "2018": "11668",
    "2020": "12882",
    "2022": "13600",
    "2024": "14288",
    "2026": "14746",
}
ALTERNATIVES = {"Personer": "MMMM", "Personer1": "LLML", "Personer2": "HHMH"}
FRAMSKRIV = {"1": "LLML", "2": "MMMM", "3": "HHMH"}
"""The codes of the alternatives in the release of 2011."""


@cache
def population() -> pd.DataFrame:
    """Return 07459 on today's borders: region (also county and 0), sex, age (105 is 105 and over), period, persons."""
    file = pd.read_parquet(FIGURES / "07459" / "figures.parquet").astype({"value": float})
    region = file.Region.astype(str).str.replace("K-", "", regex=False).str.replace("F-", "", regex=False)
    age = file.Alder.astype(str).str.removesuffix("+").astype(int)
    frame = pd.DataFrame({"region": region, "sex": file.Kjonn.astype(str), "age": age})
    frame = frame.assign(period=file.Tid.astype(str), persons=file.value)
    lived = frame.groupby(["region", "period"]).persons.transform("sum") > 0
    return frame[lived & (frame.region.str.len() != 6)].reset_index(drop=True)


@cache
def projections() -> pd.DataFrame:
    """Return every release: vintage, region, age_group, age_from, alternative, period, persons."""
    files = [_alternatives(pd.read_parquet(FIGURES / RELEASES[year] / "figures.parquet"), year) for year in RELEASES]
    file = pd.concat(files, ignore_index=True)
    region = file.Region.astype(str).str.removeprefix("K-")
    frame = pd.DataFrame({"vintage": file.vintage, "region": region, "period": file.Tid.astype(str)})
    frame = frame.assign(age_group=_three_digits(file.Alder.astype(str)), persons=file.value.astype(float))
    return frame.assign(age_from=frame.age_group.str[:3].astype(int), alternative=file.alternative)


def _alternatives(file: pd.DataFrame, vintage: str) -> pd.DataFrame:
    """Return a release's file with the names of the alternatives."""
    if "Framskriv" in file:
        return file.assign(vintage=vintage, alternative=file.Framskriv.astype(str).map(FRAMSKRIV))
    return file.assign(vintage=vintage, alternative=file.ContentsCode.astype(str).map(ALTERNATIVES))


def _three_digits(ages: "pd.Series[str]") -> "pd.Series[str]":
    """Write the single age '000' as a span, like all other ages."""
    return ages.where(ages != "000", "000-000")


def names(table: str, file: str = "Region.csv") -> dict[str, str]:
    """Return code -> name of a table's regions, without the years they were in force."""
    with (FIGURES / table / file).open(encoding="utf-8") as lines:
        return {row["code"]: row["no"].rpartition(" (")[0] or row["no"] for row in csv.DictReader(lines)}


def codelist(table: str) -> dict[str, list[str]]:
    """Return municipality of today -> the codes that SSB sums to it."""
    with (FIGURES / table / "agg_KommSummer.csv").open(encoding="utf-8") as lines:
        return {row["code"].removeprefix("K-"): row["value_map"].split() for row in csv.DictReader(lines)}


@cache
def education() -> pd.DataFrame:
    """Return 09429: persons of both sexes by Region, Nivaa and Tid."""
    file = pd.read_parquet(FIGURES / "09429" / "figures.parquet").query("ContentsCode == 'Personer' and Kjonn == '0'")
    return file[["Region", "Nivaa", "Tid", "value"]].astype({"Region": str, "Nivaa": str, "Tid": str})


def changes(table: str) -> pd.DataFrame:
    """Return a table of population changes: a row for each region and period, a column for each contents."""
    rows = pd.read_csv(FIGURES / table / "figures.csv", dtype=str).astype({"value": float})
    if "Tid" not in rows:
        rows["Tid"] = "2015K1"
    wide = rows.pivot(index=["Region", "Tid"], columns="ContentsCode", values="value").reset_index()
    return wide.rename(columns={"Region": "region", "Tid": "period"})
