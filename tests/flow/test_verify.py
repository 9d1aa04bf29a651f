"""`grunnlag verify`: every published figure is as recomputed from the archive, and a cell that is not is found."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from catalogue.errors import DamagedAnswer
from catalogue.load import load_catalogue
from pipeline.settings import Settings
from tests.flow.shell import Result
from tests.lib.damage import cut
from verify.comparison import verify
from verify.verification import Verification

OF = "where indicator_id = '{}' and municipality_code = '5055' and period = '{}'"


def recomputed(settings: Settings, database: Path) -> Verification:
    return verify(database, settings.folder.archive, load_catalogue(settings.catalogue), lambda done, total: None)


def test_all_figures_of_a_home_are_as_recomputed(quick: Settings, terminal: Callable[..., Result]) -> None:
    result = terminal("verify", home=quick.home, catalogue=quick.catalogue)
    assert result.code == 0, result.err
    assert "figures of 4 indicators" in result.out
    assert result.out.rstrip().endswith("are as recomputed from the archive.")


def test_a_changed_a_lost_and_an_invented_figure_are_found(quick: Settings, tmp_path: Path) -> None:
    database = Path(shutil.copyfile(quick.folder.database.resolve(), tmp_path / "changed.duckdb"))
    with duckdb.connect(str(database)) as con:
        con.execute(f"update mart.figure set value = value + 1e-5 {OF.format('birth_surplus', '2021')}")
        con.execute(f"update mart.figure set numerator = null {OF.format('net_migration', '2023')}")
        con.execute(f"delete from mart.figure {OF.format('birth_surplus', '2022')}")
    found = recomputed(quick, database)
    assert found.exit_code == 4
    assert [(each.indicator, each.period, each.measure) for each in found.differences] == [
        ("birth_surplus", "2022", "numerator"),
        ("birth_surplus", "2021", "value"),
        ("birth_surplus", "2022", "value"),
        ("net_migration", "2023", "numerator"),
    ]
    assert found.differences[0].published is None
    assert found.different == 4


def test_a_damaged_answer_is_said_and_left_as_it_is(quick_home: Settings) -> None:
    damaged = cut(quick_home.folder, "ssb_09429")
    with pytest.raises(DamagedAnswer, match=f"object {damaged.stem} is damaged or gone; run 'grunnlag archive'"):
        recomputed(quick_home, quick_home.folder.database)
    assert damaged.exists()
