"""The planner's questions in docs/queries: each returns rows, and some are recomputed from the sample's files."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from tests.acceptance.likeness import FIGURES
from tests.lib.figures import series

QUERIES = Path(__file__).parents[2] / "docs" / "queries"
FILES = sorted(QUERIES.glob("*.sql"))
LIERNE, HEIM, SKIEN = "5042", "5055", "4003"


def answer(published: duckdb.DuckDBPyConnection, name: str) -> pd.DataFrame:
    return published.sql((QUERIES / f"{name}.sql").read_text(encoding="utf-8")).df()


def test_there_are_at_least_25_questions() -> None:
    assert len(FILES) >= 25


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_question_is_one_statement_that_returns_rows(file: Path, published: duckdb.DuckDBPyConnection) -> None:
    [statement] = duckdb.extract_statements(file.read_text(encoding="utf-8"))
    assert statement.type == duckdb.StatementType.SELECT
    assert len(published.execute(statement).fetchall()) > 0


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_question_is_in_two_languages_and_in_the_index(file: Path) -> None:
    *comments, statement = file.read_text(encoding="utf-8").splitlines()[:3]
    norwegian, english = (line.removeprefix("-- ") for line in comments)
    assert norwegian.endswith("?")
    assert english.endswith("?")
    assert not statement.startswith("--")
    index = (QUERIES / "README.md").read_text(encoding="utf-8")
    assert f"| {norwegian} | {english} | [{file.stem}]({file.name}) |" in index


def test_the_index_has_only_questions_that_exist() -> None:
    rows = [line for line in (QUERIES / "README.md").read_text(encoding="utf-8").splitlines() if ".sql) |" in line]
    assert len(rows) == len(FILES)


def young_adults(code: str, year: str) -> int:
    """Return the population aged 20 to 39 on today's borders, from SSB's sums."""
    cells = series("07459", f"K-{code}")
    return int(
        sum(
            value
            for key, (value, _) in cells.items()
            if year in key and {*key} & {f"{age:03}" for age in range(20, 40)}
        )
    )


def test_lierne_has_lost_most_young_adults(published: duckdb.DuckDBPyConnection) -> None:
    found = answer(published, "young_adults_lost_since_2010").set_index("code")
    assert found.index[0] == LIERNE
    assert (found.population < 5000).all()
    for code, row in found.iterrows():
        expected = (young_adults(str(code), "2010"), young_adults(str(code), "2026"))
        assert (row.aged_20_39_in_2010, row.aged_20_39_now) == expected
    assert found.change.is_monotonic_increasing


def projected_2014(alternative: str, year: str) -> int:
    """Return the population of Skien, then 0806, in the projection of 2014; each alternative is a contents."""
    contents = {"MMMM": "Personer", "LLML": "Personer1", "HHMH": "Personer2"}[alternative]
    return int(sum(value for key, (value, _) in series("10213", "0806").items() if {contents, year} <= {*key}))


def test_the_error_of_the_2014_projection_for_skien_is_the_difference_of_the_two_tables(
    published: duckdb.DuckDBPyConnection,
) -> None:
    found = answer(published, "hit_rate_skien_2014")
    assert sorted({*found.period}) == [str(year) for year in range(2015, 2027)]
    for row in found.itertuples():
        lived = sum(value for key, (value, _) in series("07459", f"K-{SKIEN}").items() if row.period in key)
        projected = projected_2014(str(row.alternative), str(row.period))
        assert (row.projected, row.actual, row.deviation) == (projected, lived, projected - lived)
        assert row.deviation_pct == pytest.approx(100 * (projected - lived) / lived, abs=0.005)


def test_heim_is_among_those_with_more_deaths_than_births_in_each_of_five_years(
    published: duckdb.DuckDBPyConnection,
) -> None:
    births = pd.read_csv(FIGURES / "06913" / "figures.csv", dtype={"Region": str})
    births = births[(births.ContentsCode == "Fodselsoverskudd") & births.Tid.between(2021, 2025)]
    surplus = births.pivot_table(index="Region", columns="Tid", values="value")
    trondelag = surplus[
        surplus.index.str.startswith("50") & (surplus.index.str.len() == 4) & surplus.notna().all(axis=1)
    ]
    falling = trondelag[(trondelag < 0).all(axis=1)].sum(axis=1).astype(int)
    found = answer(published, "more_deaths_than_births").set_index("municipality_code").birth_surplus_of_five_years
    assert found.to_dict() == falling.to_dict()
    assert HEIM in found


def test_shore_exemptions_are_those_of_the_newest_year_in_the_workbook(
    published: duckdb.DuckDBPyConnection,
) -> None:
    cells = pd.read_parquet(FIGURES / "arealprofiler" / "figures.parquet")
    cells = cells[cells.statistikkvariabel.str.contains("ispensasjon") & cells.kommunenr.str.startswith("50")]
    newest = cells.sort_values("år").groupby("kommunenr", observed=True).verdi.last()
    found = answer(published, "exemptions_on_the_shore").set_index("municipality_code").exemptions
    assert found.to_dict() == newest.to_dict()


def test_some_points_of_the_law_are_not_covered_for_heim(published: duckdb.DuckDBPyConnection) -> None:
    """The sample has no health figures; nobody measures which plans are needed; others measure noise."""
    found = answer(published, "what_the_law_asks_and_we_lack")
    assert {*found.status} == {"partly", "no_data", "not_measured", "measured_elsewhere"}
    assert found.set_index("status").not_here_because.isna().groupby("status").all().to_dict() == {
        "partly": True,
        "no_data": True,
        "not_measured": False,
        "measured_elsewhere": False,
    }
    assert "Kommunens planbehov i valgperioden" in {*found[found.status == "not_measured"].point}
    assert "Bokstav d: skader og ulykker" in {*found[found.status == "no_data"].point}


def test_the_workplaces_of_residents_of_inderoy_are_of_the_newest_year(published: duckdb.DuckDBPyConnection) -> None:
    pairs = pd.read_parquet(FIGURES / "03321" / "figures.parquet").astype({"Bokommuen": str, "ArbstedKomm": str})
    pairs = pairs[pairs.Tid.astype(str) == "2022"]
    most = pairs[pairs.Bokommuen == "5053"].set_index("ArbstedKomm").value.nlargest(10)
    found = answer(published, "where_residents_work")
    assert {*found.period} == {"2022"}
    assert found.set_index("code").employed.to_dict() == most.to_dict()
