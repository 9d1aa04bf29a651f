"""What the CSV files of catalogue/seeds say is complete, and stands once."""

from pathlib import Path

import pandas as pd

import sample
from catalogue.load import SEEDS
from tests.lib.spec import shipped_catalogue
from transform.periods import read_period

KLASS = Path(sample.__file__).parent / "figures" / "klass"


def _seed(name: str) -> pd.DataFrame:
    return pd.read_csv(SEEDS / f"{name}.csv", dtype=str, keep_default_na=False)


def test_each_name_in_several_languages_has_its_norwegian_part_once() -> None:
    for official, name, languages in _seed("place_names").itertuples(index=False):
        parts, codes = official.split(" - "), languages.split(" - ")
        assert dict(zip(codes, parts, strict=True))["nb"] == name
    assert _seed("place_names").official_name.is_unique


def test_every_joined_name_of_klass_is_known() -> None:
    names = {name for file in ("104_codes", "131_codes") for name in pd.read_csv(KLASS / f"{file}.csv", dtype=str).name}
    joined = {name for name in names if " - " in name}
    assert len(joined) > 30
    assert joined <= set(_seed("place_names").official_name)


def test_each_doubtful_figure_is_one_that_can_exist_with_a_reason() -> None:
    codes = pd.read_csv(KLASS / "131_codes.csv", dtype=str, keep_default_na=False)
    today = set(codes.code[codes.valid_to == ""])
    doubtful = _seed("doubtful_figures")
    for row in doubtful.itertuples(index=False):
        checks = shipped_catalogue().indicators[str(row.indicator_id)].definition.checks
        assert row.municipality_code in today
        assert read_period(str(row.period)).period == row.period
        assert checks.min <= float(str(row.value)) <= checks.max
        assert str(row.note).startswith("Tvilsomt: ")
        assert str(row.note).endswith(".")
        assert len(str(row.evidence)) > 30
    assert not doubtful.duplicated(["indicator_id", "municipality_code", "period"]).any()
