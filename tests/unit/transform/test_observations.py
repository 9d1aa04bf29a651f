"""An answer becomes observations: checked against its request, on known borders, without false zeros."""

from itertools import product
from typing import Any

import pandas as pd
import pytest

from catalogue.errors import UnexpectedShape
from tests.lib.jsonstat import dataset, encode
from tests.lib.klass import TWO_BECAME_ONE, municipalities
from tests.lib.spec import statbank
from transform.jsonstat import decode
from transform.observations import observations, settled, together

Codes = dict[str, list[str]]
Figures = list[float | None]

ASKED: Codes = {
    "Region": ["5055"],
    "Kjonn": ["1", "2"],
    "Alder": ["080", "105+"],
    "ContentsCode": ["Personer1"],
    "Tid": ["2026"],
}


def _request(codes: Codes, codelist: str | None = None) -> dict[str, Any]:
    entries: list[dict[str, Any]] = [{"variableCode": name, "valueCodes": of} for name, of in codes.items()]
    if codelist:
        entries[0]["codelist"] = codelist
    return {"path": "tables/07459/data", "body": {"selection": entries}}


def _observed(
    codes: Codes,
    values: Figures,
    status: dict[str, str] | None = None,
    *,
    asked: Codes | None = None,
    codelist: str | None = None,
    bands: dict[str, list[int]] | None = None,
    fetched: str = "2026-03-01T00:00:00+00:00",
    table: str = "07459",
    updated: str = "2026-02-24T07:00:00Z",
    **spec: Any,
) -> pd.DataFrame:
    decoded = decode(encode(dataset(codes, values, status, table=table, updated=updated)))
    table_file = statbank(bands=bands or {}, **spec)
    frame = observations(decoded, _request(asked or codes, codelist), table_file, TWO_BECAME_ONE, fetched=fetched)
    return settled(frame, TWO_BECAME_ONE, summed=codelist is not None)


def _of(region: list[str], tid: list[str], kjonn: list[str] | None = None) -> Codes:
    return {
        "Region": region,
        "Kjonn": kjonn or ["1", "2"],
        "Alder": ["080"],
        "ContentsCode": ["Personer1"],
        "Tid": tid,
    }


def _cells(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    columns = frame[["region", "period", "value", "symbol"]].astype(object)
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in columns.itertuples(index=False)]


def test_observations_have_the_columns_of_the_contract() -> None:
    frame = _observed(ASKED, [1, 2, 3, 4], bands={"Alder": [0]})
    columns = "region kjonn alder contents period value symbol alder_from alder_to borders"
    assert list(frame.columns) == columns.split()
    assert list(frame.value) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("name", "codes"), [("Kjonn", ["1"]), ("Kjonn", ["1", "2", "0"]), ("Alder", ["080"]), ("Tid", ["2025"])]
)
def test_codes_that_differ_from_the_request_are_refused(name: str, codes: list[str]) -> None:
    with pytest.raises(UnexpectedShape, match=f"answered other codes in {name} than were asked for"):
        _observed(ASKED, [1, 2, 3, 4], asked=ASKED | {name: codes})


def test_an_answer_without_a_requested_dimension_is_refused() -> None:
    came = {name: codes for name, codes in ASKED.items() if name != "Kjonn"}
    with pytest.raises(UnexpectedShape, match="other dimensions than were asked for: Kjonn"):
        _observed(came, [1, 2], asked=ASKED)


def test_an_answer_of_another_table_is_refused() -> None:
    with pytest.raises(UnexpectedShape, match="was asked for table 07459 and answered with 06913"):
        _observed(ASKED, [1, 2, 3, 4], table="06913")


def test_a_municipality_that_did_not_exist_yet_has_no_figure_instead_of_zero() -> None:
    frame = _observed(_of(["5055"], ["2019", "2020"]), [0, 5, 0, 7])
    assert _cells(frame) == [
        ("5055", "2019", None, "not_existing"),
        ("5055", "2020", 5, "published"),
        ("5055", "2019", None, "not_existing"),
        ("5055", "2020", 7, "published"),
    ]


