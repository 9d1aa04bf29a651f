"""A municipality is found by any name it has or has had, and by an unambiguous beginning."""

import pytest

from catalogue.errors import UnknownName
from cli.names import find, fold
from warehouse.read_names import Former, Named

TODAY = [
    Named("0301", "Oslo", "Oslo - Oslove"),
    Named("1119", "Hå", "Hå"),
    Named("1515", "Herøy (Møre og Romsdal)", "Herøy (Møre og Romsdal)"),
    Named("1818", "Herøy (Nordland)", "Herøy (Nordland)"),
    Named("1875", "Hamarøy", "Hábmer - Hamarøy"),
    Named("5055", "Heim", "Heim"),
    Named("5056", "Hitra", "Hitra"),
    Named("5540", "Kåfjord", "Gáivuotna - Kåfjord - Kaivuono"),
]
FORMER = [
    Former(Named("1614", "Heim", "Heim"), frozenset({"5055", "5056"})),
    Former(Named("1612", "Hemne", "Hemne"), frozenset({"5055"})),
    Former(Named("5011", "Hemne", "Hemne"), frozenset({"5055"})),
    Former(Named("5012", "Snillfjord", "Snillfjord"), frozenset({"5055", "5056"})),
]


COUNTIES = [
    Named("03", "Oslo", "Oslo - Oslove"),
    Named("31", "Østfold", "Østfold"),
    Named("39", "Vestfold", "Vestfold"),
]


def test_a_countys_code_needs_no_leading_zero() -> None:
    assert find("3", "county", COUNTIES).code == "03"


def found(text: str) -> str:
    return find(text, "municipality", TODAY, lambda: FORMER).code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Heim", "5055"),  # also the name of a former one
        (" hEIM ", "5055"),
        ("301", "0301"),
        ("OSLOVE", "0301"),
        ("Hábmer", "1875"),
        ("habmer", "1875"),
        ("gaivuotna", "5540"),
        ("Kaivuono", "5540"),
        ("hamaroy", "1875"),
        ("Herøy (Nordland)", "1818"),
        ("ha", "1119"),  # a whole name, though another begins so
        ("Hemne", "5055"),
        ("5011", "5055"),
        ("Kåf", "5540"),
        ("hit", "5056"),
    ],
)
def test_a_name_former_name_or_beginning_leads_to_the_municipality_of_today(text: str, code: str) -> None:
    assert found(text) == code


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Snillfjord", "Snillfjord is today part of 5055 Heim and 5056 Hitra; give one of these codes."),
        ("5012", "5012 is today part of 5055 Heim and 5056 Hitra; give one of these codes."),
        (
            "Herøy",
            "There are 2 municipalities called Herøy: 1515 Herøy (Møre og Romsdal) and 1818 Herøy (Nordland); give the code.",
        ),
        (
            "H",
            "6 municipalities begin with H: 1119 Hå, 1515 Herøy (Møre og Romsdal), 1818 Herøy (Nordland), 1875 Hamarøy, "
            "5055 Heim and 5056 Hitra; give the code.",
        ),
        ("Hiem", "There is no municipality 'Hiem' today; did you mean 5055 Heim?"),
        ("Atlantis", "There is no municipality 'Atlantis' today; give a name such as Heim, or a code."),
        ("=1+1", "There is no municipality '=1+1' today; give a name such as Heim, or a code."),
    ],
)
def test_what_is_ambiguous_or_unknown_is_refused_with_the_candidates(text: str, sentence: str) -> None:
    with pytest.raises(UnknownName) as refused:
        found(text)
    assert str(refused.value) == sentence


def test_a_text_of_any_length_and_with_braces_is_refused_in_a_sentence() -> None:
    for text in ("", "{count}" * 100, "x" * 10_000):
        with pytest.raises(UnknownName, match="There is no municipality"):
            found(text)


def test_former_names_are_read_only_if_no_name_of_today_fits() -> None:
    def unread() -> list[Former]:
        raise AssertionError("the former names were read")

    assert find("Heim", "municipality", TODAY, unread).code == "5055"


def test_letters_lose_their_accents_and_strokes() -> None:
    assert fold("Bådåddjo Đŋŧ Æøå Yykeä") == "badaddjo dnt aeoa yykea"
