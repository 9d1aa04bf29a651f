"""What the CSV files of catalogue/seeds say is complete, and stands once."""

from pathlib import Path

import pandas as pd

import sample
from catalogue.load import SEEDS

KLASS = Path(sample.__file__).parent / "figures" / "klass"
LANGUAGES = {"nb", "sma", "smj", "sme", "fkv"}


def _seed(name: str) -> pd.DataFrame:
    return pd.read_csv(SEEDS / f"{name}.csv", dtype=str, keep_default_na=False)


def test_each_name_in_several_languages_has_its_norwegian_part_once() -> None:
    for official, name, languages in _seed("place_names").itertuples(index=False):
        parts, codes = official.split(" - "), languages.split(" - ")
        assert dict(zip(codes, parts, strict=True))["nb"] == name
        assert set(codes) <= LANGUAGES
    assert _seed("place_names").official_name.is_unique


def test_every_joined_name_of_klass_is_known() -> None:
    names = {name for file in ("104_codes", "131_codes") for name in pd.read_csv(KLASS / f"{file}.csv", dtype=str).name}
    joined = {name for name in names if " - " in name}
    assert len(joined) > 30
    assert joined <= set(_seed("place_names").official_name)
