"""Titles of slides are short, and charts have no more bars than there is room for."""

import pytest

from publish.content.chart import Chart, Kind, Series, shortened
from publish.slides.outline import _line, short_title, words_in

LONG = "Om lag 57\u00a0900 innbyggere i 2035 etter hovedalternativet, med noe usikkerhet om flyttingen"


@pytest.mark.parametrize(
    ("found", "title"),
    [
        (("Folketallet øker", "Andre"), "Folketallet øker"),
        ((LONG, "Folketallet ventes å øke"), "Folketallet ventes å øke"),
        (
            ("7,5 i alderen 20–66 år for hver på 80 år eller mer, mot 9,6 i 2020", "Andre"),
            "7,5 i alderen 20–66 år for hver på 80 år eller mer",
        ),
        ((f"{LONG} og mer", LONG), LONG),
        ((f"{LONG} og enda mer",), "Tjenester"),
    ],
)
def test_the_first_short_finding_is_the_title_else_the_shortest_else_the_topic(
    found: tuple[str, ...], title: str
) -> None:
    assert short_title(found, "Tjenester") == title


def test_a_number_with_a_space_is_one_word() -> None:
    assert words_in("57\u00a0900 innbyggere i 2035") == 4


def chart(kind: Kind, count: int, subtitle: str) -> Chart:
    keys = tuple(map(str, range(count)))
    series = (Series("Heim", "own", tuple(map(float, range(count)))),)
    return Chart("a", kind, "Tittel", subtitle, "Næring", keys, keys, series, "%", 1, "", (), "Kilde: SSB.")


def test_of_many_bars_the_first_are_shown_and_counted() -> None:
    many = chart("bars", 17, "Arbeidsplasser, 2025")
    shown = shortened(many, 8, "største")
    assert (len(shown.keys), len(shown.categories), len(shown.series[0].values)) == (8, 8, 8)
    assert _line(shown) == "Arbeidsplasser, 2025. De 8 største av 17"


def test_few_bars_and_lines_stay_as_they_are() -> None:
    for each in (chart("bars", 8, "Arbeidsplasser, 2025"), chart("line", 40, "Folketall")):
        assert shortened(each, 40, "største") == each
        assert _line(each) == each.subtitle


def test_a_long_subtitle_loses_its_last_sentence() -> None:
    assert (
        _line(chart("line", 3, f"{'Endring ' * 12}nå. Flytting og dødsfall sett under ett.")) == f"{'Endring ' * 12}nå"
    )
