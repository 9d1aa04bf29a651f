from dataclasses import replace

import pytest

from publish.text import notes, summary
from tests.unit.publish.heim import HEIM, figure, place, summed
from warehouse.read import Figure, GroupFigure


def said(*figures: Figure, **groups: GroupFigure) -> str:
    return " ".join(summary(place(*figures, **groups))).replace("\u00a0", " ")


def test_without_figures_there_is_no_text() -> None:
    assert summary(place(municipality=replace(HEIM, centrality_class=None))) == []


def test_the_population_is_given_with_its_rank() -> None:
    text = said(figure("population", 6075, rank=17))
    assert text.startswith(
        "Heim hadde 6 075 innbyggere 1. januar 2026. Det er det 17. høyeste folketallet blant de 38 "
    )


def test_the_first_and_the_last_in_the_county_are_called_highest_and_lowest() -> None:
    assert "det høyeste folketallet" in said(figure("population", 218460, rank=1))
    assert "det laveste folketallet" in said(figure("population", 439, rank=38))


@pytest.mark.parametrize(
    ("rank", "words"),
    [(2, "nest høyeste"), (19, "19. høyeste"), (20, "19. laveste"), (33, "6. laveste"), (37, "nest laveste")],
)
def test_a_rank_counts_from_the_nearer_end(rank: int, words: str) -> None:
    assert f"det {words} folketallet blant de 38" in said(figure("population", 1000, rank=rank))


def test_a_note_says_what_shifted_and_that_growth_is_not_measured_across_it() -> None:
    shifted = replace(place(figure("population", 1000)), shifts=["Lund ble overført 1.1.2020."])
    assert "Lund ble overført 1.1.2020. Vekst over denne datoen er derfor ikke regnet ut." in notes(shifted)


def test_without_a_rank_there_is_no_sentence_about_it() -> None:
    assert "Det er" not in said(figure("population", 6075))


@pytest.mark.parametrize(
    ("value", "county", "country", "expected"),
    [
        (2.26, 3.83, 4.38, "økte folketallet med 2,3 %"),
        (-2.26, 3.83, 4.38, "gikk folketallet ned med 2,3 %"),
        (0.01, 3.83, 4.38, "var folketallet så godt som uendret"),
        (2.26, 3.83, 4.38, "økte folketallet med 3,8 % i Trøndelag og 4,4 % i hele landet."),
        (2.26, -3.83, 4.38, "gikk folketallet ned med 3,8 % i Trøndelag, mens det økte med 4,4 % i hele landet."),
        (2.26, 3.83, -0.01, "med 3,8 % i Trøndelag, mens det var så godt som uendret i hele landet."),
    ],
)
def test_growth_is_compared_with_county_and_country(value: float, county: float, country: float, expected: str) -> None:
    groups = {"population_growth_5y__county": summed(county), "population_growth_5y__country": summed(country)}
    assert expected in said(figure("population_growth_5y", value), **groups)


def test_growth_is_given_in_persons_if_the_series_is_long_enough() -> None:
    assert "med 2,3 % (134 personer)." in said(
        figure("population", 6075, change_5y=134), figure("population_growth_5y", 2.26)
    )


def test_without_group_figures_there_is_no_comparison() -> None:
    assert "I samme periode" not in said(figure("population_growth_10y", 1.2))


def test_a_county_of_one_municipality_is_not_compared_with_itself() -> None:
    assert "mot" not in said(figure("share_80_plus", 3.5), share_80_plus__county=summed(3.5, members=1))


def test_the_oldest_are_compared_with_every_group_that_has_a_figure() -> None:
    groups = {"share_80_plus__county": summed(5.2), "share_80_plus__centrality": summed(6.3)}
    text = said(figure("share_80_plus", 7.36, change_5y=-1.12), **groups)
    assert "var 7,4 % i 2026, mot 5,2 % i Trøndelag og 6,3 % i kommunene i sentralitetsklasse 5." in text
    assert "Siden 2021 har andelen gått ned med 1,1 prosentpoeng." in text


def test_a_note_explains_the_short_series_of_a_new_municipality() -> None:
    (note,) = notes(place(first=2020))
    assert "siden 1.\u00a0januar 2020" in note
    assert "begynner derfor i 2020" in note


def test_a_note_says_that_a_series_is_summed_to_todays_borders() -> None:
    assert "summer for dagens kommuneinndeling" in notes(place(first=2005))[0]


def test_old_borders_need_no_note() -> None:
    assert notes(place(municipality=replace(HEIM, borders_from=HEIM.borders_from.replace(year=1964)))) == []


def test_a_note_warns_of_few_inhabitants() -> None:
    assert any("439 innbyggere" in note for note in notes(place(figure("population", 439))))


def test_a_note_gives_both_of_ssbs_centrality_indices_if_they_differ() -> None:
    (note,) = notes(place(municipality=replace(HEIM, centrality_index=501, centrality_article_index=445), first=2021))
    assert "501" in note
    assert "445" in note
