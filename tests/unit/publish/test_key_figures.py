from dataclasses import replace
from datetime import datetime

from publish.key_figures import Table, tables, why_missing
from publish.places import Place
from tests.lib.spec import UNITS
from tests.unit.publish.heim import HEIM, figure, place, summed
from warehouse.read import GroupFigure, IndicatorInfo, SourceInfo, Withheld

FETCHED = datetime(2026, 2, 21)  # noqa: DTZ001  (the file's times are UTC)
SOURCE = SourceInfo(
    "ssb_07459",
    "07459",
    "Befolkning",
    "CC BY 4.0",
    "https://www.ssb.no/statbank/table/07459",
    None,
    FETCHED,
    None,
    "statbank",
    "SSB, tabell\u00a007459",
    "recorded",
)


def indicator(name: str, title: str, unit: str = "percent") -> IndicatorInfo:
    return IndicatorInfo(name, "Befolkning", title, "", "", "", "ssb_07459", 1, False, UNITS[unit])


def only_table(heim: Place, *indicators: IndicatorInfo) -> Table:
    (table,) = tables(heim, list(indicators), {"ssb_07459": SOURCE})
    return table


def test_a_missing_group_has_a_footnote_with_the_reason() -> None:
    heim = place(
        figure("share", 22.8, rank=33, change_5y=3.2),
        share__county=summed(37.5), share__country=GroupFigure(None, "incomplete", 38, 357),
        share__centrality=GroupFigure(None, "incomplete", 38, 357),
    )  # fmt: skip
    table = only_table(heim, indicator("share", "Andel"))
    assert [cell.text for cell in table.rows[0].groups] == ["37,5\u00a0%", "–", "–"]
    assert [cell.mark for cell in table.rows[0].groups] == ["", "a", "a"]
    assert table.footnotes == [("a", "Ufullstendig: 38 av 357 kommuner har tall.")]
    assert (table.rows[0].rank, table.rows[0].change) == ("33 av 38", "+3,2\u00a0pp.")


def test_a_count_is_not_ranked() -> None:
    heim = place(figure("births", 60, rank=3), figure("births_rate", 60, rank=3))
    births = replace(indicator("births", "Fødte", "persons"), is_count=True)
    rows = only_table(heim, births, indicator("births_rate", "Fødte per kvinne", "persons")).rows
    assert [row.rank for row in rows] == ["–", "3 av 38"]


def test_a_figure_that_cannot_be_summed_has_a_footnote() -> None:
    assert why_missing("country", GroupFigure(None, "not_summable", 357, 357), place()).startswith("Kan ikke summeres")


def test_a_county_of_one_municipality_and_a_missing_class_have_their_own_reasons() -> None:
    assert "denne ene kommunen" in why_missing("county", None, place(any__county=summed(1, members=1)))
    assert "ingen sentralitetsklasse" in why_missing(
        "centrality", None, place(municipality=replace(HEIM, centrality_class=None))
    )


def test_an_indicator_without_a_figure_is_listed_under_the_table() -> None:
    table = only_table(place(figure("share", 1)), indicator("share", "Andel"), indicator("births", "Fødte"))
    assert table.missing == ["Fødte"]


def test_an_indicator_whose_source_was_never_loaded_is_not_listed() -> None:
    indicators = [indicator("share", "Andel"), replace(indicator("debt", "Gjeld"), source_id="ssb_12137")]
    sources = {"ssb_07459": SOURCE, "ssb_12137": replace(SOURCE, id="ssb_12137", loaded_at=None)}
    (table,) = tables(place(figure("share", 1)), indicators, sources)
    assert table.missing == []


def test_a_theme_without_figures_has_no_table() -> None:
    assert tables(place(), [indicator("share", "Andel")], {"ssb_07459": SOURCE}) == []


def test_population_comes_first_and_the_others_are_sorted_by_title() -> None:
    heim = place(figure("old", 1), figure("population", 6075), figure("births", 1))
    table = only_table(
        heim, indicator("old", "Eldre"), indicator("births", "Barn"), indicator("population", "Folketall", "persons")
    )
    assert [row.title for row in table.rows] == ["Folketall", "Barn", "Eldre"]


def test_a_unit_stands_beside_the_title_unless_the_title_or_the_figure_says_it() -> None:
    heim = place(figure("share", 1), figure("jobs", 1), figure("moved", 1))
    table = only_table(
        heim,
        indicator("share", "Andel"),
        indicator("jobs", "Jobber", "persons"),
        indicator("moved", "Personer", "persons"),
    )
    assert {row.title: row.unit for row in table.rows} == {"Andel": "", "Jobber": "personer", "Personer": ""}


def test_a_class_is_not_ranked() -> None:
    table = only_table(
        place(figure("class", 5, rank=14)),
        indicator("class", "Klasse", "class"),
    )
    assert table.rows[0].rank == "–"


def test_a_withheld_value_is_a_dash_with_the_reason_and_no_comparison() -> None:
    why = Withheld("5055", "share", "2026", "Holdt tilbake: tallet ville bygge på 27, færre enn grensen på 50.")
    heim = replace(place(share__county=summed(37.5)), withheld={"share": why})
    table = only_table(heim, indicator("share", "Andel"))
    (row,) = table.rows
    assert (row.value, row.mark, row.period, row.rank, row.change) == ("–", "a", "2026", "–", "–")
    assert [cell.text for cell in row.groups] == ["–", "–", "–"]
    assert table.footnotes == [("a", why.reason)]
    assert table.missing == []


def test_a_pooled_value_is_shown_with_its_years_and_the_reason() -> None:
    reason = "Slått sammen for 2022–2026: ett år alene ville bygge på 450, færre enn grensen på 2 000."
    pooled = replace(figure("rate", -1.4), pooled_periods="2022-2026", pooled_reason=reason)
    table = only_table(place(pooled), indicator("rate", "Rate", "per_1000"))
    assert (table.rows[0].period, table.rows[0].value, table.rows[0].mark) == ("2022–2026", "−1,4", "a")
    assert ("a", reason) in table.footnotes
    assert {cell.text for cell in table.rows[0].groups} == {"–"}
    assert ("b", "Sammenlignes ikke: Gruppens tall er for ett år alene.") in table.footnotes


def test_a_doubtful_value_is_shown_with_the_reason() -> None:
    doubtful = replace(figure("share", 0), note="Tvilsomt: Tallet mangler trolig.")
    table = only_table(place(doubtful, share__county=summed(37.5)), indicator("share", "Andel"))
    assert (table.rows[0].value, table.rows[0].mark) == ("0,0\u00a0%", "a")
    assert table.footnotes[0] == ("a", "Tvilsomt: Tallet mangler trolig.")
