"""What is asked of addresses that hold only some of a table's codes, as the sample does."""

from catalogue.load import load_catalogue
from pipeline.settings import Settings
from tests.lib.spec import statbank

TWO = {
    "Personer": {"kind": "stock", "additive": True},
    "PersonerProsent": {"kind": "stock", "additive": False},
}


def test_listed_codes_and_contents_that_are_not_held_are_left_out() -> None:
    spec = statbank(select={"Nivaa": ["00", "03a"], "Kjonn": "all", "Tid": "all"}, contents=TWO)
    part = spec.within({"Nivaa": ["03a", "04a"], "Kjonn": ["1"], "ContentsCode": ["Personer"]})
    assert part.select == {"Nivaa": ["03a"], "Kjonn": "all", "Tid": "all"}
    assert list(part.contents) == ["Personer"]
    assert spec.within({}) == spec


def test_what_lacks_altogether_is_still_asked_for_so_that_it_is_missed() -> None:
    spec = statbank(select={"Nivaa": ["00"], "Tid": "all"})
    assert spec.within({"Nivaa": ["01"], "ContentsCode": ["Another"]}) == spec


def test_contents_known_by_their_text_are_looked_for_in_the_table() -> None:
    spec = statbank(contents={"employed": {"label": "sysselsatte", "kind": "stock", "additive": False}})
    assert list(spec.within({"ContentsCode": ["Sysselsatte"]}).contents) == ["employed"]


def test_a_setting_narrows_the_sources_of_these_numbers_alone() -> None:
    catalogue = load_catalogue()
    settings = Settings(held=frozenset({"07984", "370"}), held_codes={"370": {"ALDER": ["0_74"]}})
    asked = {source.id: source.spec for source in settings.available_sources(catalogue)}
    assert asked["fhi_370"].codes("ALDER") == ["0_74"]
    assert asked["fhi_370"].codes("KODEGRUPPE") == catalogue.sources["fhi_370"].spec.codes("KODEGRUPPE")
    assert asked["ssb_07984"] == catalogue.sources["ssb_07984"].spec
    assert "ssb_07459" not in asked


def test_another_process_is_given_the_codes_too() -> None:
    variables = Settings(held_codes={"370": {"ALDER": ["0_74"]}}).environment()
    assert variables["GRUNNLAG_HELD_CODES"] == '{"370":{"ALDER":["0_74"]}}'
