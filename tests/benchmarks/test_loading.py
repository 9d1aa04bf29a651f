"""The catalogue loaded and checked, beside its files merely read."""

import pytest
import yaml

from catalogue import load_catalogue
from catalogue.load import HOME
from tests.benchmarks.ratios import Ratio, seconds, show

AT_MOST = 6


def read_plainly() -> int:
    """Every file of the catalogue through libyaml's loader, unchecked; how many there are."""
    texts = [path.read_text(encoding="utf-8") for path in HOME.rglob("*.yaml")]
    return len([yaml.load(text, Loader=yaml.CSafeLoader) for text in texts])


@pytest.mark.benchmark
def test_loading_is_near_the_reading_of_the_files() -> None:
    assert read_plainly() > len(load_catalogue().indicators)  # both are warm
    times = seconds({"yaml.CSafeLoader": read_plainly, "load_catalogue": load_catalogue}, repeats=9)
    ratio = times["load_catalogue"] / times["yaml.CSafeLoader"]
    show(
        "Loading the catalogue",
        times,
        [Ratio("load_catalogue", "CSafeLoader on the same files", ratio, f"at most {AT_MOST}")],
    )
    assert ratio <= AT_MOST
