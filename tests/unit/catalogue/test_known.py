"""Every source's file says how its codes are known, and the number of assumed sources only falls."""

from pathlib import Path

import pytest

from catalogue import Catalogue
from catalogue.load import HOME
from tests.unit.catalogue.conftest import Refusal

ASSUMED = 14
"""Lower it when fewer sources are assumed, so that the number cannot rise again. Never raise it: for a new source, find
a record of its codes first."""

SOURCE = "sources/ssb/06913.yaml"
SOURCES = sorted(HOME.glob("sources/*/*.yaml"))


def test_the_number_of_assumed_sources_only_falls(shipped: Catalogue) -> None:
    assumed = sorted(source.id for source in shipped.sources.values() if source.spec.known == "assumed")
    assert len(assumed) == ASSUMED, f"{len(assumed)} sources are assumed: {', '.join(assumed)}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_file_says_how_its_source_is_known(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("known: ")]


@pytest.mark.parametrize("known", ["recorded", "seen_live"])
def test_a_source_on_record_says_where(refusal: Refusal, known: str) -> None:
    text = (HOME / SOURCE).read_text(encoding="utf-8")
    before = text[text.index("known: ") :]
    assert f"known is {known}; say where in recorded_in" in refusal(SOURCE, before, f"known: {known}\n")


def test_a_source_is_known_in_no_other_way(refusal: Refusal) -> None:
    assert "known" in refusal(SOURCE, "known: recorded", "known: guessed")