def test_zeros_of_an_existing_municipality_are_zeros() -> None:
    frame = _observed(_of(["5055"], ["2020"]), [0, 0])
    assert _cells(frame) == [("5055", "2020", 0, "published")] * 2


def test_zeros_of_a_municipality_that_only_got_a_new_code_are_zeros_in_sums_to_todays_borders() -> None:
    frame = _observed(_of(["K-5055"], ["2019"]), [0, 0], codelist="agg_KommSummer")
    assert _cells(frame) == [("5055", "2019", 0, "published")] * 2


def test_a_single_zero_stays_zero_even_before_the_code_began() -> None:
    frame = _observed(_of(["5055"], ["2019"]), [0, 3])
    assert _cells(frame) == [("5055", "2019", 0, "published"), ("5055", "2019", 3, "published")]


def test_zeros_together_with_a_missing_cell_stay_zeros() -> None:
    frame = _observed(_of(["5055"], ["2019"]), [0, None], {"1": ":"})
    assert _cells(frame) == [("5055", "2019", 0, "published"), ("5055", "2019", None, "confidential")]


def test_zeros_of_the_country_and_of_unknown_codes_are_zeros() -> None:
    frame = _observed(_of(["0", "21-22"], ["1700"]), [0, 0, 0, 0])
    assert set(frame.symbol) == {"published"}


def test_a_region_and_period_without_any_figure_is_left_out() -> None:
    frame = _observed(_of(["5055"], ["2025", "2026"]), [None, 5, None, 7])
    assert _cells(frame) == [("5055", "2026", 5, "published"), ("5055", "2026", 7, "published")]


def test_a_lone_empty_cell_was_not_delivered_and_is_not_what_the_source_calls_missing() -> None:
    frame = _observed(_of(["5055"], ["2026"]), [5, None])
    assert _cells(frame) == [("5055", "2026", 5, "published"), ("5055", "2026", None, "not_delivered")]


def test_bands_add_the_bounds_of_each_code() -> None:
    ages = ["000", "080-089", "105+"]
    frame = _observed(ASKED | {"Kjonn": ["1"], "Alder": ages}, [1, 2, 3], bands={"Alder": [0]})
    bounds = [
        tuple(None if pd.isna(bound) else bound for bound in row)
        for row in zip(frame.alder, frame.alder_from, frame.alder_to, strict=True)
    ]
    assert bounds == [("000", 0, 0), ("080-089", 80, 89), ("105+", 105, None)]


def test_a_code_that_is_not_a_number_is_refused_in_a_banded_dimension() -> None:
    with pytest.raises(UnexpectedShape, match="'alle' is not a number or a span of numbers"):
        _observed(ASKED | {"Alder": ["080", "alle"]}, [1, 2, 3, 4], bands={"Alder": [0]})


def _borders(frame: pd.DataFrame) -> dict[str, str]:
    return dict(zip(frame.period, frame.borders, strict=True))


def test_a_summing_codelist_is_on_the_borders_of_the_day_of_the_fetch() -> None:
    codes = _of(["K-5055"], ["2018", "2026"], ["1"])
    today = _observed(codes, [1, 2], codelist="agg_KommSummer")
    earlier = _observed(codes, [1, 2], codelist="agg_KommSummer", fetched="2019-12-31T23:00:00+00:00")
    assert _borders(today) == {"2018": "2020-01-01", "2026": "2020-01-01"}
    assert _borders(earlier) == {"2018": "2018-01-01", "2026": "2018-01-01"}


def test_raw_codes_are_on_the_borders_at_the_start_of_the_period() -> None:
    assert _borders(_observed(_of(["5001"], ["2019", "2020"], ["1"]), [1, 2])) == {
        "2019": "2018-01-01",
        "2020": "2020-01-01",
    }


def test_figures_of_an_election_are_on_the_borders_of_the_year_after_it() -> None:
    period = {"grain": "year", "refers_to": "an election", "borders": "next_year"}
    assert _borders(_observed(_of(["5001"], ["2018", "2019"], ["1"]), [1, 2], period=period)) == {
        "2018": "2018-01-01",
        "2019": "2020-01-01",
    }


