"""Every check of a table's load passes on good rows and finds a bad one that is planted among them."""

import re
from contextlib import nullcontext
from pathlib import Path

import pytest

from catalogue import load_catalogue
from catalogue.errors import CheckFailed
from catalogue.models import Catalogue
from tests.lib.connection import Opened, undone
from transform.tables import Extent
from warehouse.checks import check_files, check_source

FILES = check_files("checks/source")
HEIM = "region = '5055' and period = '2026'"

PLANTED = {
    "cell_stands_once": "insert into source.incoming from source.incoming limit 1",
    "enough_municipalities": "delete from source.incoming where length(region) = 4 and region > '5400'",
    "no_leap": f"update source.incoming set value = value * 1.5 where {HEIM}",
    "parts_within_country": "update source.incoming set value = value - 1 where region = '0' and kjonn = '2'",
    "value_or_symbol": f"update source.incoming set value = null where {HEIM} and alder = '050'",
}
"""Bad rows in 07459, by the check that must find them before any other does."""

ONLY_COMPLETE = {"enough_municipalities", "no_leap", "parts_within_country"}


@pytest.fixture(scope="session")
def catalogue(small_catalogue: Path) -> Catalogue:
    return load_catalogue(small_catalogue)


def _come_in(build: Opened, source_id: str) -> None:
    """Let the rows of a good table be a load that is about to be let in."""
    build.con.execute(f'create or replace table source.incoming as from source."{source_id}"')


def _says(path: Path) -> str:
    return re.escape(path.read_text(encoding="utf-8").splitlines()[0].removeprefix("-- ").rstrip("."))


@pytest.mark.parametrize("source_id", ["ssb_06913", "ssb_06944", "ssb_07459", "ssb_09429", "klass_128", "klass_131"])
def test_a_good_table_is_let_in(source_id: str, opened: Opened, catalogue: Catalogue) -> None:
    with undone(opened):
        _come_in(opened, source_id)
        check_source(opened, catalogue.sources[source_id], complete=True)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_planted_row_keeps_the_table_out(path: Path, opened: Opened, catalogue: Catalogue) -> None:
    assert path.stem in PLANTED, f"plant a bad row for {path.name}: a check that has never failed proves nothing"
    with undone(opened):
        _come_in(opened, "ssb_07459")
        opened.con.execute(PLANTED[path.stem])
        with pytest.raises(CheckFailed, match=f"ssb_07459 was not loaded: {_says(path)}"):
            check_source(opened, catalogue.sources["ssb_07459"], complete=True)


@pytest.mark.parametrize(("share", "passes"), [(1.0, False), (17 / 357, True)])
def test_a_table_that_lists_one_county_needs_that_countys_municipalities_alone(
    share: float, passes: bool, opened: Opened, catalogue: Catalogue
) -> None:
    with undone(opened):
        _come_in(opened, "ssb_07459")
        opened.con.execute("delete from source.incoming where length(region) = 4 and not starts_with(region, '40')")
        with nullcontext() if passes else pytest.raises(CheckFailed, match="nearly all of the table's municipalities"):
            check_source(opened, catalogue.sources["ssb_07459"], complete=True, extent=Extent(["Personer1"], share))


def test_contents_that_were_asked_for_and_did_not_come_keep_the_table_out(opened: Opened, catalogue: Catalogue) -> None:
    source = catalogue.sources["ssb_06913"]
    with undone(opened):
        _come_in(opened, "ssb_06913")
        opened.con.execute("delete from source.incoming where contents = 'Nettoinnflytting'")
        check_source(opened, source, complete=True, extent=Extent(["Folkemengde", "Fodselsoverskudd"], 1.0))
        with pytest.raises(CheckFailed, match="contents Nettoinnflytting, municipalities 0"):
            check_source(opened, source, complete=True, extent=Extent(list(source.spec.contents), 1.0))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_one_municipality_is_not_held_to_what_only_a_whole_table_can_be(
    path: Path, opened: Opened, catalogue: Catalogue
) -> None:
    with undone(opened):
        _come_in(opened, "ssb_07459")
        opened.con.execute(PLANTED[path.stem])
        if path.stem in ONLY_COMPLETE:
            check_source(opened, catalogue.sources["ssb_07459"], complete=False)
        else:
            with pytest.raises(CheckFailed):
                check_source(opened, catalogue.sources["ssb_07459"], complete=False)
