"""Source files of workbooks are validated strictly."""

import re

import pytest

from catalogue import Catalogue
from catalogue.spreadsheet import SpreadsheetSource
from tests.unit.catalogue.conftest import Refusal

SOURCE = "sources/ssb/arealprofiler.yaml"
BUILT = "indicators/land/built_up_area_by_use.yaml"
LAND = "indicators/land/housing_land_per_resident.yaml"
SHORE = "indicators/land/accessible_shore_share.yaml"


def test_every_contents_is_an_indicator_of_its_kind_and_summed_only_if_additive(
    shipped: Catalogue,
) -> None:
    spec = shipped.sources["ssb_arealprofiler"].spec
    assert isinstance(spec, SpreadsheetSource)
    read = {}
    for indicator in shipped.indicators.values():
        words = indicator.definition
        if words.source == "ssb_arealprofiler":
            (code,) = re.findall(r"contents = '(\w+)'", words.numerator or words.value or "")
            read[code] = (words.kind, words.numerator is not None)
    assert read == {code: (contents.kind, contents.additive) for code, contents in spec.contents.items()}
    assert len(read) == 36


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (SOURCE, ", value: verdi}", "}", "columns.value: is missing."),
        (SOURCE, "url: \"https:", "url: \"http:", "url: String should match pattern"),
        (SOURCE, "label: Nye boliger siste 4 år", "label: 4", "contents.nye_boliger.label: Input should be a valid string"),
        (BUILT, "by: [klasse]", "by: [bruk]", "by: ssb_arealprofiler has no dimension bruk; there is only klasse."),
        (SHORE, "'andel_strandsone'", "'strand'", "value: ssb_arealprofiler has no contents 'strand'; did you mean andel_str"),
        (LAND, "value: max", "numerator: sum", "numerator: boligareal_per_bosatt cannot be summed; define the indicator with"),
    ],
)  # fmt: skip
def test_an_invalid_file_is_refused_with_file_and_key(
    refusal: Refusal, file: str, old: str, new: str, says: str
) -> None:
    assert refusal(file, old, new).startswith(says)