def test_region_codes_lose_their_prefix() -> None:
    regions = ["K-5055", "F-50"]
    frame = _observed(_of(regions, ["2026"], ["1"]), [1, 2], codelist="agg_KommSummer")
    assert list(frame.region) == ["5055", "50"]


def test_parts_of_a_load_are_joined() -> None:
    north, south = (_observed(_of([code], ["2026"], ["1"]), [figure]) for code, figure in (("5055", 1), ("5001", 2)))
    joined = together([north, south])
    assert _cells(joined) == [("5055", "2026", 1, "published"), ("5001", "2026", 2, "published")]
    assert isinstance(joined.region.dtype, pd.CategoricalDtype)


def test_zeros_stay_zeros_if_another_part_of_the_load_has_figures() -> None:
    codes = _of(["5055"], ["2019"], ["1"])
    parts = [_answered(codes | {"Alder": [age]}, figure) for age, figure in (("080", 3), ("105+", 0))]
    frame = settled(together(parts), TWO_BECAME_ONE, summed=False)
    assert _cells(frame) == [("5055", "2019", 3, "published"), ("5055", "2019", 0, "published")]


def _answered(codes: Codes, figure: float | None) -> pd.DataFrame:
    decoded = decode(encode(dataset(codes, [figure])))
    return observations(decoded, _request(codes), statbank(), TWO_BECAME_ONE, fetched="2026-03-01T00:00:00+00:00")


DIVIDED = municipalities(
    """
    1507 Ålesund 2020-01-01 2024-01-01
    1508 Ålesund 2024-01-01 -
    1580 Haram   2024-01-01 -
    5055 Heim    2020-01-01 -
    """,
    """
    1507 Ålesund 1508 Ålesund 2024-01-01
    1507 Ålesund 1580 Haram   2024-01-01
    """,
)


def _in_2023(codelist: str | None) -> dict[str, float | None]:
    codes = _of(["K-1508", "K-1580"] if codelist else ["1508", "1580"], ["2023"], ["1"])
    decoded = decode(encode(dataset(codes, [67_520, 0])))
    frame = observations(decoded, _request(codes, codelist), statbank(), DIVIDED, fetched="2026-03-01T00:00:00+00:00")
    frame = settled(frame, DIVIDED, summed=codelist is not None)
    return {code: None if pd.isna(value) else value for code, value in zip(frame.region, frame.value, strict=True)}


def test_a_successor_with_the_figures_of_a_whole_divided_municipality_has_none_on_todays_borders() -> None:
    assert _in_2023("agg_KommSummer") == {"1508": None, "1580": None}


Blocks = dict[tuple[str, str, str], tuple[float | None, str | None]]


def _told(
    cells: Blocks, codelist: str | None, contents: tuple[str, ...] = ("Personer1",)
) -> dict[tuple[str, ...], str]:
    """The symbols of a table of some contents, from value and symbol by region, contents and period; others are 100."""
    regions, periods = (sorted({key[place] for key in cells}) for place in (0, 2))
    codes = {"Region": regions, "ContentsCode": list(contents), "Tid": periods}
    every = list(product(*codes.values()))
    found = [cells.get(key, (100, None)) for key in every]
    status = {str(place): symbol for place, (_, symbol) in enumerate(found) if symbol}
    spec = statbank(select={"Tid": "all"}, contents={name: {"kind": "flow", "additive": True} for name in contents})
    decoded = decode(encode(dataset(codes, [value for value, _ in found], status)))
    request = _request(codes, codelist)
    frame = observations(decoded, request, spec, DIVIDED, fetched="2026-03-01T00:00:00+00:00")
    frame = settled(frame, DIVIDED, summed=codelist is not None)
    return {(row.region, row.contents, row.period): row.symbol for row in frame.itertuples()}


NOTHING = {"zero": (0.0, None), "not applicable": (None, "."), "missing": (None, "..")}


