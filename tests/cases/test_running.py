"""Runs that ended wrongly once."""

from contextlib import suppress
from pathlib import Path

import pytest

from catalogue.errors import GrunnlagError
from warehouse.home import Home
from warehouse.switch import new_folder, switch


def test_a_home_restored_with_a_folder_for_its_link_shows_a_new_build_or_ends_in_a_sentence(tmp_path: Path) -> None:
    home = Home(tmp_path).prepare()
    home.published.mkdir()
    build = new_folder(home)
    with suppress(GrunnlagError):
        switch(home, build)
        assert home.published.resolve() == (home.builds / build).resolve()


@pytest.mark.parametrize(
    ("name", "parameters"),
    [("nightly_flow", {"county": 50}), ("municipality_flow", {"code": 5055, "county": 50})],
)
def test_a_county_may_be_given_as_a_number_as_prefects_command_line_reads_it(
    name: str, parameters: dict[str, int]
) -> None:
    from flows import nightly  # here, so that only this worker imports Prefect

    getattr(nightly, name).validate_parameters(parameters)
