"""A load beside the one before it: what is no update by any source stops it, and what is only odd is told."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from catalogue.errors import CheckFailed
from catalogue.load import load_catalogue
from catalogue.source_spec import Step
from tests.lib.loads import Nights, cells, load
from tests.lib.spec import source
from warehouse.load_comparison import Terms, compare_codes

NO_STEPS: dict[str, Any] = {key: {} for key in Step.model_fields}
"""No check of steps: these tables grow so regularly that every difference would be unusual."""
TABLE = source(
    select={"Kjonn": ["1"], "Tid": "all"},
    checks={"municipalities": 1, "revision": {"old_revised": {}}, "step": NO_STEPS},
)
Row = tuple[str, int, float | str]
CODES = [str(code) for code in range(5001, 5041)]
YEARS = range(2015, 2025)
BASE: list[Row] = [(code, year, 100 + 7 * place + year) for place, code in enumerate(CODES) for year in YEARS]


def _frame(rows: Sequence[Row], fetch_id: str) -> pd.DataFrame:
    return cells("\n".join(f"{code} {year} {value}" for code, year, value in rows), fetch_id)


class Compared:
    """Brings a first load and then others, and has the notices of each."""

    def __init__(self, folder: Path, **checks: Any) -> None:
        table = source(
            select={"Kjonn": ["1"], "Tid": "all"},
            checks={"municipalities": 1, "revision": {"old_revised": {}} | checks, "step": NO_STEPS},
        )
        self._nights = Nights(folder, {}, table)

    def close(self) -> None:
        self._nights.close()

    def notices(self, first: Sequence[Row], second: Sequence[Row], scope: list[str] | None = None) -> list[str]:
        self._nights.frames = {"a": _frame(first, "first"), "bb": _frame(second, "second")}
        build = self._nights.begin()
        self._nights.bring(build, [load("a"), load("bb", scope)])
        return [says for (says,) in build.rows("select says from meta.check order by all")]


@pytest.fixture
def compared(tmp_path: Path) -> Iterator[Compared]:
    made = Compared(tmp_path)
    yield made
    made.close()


def _times(rows: Sequence[Row], factor: float, years: Sequence[int] = YEARS) -> list[Row]:
    return [(code, year, float(value) * factor if year in years else value) for code, year, value in rows]


STOPPED: dict[str, tuple[list[Row], str]] = {
    "every figure by 1.2": (
        _times(BASE, 1.2),
        "400 of 400 figures of Personer1 were revised, the median by 20.0 %",
    ),
    "every figure doubled": (_times(BASE, 2), "the median by 100.0 %"),
    "every figure halved": (_times(BASE, 0.5), "the median by 100.0 %"),
    "every figure zero": (_times(BASE, 0), "the median to or from zero, or to the other sign"),
    "every figure in thousands": (_times(BASE, 0.001), "400 of 400 figures of Personer1 were revised"),
    "half of the figures by 1.2": (_times(BASE, 1.2, YEARS[5:]), "200 of 400 figures of Personer1 were revised"),
    "the figures of each other": (
        [(code, year, 100 + 7 * 13 * (39 - place) + year) for place, code in enumerate(CODES) for year in YEARS],
        "400 of 400 figures of Personer1 were revised",
    ),
    "half of the municipalities": (
        [row for row in BASE if row[0] < "5021"],
        "200 of 400 figures are gone from the source",
    ),
    "half of the municipalities hidden": (
        [(code, year, value if code < "5021" else ":") for code, year, value in BASE],
        "200 of 400 figures are gone from the source, contents=Personer1;kjonn=1;period=2015;region=5021 among them",
    ),
    "the newest year": ([row for row in BASE if row[1] < 2024], "40 of 400 figures are gone from the source"),
    "a year in which half of them are missing": (
        [*BASE, *((code, 2025, 7 if code < "5021" else ":") for code in CODES)],
        "Personer1 has figures of 20 municipalities in 2025, the newest period, and had 40 before",
    ),
}


@pytest.mark.parametrize(("rows", "says"), STOPPED.values(), ids=STOPPED)
def test_w5_a_load_that_is_no_update_is_stopped(compared: Compared, rows: list[Row], says: str) -> None:
    with pytest.raises(CheckFailed) as refused:
        compared.notices(BASE, rows)
    assert says in str(refused.value)
    assert "If the source is right, raise checks.revision." in str(refused.value)
    assert refused.value.exit_code == 4


QUIET: dict[str, list[Row]] = {
    "the same": BASE,
    "a new year": [*BASE, *((code, 2025, 7 * place + 2125) for place, code in enumerate(CODES))],
    "some revisions": [*_times(BASE[:8], 1.3), *BASE[8:]],
    "a revision of the newest year by some percent": _times(BASE, 1.04, [2024]),
    "a new municipality": [*BASE, *(("5055", year, 9) for year in YEARS)],
}


@pytest.mark.parametrize("rows", QUIET.values(), ids=QUIET)
def test_w5_an_update_is_let_in_without_a_word(compared: Compared, rows: list[Row]) -> None:
    assert compared.notices(BASE, rows) == []


LOST = "contents=Personer1;kjonn=1;period=2022;region=5040"
SHOWN: dict[str, tuple[list[Row], str]] = {
    "all figures by some percent": (
        _times(BASE, 1.03),
        "400 of 400 figures of Personer1 were revised, the median by 3.0 %",
    ),
    "one year by much": (
        _times(BASE, 1.5, [2019]),
        "40 of 40 figures of Personer1 in 2019 were revised, the median by 50.0 %",
    ),
    "a few figures gone": (
        BASE[:-3],
        f"3 of 400 figures are gone from the source, {LOST} among them",
    ),
    "a year that fewer report": (
        [*BASE, *((code, 2025, 7) for code in CODES[:35])],
        "Personer1 has figures of 35 municipalities in 2025, the newest period, and had 40 before",
    ),
}


@pytest.mark.parametrize(("rows", "says"), SHOWN.values(), ids=SHOWN)
def test_w5_what_is_only_odd_is_let_in_and_told(compared: Compared, rows: list[Row], says: str) -> None:
    assert compared.notices(BASE, rows) == [says]


def test_a_small_revision_of_an_old_period_is_shown(tmp_path: Path) -> None:
    with closing(Compared(tmp_path, old_revised={"look": 20})) as compared:
        says = "40 of 40 figures of Personer1 in 2016 were revised, the median by 0.1 %"
        assert compared.notices(BASE, _times(BASE, 1.001, [2016])) == [says]
    with closing(Compared(tmp_path / "new", old_revised={"look": 20})) as compared:
        assert compared.notices(BASE, _times(BASE, 1.001, [2022])) == []


def test_w5_a_municipality_that_is_gone_among_many_is_told(compared: Compared) -> None:
    many = [(str(code), 2024, 7) for code in range(5001, 5201)]
    assert "1 of 200 municipalities are gone from the source, 5200 among them" in compared.notices(many, many[:-1])


def test_w5_figures_of_one_municipality_are_compared_too(compared: Compared) -> None:
    heim = [row for row in BASE if row[0] == "5020"]
    many = [(code, 1900 + year, value) for code, _, value in heim for year in range(100)]
    with pytest.raises(CheckFailed, match="100 of 110 figures of Personer1 were revised"):
        compared.notices([*BASE, *many[:100]], _times(many[:100], 1.2, range(1900, 2000)), ["5020"])


def test_w5_the_thresholds_are_the_catalogues(tmp_path: Path) -> None:
    lenient = Compared(tmp_path / "lenient", revised={"look": 30, "stop": 100}, revised_by={"look": 0, "stop": 50})
    assert lenient.notices(BASE, _times(BASE, 1.2)) != []
    strict = Compared(tmp_path / "strict", figures_gone={"stop": 0.1})
    with pytest.raises(CheckFailed, match=r"1 of 400 figures are gone.+raise checks.revision.figures_gone.stop"):
        strict.notices(BASE, BASE[:-1])
    lenient.close()
    strict.close()


def test_w5_what_the_catalogue_no_longer_asks_for_is_not_gone(tmp_path: Path) -> None:
    nights = Nights(tmp_path, {"a": _frame(BASE, "first"), "bb": _frame(BASE[:200], "second")}, TABLE)
    build = nights.begin()
    nights.bring(build, [load("a"), replace(load("bb"), asked="for less")])
    assert build.rows("select count(*) from meta.check") == [(0,)]
    nights.close()


def test_w5_municipalities_that_klass_has_ended_are_not_missed(tmp_path: Path) -> None:
    remaining = [row for row in BASE if row[0] < "5031"]
    nights = Nights(tmp_path, {"a": _frame(BASE, "first"), "bb": _frame(remaining, "second")}, TABLE)
    build = nights.begin()
    build.con.execute("create table source.klass_131 (code varchar, valid_to date)")
    build.con.executemany(
        "insert into source.klass_131 values (?, ?)",
        [(code, None if code < "5031" else "2025-01-01") for code in CODES],
    )
    nights.bring(build, [load("a"), load("bb")])
    assert build.rows("select says from meta.check") == [
        ("Personer1 has figures of 30 municipalities in 2024, the newest period, and had 40 before",)
    ]
    nights.close()


def test_w5_a_load_that_was_accepted_is_told_again_but_never_stopped(tmp_path: Path) -> None:
    nights = Nights(tmp_path, {"a": _frame(BASE, "first"), "bb": _frame(_times(BASE, 1.2), "second")}, TABLE)
    build = nights.begin()
    nights.bring(build, [load("a"), load("bb")], accepted=2)
    assert len(build.rows("from meta.check")) == 2
    nights.close()


@pytest.mark.parametrize(("kept", "says"), [(40, None), (39, "1 of 40 codes are gone from KLASS 112, 1039 among them")])
def test_w5_a_classification_is_compared_by_its_codes(tmp_path: Path, kept: int, says: str | None) -> None:
    groups = load_catalogue().sources["klass_112"]
    with closing(Nights(tmp_path, {})) as nights:
        build = nights.begin()
        build.con.execute("create table source.klass_112 (municipality_code varchar, valid_to date)")
        build.con.execute("insert into source.klass_112 select (1000 + i)::varchar, null from range(40) as t(i)")
        build.con.execute(f"create table source.incoming as from source.klass_112 order by 1 limit {kept}")
        replayed, new = Terms(checked=False, same_question=True), Terms(checked=True, same_question=True)
        found = compare_codes(build, groups, "klass_112", replayed)
        assert [each.says for each in found] == ([says] if says else [])
        if says:
            with pytest.raises(CheckFailed, match=f"klass_112: {says}; the earlier ones stay"):
                compare_codes(build, groups, "klass_112", new)


def test_w8_what_the_reader_found_odd_stands_in_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(Nights(tmp_path, {"a": _frame(BASE, "first")})) as nights:
        build = nights.begin()
        tables = nights._tables(source(), load("a"))
        monkeypatch.setattr(nights, "_tables", lambda *_: replace(tables, notices=["the symbol 'b' is not known here"]))
        nights.bring(build, [load("a")])
        found = build.rows("select source_id, load_id, check_id, level, says from meta.check")
        assert found == [("ssb_07459", "a", "answer", "look", "the symbol 'b' is not known here")]
