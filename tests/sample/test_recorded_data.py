"""Recorded datasets of SSB, given again by the sample's server from the same input, key by key."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

import sample
from tests.sample.recorded.comparison import differences
from tests.sample.recorded.tables import recorded, write_table

SSB = "https://data.ssb.no/api/pxwebapi/v2"

NOT_IN_THE_EXCERPT = {"updated (ours alone)", "extension (ours alone)", "dimension.ContentsCode.extension (ours alone)"}
"""What was left out when 03174 and 05375 were recorded."""

SINCE_THE_BETA = {
    "extension.contact[0].organization (ours alone)",
    "extension.px.copyright (ours alone)",
    "extension.px.matrix",  # then a contents code; the table's number since
    "dimension.ContentsCode.extension.measuringType (ours alone)",
    "dimension.ContentsCode.extension.priceType (ours alone)",
    "dimension.ContentsCode.extension.adjustment (ours alone)",
    "dimension.ContentsCode.extension.alternativeText (ours alone)",
}
"""Where an answer of 2024 differs from today's form, as the answers of 2026 show it."""

CODELISTS_SINCE_THE_BETA = {  # `codeLists` then
    f"dimension.{variable}.extension.{difference}"
    for variable in ("Leveringssektor", "ContentsCode", "Tid")
    for difference in ("codelists (ours alone)", "codeLists (theirs alone)")
}
METADATA_SINCE_THE_BETA = {
    "label",  # that of the search index since, which ends with the periods
    "href (theirs alone)",
    "link (theirs alone)",
    "dimension.ContentsCode.link.related (ours alone)",
    "extension.px.heading[0]",  # labels then, codes since
    "extension.px.heading[1]",
    "value (ours alone)",
}

SWEDISH = {
    "label",
    "source",
    "dimension.ContentsCode.label",
    "dimension.Tid.label",
    "extension.px.infofile",
    "extension.px.language",
    "extension.px.contents",
}
"""Words that are Statistics Sweden's own, and not SSB's."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sample.Addresses]:
    """The sample's server with the recorded tables beside its own."""
    folder = tmp_path_factory.mktemp("recorded")
    write_table(folder, recorded("12134_data"))
    write_table(folder, recorded("11118_metadata_2024"), recorded("11118_data_default_2024"))
    write_table(folder, recorded("05375_data"))
    write_table(folder, recorded("03174_data"), codelists={"Region": "agg_KommSummer"})
    _write_scb(folder, recorded("scb_TAB6471_metadata"), recorded("scb_TAB6471_data"))
    with sample.serve(calls_per_minute=100_000, tables=[folder]) as addresses:
        yield addresses


def _write_scb(folder: Path, metadata: Any, data: Any) -> None:
    """A Swedish table. Its codelists' contents were not recorded, but for the counties in the answer."""
    write_table(folder, metadata, data, elimination={"Region": True, "Kon": "TotSa"})
    counties = data["dimension"]["Region"]["category"]["label"]
    for dimension in metadata["dimension"].values():
        for codelist in dimension["extension"]["codelists"]:
            labels = counties if "Län" in codelist["id"] else dimension["category"]["label"]
            rows = [f'{code},"{label}","{label}"' for code, label in labels.items()]
            text = "\n".join(["code,no,en", *rows])
            (folder / "TAB6471" / f"{codelist['id']}.csv").write_text(text, encoding="utf-8")


def ask(server: sample.Addresses, path: str, selection: Any = None) -> Any:
    """The answer to a GET, or a POST where there is a selection, with SSB's address in the place of the server's."""
    url = f"{server.statbank_url}{path}"
    answer = requests.post(url, json=selection) if selection else requests.get(url)
    assert answer.status_code == 200, answer.text
    answer.encoding = "utf-8"
    text = answer.text.replace(server.statbank_url, SSB)
    return requests.models.complexjson.loads(text)


def selecting(dataset: Any, **codelists: str) -> dict[str, Any]:
    """The selection that names each code of a recorded answer."""
    codes = {code: list(dataset["dimension"][code]["category"]["index"]) for code in dataset["id"]}
    return {
        "selection": [
            {"variableCode": code, "codelist": codelists.get(code), "valueCodes": each} for code, each in codes.items()
        ]
    }


def test_12134_three_municipalities_of_a_kostra_table(server: sample.Addresses) -> None:
    theirs = recorded("12134_data")
    ours = ask(server, "/tables/12134/data?lang=no", selecting(theirs))
    assert set(differences(ours, theirs)) == set()


def test_05375_life_expectancy_with_a_placement(server: sample.Addresses) -> None:
    ours = ask(server, "/tables/05375/data?lang=no", recorded("05375_selection"))
    assert set(differences(ours, recorded("05375_data"))) == {"extension (ours alone)"} <= NOT_IN_THE_EXCERPT


def test_03174_holiday_homes_on_current_borders(server: sample.Addresses) -> None:
    ours = ask(server, "/tables/03174/data?lang=no", recorded("03174_selection"))
    assert set(differences(ours, recorded("03174_data"))) == NOT_IN_THE_EXCERPT


def test_11118_metadata(server: sample.Addresses) -> None:
    ours = ask(server, "/tables/11118/metadata?lang=no")
    since = SINCE_THE_BETA | CODELISTS_SINCE_THE_BETA | METADATA_SINCE_THE_BETA
    assert set(differences(ours, recorded("11118_metadata_2024"))) == since


def test_11118_the_default_selection(server: sample.Addresses) -> None:
    ours = ask(server, "/tables/11118/data?lang=no")
    since = SINCE_THE_BETA | {"extension.discontinued (ours alone)"}
    assert set(differences(ours, recorded("11118_data_default_2024"))) == since


def test_scb_tab6471_metadata(server: sample.Addresses) -> None:
    ours = ask(server, "/tables/TAB6471/metadata?lang=no")
    different = set(differences(ours, recorded("scb_TAB6471_metadata")))
    links = {path for path in different if path.endswith((".href", ".hreflang"))}
    assert different - links == SWEDISH


def test_scb_tab6471_data(server: sample.Addresses) -> None:
    theirs = recorded("scb_TAB6471_data")
    ours = ask(server, "/tables/TAB6471/data?lang=no", selecting(theirs, Region="vs_CKM02Län"))
    assert set(differences(ours, theirs)) == SWEDISH


@pytest.mark.parametrize("case", recorded("12134_refusals"), ids=lambda case: case["label"])
def test_12134_refusals(server: sample.Addresses, case: dict[str, Any]) -> None:
    asked = selecting(recorded("12134_data"))
    table, region, contents, _ = "12134", *asked["selection"]
    match case["label"]:
        case "ugyldig tabell-ID":
            table = "99999"
        case "ugyldig kommune-kode" | "kommune uten data":
            region["valueCodes"] = ["9999"]
        case "ugyldig ContentsCode":
            contents["valueCodes"] = ["nonsense"]
        case _:
            asked["selection"].remove(contents)
    answer = requests.post(f"{server.statbank_url}/tables/{table}/data?lang=no", json=asked)
    assert (answer.status_code, answer.text) == (case["status"], case["snippet"])
