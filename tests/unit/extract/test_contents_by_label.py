"""Contents that the catalogue identifies by their text get the table's code in requests, and our name in figures."""

from pathlib import Path
from typing import Any

import pytest

import sample
from catalogue.errors import CodeGone
from catalogue.labels import coded, codes_by_label
from catalogue.statbank import StatbankSource
from extract.drift import drifts
from tests.lib.klass import municipalities
from tests.lib.spec import source, statbank
from tests.unit.extract.test_drift import described
from tests.unit.extract.test_statbank import SourceApi
from transform.load import read_load
from transform.tables import StoredAnswer

HEIM = municipalities("5055 Heim 2020-01-01 -", "5011 Hemne 5055 Heim 2020-01-01")
INCOME: dict[str, Any] = {"table": "06944", "select": {"HusholdType": ["0000"], "Tid": "newest 2"}}


def _labelled(label: str, name: str = "count") -> dict[str, Any]:
    return INCOME | {"contents": {name: {"label": label, "kind": "stock", "additive": True}}}


def test_the_request_has_the_tables_code(ssb: sample.Addresses, tmp_path: Path) -> None:
    api = SourceApi(ssb, tmp_path)
    api.fetch(statbank(**_labelled("ANTALL  husholdninger")), "5055")
    (selection,) = api.selections()
    assert selection["ContentsCode"] == (None, ["AntallHushold"])


def test_the_figures_have_our_name(ssb: sample.Addresses, tmp_path: Path) -> None:
    api, income = SourceApi(ssb, tmp_path), source(**_labelled("antall husholdninger"))
    assert isinstance(income.spec, StatbankSource)
    (fetch,) = api.fetch(income.spec, "5055")
    answer = StoredAnswer(fetch.fetch_id, fetch.request, fetch.fetched_at, api.archive.read(fetch))
    tables = read_load(income, [answer], HEIM)
    assert set(tables.frames["ssb_06944"].contents) == {"count"}
    assert tables.labels.query("dimension == 'contents'").code.tolist() == ["count"]


def test_a_label_that_fits_no_contents_is_reported(ssb: sample.Addresses, tmp_path: Path) -> None:
    with pytest.raises(CodeGone) as error:
        SourceApi(ssb, tmp_path).fetch(statbank(**_labelled("fiskefangst")), "5055")
    assert str(error.value) == (
        "SSB table 06944 has no contents with 'fiskefangst' in the text; correct the catalogue's label."
    )


def test_a_label_that_fits_several_contents_is_reported() -> None:
    spec = statbank(select={"Tid": "all"}, contents=_labelled("innflytting")["contents"])
    (drift,) = drifts(spec, described({"In1": "Innflytting", "In2": "Netto innflytting"}))
    assert drift.says == "SSB table 07459 has 2 contents with 'innflytting' in the text; correct the catalogue's label."


def test_non_breaking_spaces_in_the_sources_text_are_spaces() -> None:
    labels = {"KOS1": "Andel barn\xa0i\xa0barnehage (prosent)", "KOS2": "Barn (antall)"}
    spec = statbank(**_labelled("barn i barnehage"))
    assert codes_by_label(spec, labels) == {"count": ["KOS1"]}
    assert list(coded(spec, labels).contents) == ["KOS1"]


def test_the_unit_is_compared_with_that_of_the_code_found() -> None:
    contents = {"count": {"label": "beløp", "kind": "flow", "additive": True, "unit": "kr"}}
    (drift,) = drifts(statbank(select={"Tid": "all"}, contents=contents), described({"KOS1": "Beløp (1000 kr)"}))
    assert drift.says == "SSB table 07459 gives KOS1 in 1000 kr, the catalogue has kr; find out why."


def test_the_newest_periods_are_the_last_of_the_table(ssb: sample.Addresses, tmp_path: Path) -> None:
    api = SourceApi(ssb, tmp_path)
    api.fetch(statbank(**_labelled("antall husholdninger")), "5055")
    (selection,) = api.selections()
    assert selection["Tid"] == (None, ["2023", "2024"])


def test_newest_is_for_periods_only() -> None:
    with pytest.raises(ValueError, match=r"select\.Kjonn: 'newest' is for periods only; list the codes, or write all"):
        statbank(select={"Kjonn": "newest 2", "Alder": "all", "Tid": "all"})
