"""What the settings make of the environment."""

import pytest

from pipeline.settings import county_codes, read_settings


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        (None, ()),
        ("", ()),
        ("50", ("50",)),
        ("50,40", ("40", "50")),
        (" 50 , 40,", ("40", "50")),
        ("50,50", ("50",)),
        (3, ("03",)),
        (50, ("50",)),
    ],
)
def test_counties_are_read_from_a_list_with_commas(written: str | int | None, codes: tuple[str, ...]) -> None:
    assert county_codes(written) == codes


def test_the_environment_may_name_several_counties(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRUNNLAG_COUNTY", "50,40")
    assert read_settings().counties == ("40", "50")
    monkeypatch.delenv("GRUNNLAG_COUNTY")
    assert read_settings().counties == ()
