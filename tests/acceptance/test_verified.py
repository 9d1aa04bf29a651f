"""Every cell of `mart.figure`, recomputed from the archive by `verify`, which shares no code with the build."""

from pathlib import Path

import pytest

from catalogue.load import load_catalogue
from verify.comparison import verify


@pytest.mark.long
def test_every_figure_of_the_sample_is_as_recomputed(published_folder: Path) -> None:
    archive = published_folder.parent / "archive"
    found = verify(published_folder / "grunnlag.duckdb", archive, load_catalogue(), lambda done, total: None)
    assert (found.differences, found.skipped) == ([], {})
    assert found.figures > 215_000
    assert found.indicators > 145