@pytest.mark.parametrize("haram", NOTHING.values(), ids=NOTHING)
@pytest.mark.parametrize("also", NOTHING.values(), ids=NOTHING)
def test_w1_zero_and_a_symbol_for_none_are_alike_before_a_division(
    haram: tuple[float | None, str | None], also: tuple[float | None, str | None]
) -> None:
    cells = {
        ("1580", "Igangsatte", "2022"): haram,
        ("1580", "Fullforte", "2022"): also,
        ("1508", "Igangsatte", "2024"): (1.0, None),
    }
    told = _told(cells, "agg_KommSummer", ("Igangsatte", "Fullforte"))
    gone = {key for key, symbol in told.items() if symbol == "not_existing"}
    assert gone == {(code, name, "2022") for code in ("1508", "1580") for name in ("Igangsatte", "Fullforte")}


def test_w1_each_of_the_contents_is_judged_by_itself() -> None:
    cells = {("1580", "Igangsatte", "2022"): (0.0, None), ("1508", "Fullforte", "2022"): (7.0, None)}
    told = _told(cells, "agg_KommSummer", ("Igangsatte", "Fullforte"))
    assert {key[:2] for key, symbol in told.items() if symbol == "not_existing"} == {
        ("1580", "Igangsatte"), ("1508", "Igangsatte"),
    }  # fmt: skip


def test_w1_a_confidential_figure_is_one_that_the_source_has() -> None:
    told = _told(
        {("1580", "Personer1", "2022"): (None, ":"), ("1508", "Personer1", "2022"): (9.0, None)}, "agg_KommSummer"
    )
    assert told == {("1508", "Personer1", "2022"): "published", ("1580", "Personer1", "2022"): "confidential"}


def test_w1_once_the_source_has_a_first_figure_for_it_alone_a_zero_is_a_zero() -> None:
    cells = {
        ("1580", "Personer1", "2021"): (0.0, None),
        ("1580", "Personer1", "2022"): (5.0, None),
        ("1580", "Personer1", "2023"): (0.0, None),
        ("1508", "Personer1", "2021"): (9.0, None),
    }
    told = _told(cells, "agg_KommSummer")
    assert {key[2] for key, symbol in told.items() if symbol == "not_existing"} == {"2021"}
    assert told["1580", "Personer1", "2023"] == "published"


def test_w1_a_code_that_came_later_has_no_figure_of_its_own_while_the_earlier_one_keeps_its() -> None:
    cells = {("1580", "Personer1", "2022"): (None, "."), ("1507", "Personer1", "2022"): (9.0, None)}
    assert _told(cells, None) == {
        ("1507", "Personer1", "2022"): "published", ("1580", "Personer1", "2022"): "not_existing",
    }  # fmt: skip


def test_on_its_own_borders_the_figure_stands() -> None:
    assert _in_2023(None) == {"1508": 67_520, "1580": None}


def test_a_codelist_that_does_not_sum_leaves_figures_on_the_borders_of_their_period() -> None:
    chosen = _observed(_of(["5001"], ["2019", "2020"], ["1"]), [1, 2], codelist="agg_KOGkommuneregion000026379")
    assert _borders(chosen) == {"2019": "2018-01-01", "2020": "2020-01-01"}


@pytest.mark.parametrize(
    ("updated", "symbols"),
    [
        ("2026-03-16T07:00:00Z", ["published", "provisional"]),
        ("2026-06-14T21:59:59Z", ["published", "provisional"]),  # 14 June in Oslo, a second before midnight
        ("2026-06-14T22:00:00Z", ["published", "published"]),
        ("2026-06-15T06:00:00Z", ["published", "published"]),
    ],
)
def test_kostras_newest_figures_are_provisional_until_they_are_revised_in_june(
    updated: str, symbols: list[str]
) -> None:
    frame = _observed(_of(["5001"], ["2024", "2025"], ["1"]), [1, 2], updated=updated, kostra=True)
    assert frame.symbol.tolist() == symbols


def test_a_confidential_figure_of_kostra_stays_confidential() -> None:
    frame = _observed(_of(["5001"], ["2025"], ["1"]), [None], {"0": ":"}, updated="2026-03-16T07:00:00Z", kostra=True)
    assert frame.symbol.tolist() == ["confidential"]
