"""Contents that the catalogue knows by their text: found in the table itself, and called by our name from then on."""

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


def _known_by(label: str, name: str = "how_many") -> dict[str, Any]:
    return INCOME | {"contents": {name: {"label": label, "kind": "stock", "additive": True}}}


def test_the_code_of_the_text_is_asked_for(ssb: sample.Addresses, tmp_path: Path) -> None:
    asking = SourceApi(ssb, tmp_path)
    asking.fetch(statbank(**_known_by("ANTALL  husholdninger")), "5055")
    (selection,) = asking.selections()
    assert selection["ContentsCode"] == (None, ["AntallHushold"])


def test_the_figures_are_called_by_our_name(ssb: sample.Addresses, tmp_path: Path) -> None:
    asking, of = SourceApi(ssb, tmp_path), source(**_known_by("antall husholdninger"))
    assert isinstance(of.spec, StatbankSource)
    (fetch,) = asking.fetch(of.spec, "5055")
    answer = StoredAnswer(fetch.fetch_id, fetch.request, fetch.fetched_at, asking.archive.read(fetch))
    tables = read_load(of, [answer], HEIM)
    assert set(tables.frames["ssb_06944"].contents) == {"how_many"}
    assert tables.labels.query("dimension == 'contents'").code.tolist() == ["how_many"]


def test_words_that_fit_nothing_are_told(ssb: sample.Addresses, tmp_path: Path) -> None:
    with pytest.raises(CodeGone) as told:
        SourceApi(ssb, tmp_path).fetch(statbank(**_known_by("fiskefangst")), "5055")
    assert str(told.value) == (
        "SSB table 06944 has no contents with 'fiskefangst' in the text; correct the catalogue's label."
    )


def test_words_that_fit_several_are_told() -> None:
    spec = statbank(select={"Tid": "all"}, contents=_known_by("innflytting")["contents"])
    (drift,) = drifts(spec, described({"In1": "Innflytting", "In2": "Netto innflytting"}))
    assert drift.says == "SSB table 07459 has 2 contents with 'innflytting' in the text; correct the catalogue's label."


def test_hard_spaces_in_the_sources_text_are_spaces() -> None:
    labels = {"KOS1": "Andel barn\xa0i\xa0barnehage (prosent)", "KOS2": "Barn (antall)"}
    spec = statbank(**_known_by("barn i barnehage"))
    assert codes_by_label(spec, labels) == {"how_many": ["KOS1"]}
    assert list(coded(spec, labels).contents) == ["KOS1"]


def test_a_unit_is_compared_with_that_of_the_code_found() -> None:
    contents = {"how_many": {"label": "beløp", "kind": "flow", "additive": True, "unit": "kr"}}
    (drift,) = drifts(statbank(select={"Tid": "all"}, contents=contents), described({"KOS1": "Beløp (1000 kr)"}))
    assert drift.says == "SSB table 07459 counts KOS1 in 1000 kr, the catalogue says kr; look why."


def test_the_newest_periods_are_the_last_of_the_table(ssb: sample.Addresses, tmp_path: Path) -> None:
    asking = SourceApi(ssb, tmp_path)
    asking.fetch(statbank(**_known_by("antall husholdninger")), "5055")
    (selection,) = asking.selections()
    assert selection["Tid"] == (None, ["2023", "2024"])


def test_only_periods_have_a_newest() -> None:
    with pytest.raises(ValueError, match=r"select\.Kjonn: only periods have a newest; list the codes, or say all"):
        statbank(select={"Kjonn": "newest 2", "Alder": "all", "Tid": "all"})
