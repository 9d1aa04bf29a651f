"""What a file of FHI's tables must say."""

import re
from pathlib import Path

import pytest

from catalogue import Catalogue
from catalogue.kinds import FhiSource
from tests.lib.small import replace
from tests.unit.catalogue.conftest import refused

SOURCE = "sources/fhi/806.yaml"
INDICATOR = "indicators/health/bullying_7th_grade.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (SOURCE, 'TRINN: ["7"]', "TRINN: [7]", r"select\.TRINN\.0: .*a code must stand in quotes"),
        (SOURCE, 'TRINN: ["7"]', "TRINN: []", r"select\.TRINN: "),
        (SOURCE, "bank: nokkel\n", "", "bank: is missing"),
        (SOURCE, 'table: "806"', 'table: "805"', "says 805, but the file is called 806"),
        (INDICATOR, "trinn = '7'", "trinn = '10'", "fhi_806 has no trinn '10'; there is only 7"),
        (INDICATOR, "trinn = '7'", "alder = '7'", "names the column alder"),
        (INDICATOR, "'MEIS'", "'RATE'", "fhi_806 has no contents 'RATE'"),
        (INDICATOR, "value: max(value)", "denominator: count(value)\nnumerator: sum(value)", "MEIS cannot be summed"),
    ],
)
def test_what_a_table_of_fhis_does_not_have_is_refused(home: Path, file: str, old: str, new: str, says: str) -> None:
    replace(home / file, old, new)
    assert all(re.search(f"^{file}: .*{says}", error) for error in refused(home))


def test_no_rate_of_fhis_may_be_summed(shipped: Catalogue) -> None:
    sources = [source.spec for source in shipped.sources.values()]
    specs = [spec for spec in sources if isinstance(spec, FhiSource) and spec.bank == "nokkel"]
    assert len(specs) > 20
    assert not [code for spec in specs for code, contents in spec.contents.items() if contents.additive]
