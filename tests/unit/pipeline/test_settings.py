"""What the settings make of the environment."""

import pytest

from catalogue.errors import LONGEST_LINE, LONGEST_WORD, BadSetting
from pipeline.settings import Settings, county_codes, read_settings
from tests.lib.spec import shipped_catalogue


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


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("HOME", "~nosuchuser/x", "there is no such user"),
        ("CATALOGUE", "~nosuchuser", "there is no such user"),
        ("SPACING", "inf", "less than or equal to 600"),
        ("SPACING", "nan", "not valid"),
        ("SPACING", "1e9", "less than or equal to 600"),
        ("CELL_LIMIT", "1e3", "not valid"),
        ("ANSWER_LIMIT", "0", "greater than 0"),
        ("REQUEST_LIMIT", "1e9", "less than or equal to 1440"),
        ("STATBANK_URL", "http://[::1", "Invalid IPv6 URL"),
        ("STATBANK_URL", "foo", "must be an address such as"),
        ("KLASS_URL", "file:///etc/passwd", "must be an address such as"),
        ("FHI_URL", "https://", "must be an address such as"),
        ("FHI_URL", "http://host:port/", "Port could not be cast"),
        ("SPREADSHEET_URL", "http://host:99999", "Port out of range"),
        ("STATBANK_URL", "https://me:hemmelig@data.ssb.no/api", "passwords belong in"),
        ("STATBANK_URL", "https://data.ssb.no/api?key=hemmelig", "passwords belong in"),
        ("LAKE", "postgres:dbname=lake password=hemmelig", "without a password"),
        ("LAKE", "postgres://me:hemmelig@db/lake", "without a password"),
        ("LAKE_FILES", "s3://bucket/lake?secret=hemmelig", "without a password"),
        ("HELD", "[1,", "HELD"),
        ("HELD_CODES", "abc", "held_codes"),
    ],
)
def test_an_invalid_setting_is_named_without_its_secrets(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(f"GRUNNLAG_{name}", value)
    with pytest.raises(BadSetting, match=r"GRUNNLAG_.* is not valid: .*\.$") as raised:
        read_settings()
    assert says in str(raised.value)
    assert "hemmelig" not in str(raised.value)
    assert raised.value.exit_code == 2


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    default = read_settings().home
    for name in ("HOME", "COUNTY", "SPACING", "STATBANK_URL"):
        monkeypatch.setenv(f"GRUNNLAG_{name}", "")
    settings = read_settings()
    assert (settings.home, settings.county, settings.live) == (default, None, True)


@pytest.mark.parametrize("text", ["9" * 100_000, "a word " * 100_000, "Ø" * 5001 + "\n" + "x " * 9000])
def test_a_long_text_is_cut_in_messages(text: str) -> None:
    for line in str(BadSetting(f"{text} is not a code.")).splitlines():
        assert len(line) <= LONGEST_LINE + 1
        assert max(map(len, line.split())) <= LONGEST_WORD + 1


def test_a_source_that_is_off_is_fetched_only_if_a_setting_names_it() -> None:
    shipped = shipped_catalogue()
    off = {source.id for source in shipped.sources.values() if source.spec.off_because}
    assert off >= {"imdi_settlement", "imdi_immigration_reasons", "imdi_time_in_norway"}
    assert off.isdisjoint(source.id for source in Settings().available_sources(shipped))
    some = Settings(enable=" imdi_settlement ,imdi_time_in_norway").available_sources(shipped)
    assert {source.id for source in some} & off == {"imdi_settlement", "imdi_time_in_norway"}


def test_a_setting_that_names_an_unknown_source_is_refused() -> None:
    with pytest.raises(BadSetting, match="GRUNNLAG_ENABLE: there is no source imdi; name files of"):
        Settings(enable="imdi").available_sources(shipped_catalogue())
