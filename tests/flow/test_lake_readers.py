"""Many analysts read a lake while it is written: each sees whole versions, and no error."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.flow.reader import Reader
from tests.lib.few import few
from tests.lib.lakes import build
from tests.lib.postgres import needs_postgres, postgres
from warehouse.lake import Lake, write_lake


@pytest.fixture(params=["file", pytest.param("postgres", marks=needs_postgres)])
def lake(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Lake]:
    files = str(tmp_path / "files")
    if request.param == "file":
        yield Lake(str(tmp_path / "grunnlag.ducklake"), files)
        return
    with postgres() as socket:
        yield Lake(f"postgres:dbname=lake host={socket} user=grunnlag", files)


@pytest.mark.parametrize("count", few([2, 10], 1))
def test_as_many_readers_as_publications_see_whole_versions(count: int, lake: Lake, tmp_path: Path) -> None:
    write_lake(lake, build(tmp_path, "0"))
    whole = ["('0', '10,11')"]
    with ExitStack() as until:
        analysts = [until.enter_context(Reader(lake.catalogue, "lake")) for _ in range(count)]
        for analyst in analysts:
            analyst.seen()
        for number in range(1, count + 1):
            write_lake(lake, build(tmp_path, str(number), f"update mart.figure set value = value + {number}"))
            whole.append(f"('{number}', '{10 + number},{11 + number}')")
            assert [analyst.seen().builds for analyst in analysts] == [whole] * count
        assert [analyst.seen().errors for analyst in analysts] == [[]] * count
