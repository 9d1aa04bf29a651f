"""`findings.yaml` is validated strictly, and every indicator in a family has a text for what it may mean."""

from pathlib import Path

import pytest

from catalogue import Catalogue, load_catalogue
from catalogue.findings import Findings
from catalogue.load import HOME
from tests.lib.small import replace
from tests.unit.catalogue.conftest import refused, said

OLD_AGE = "[share_80_plus]"
FAMILIES = """\
families:
  - id: old_age
    title: {nb: Eldre i befolkningen}
    indicators: [share_80_plus]
    meaning: {higher: Flere eldre kan bety mye., lower: Færre eldre kan bety lite.}
    questions: [Hva gjør vi?, Hvem gjør det?]
  - id: births
    title: {nb: Fødte og døde}
    indicators: [birth_surplus_per_1000]
  - id: others
    title: {nb: Andre}
    indicators: [median_income_after_tax, accessible_shore_share]
"""
SHARE_80 = "indicators/demography/share_80_plus.yaml"
BIRTHS = "indicators/demography/birth_surplus_per_1000.yaml"


@pytest.fixture
def file(home: Path) -> Path:
    """The findings of a small catalogue, to spoil: the shipped limits, and two families."""
    limits = (HOME / "findings.yaml").read_text(encoding="utf-8").partition("families:")[0]
    (home / "findings.yaml").write_text(limits + FAMILIES, encoding="utf-8")
    return home / "findings.yaml"


@pytest.fixture
def findings(shipped: Catalogue) -> Findings:
    """The shipped findings."""
    assert shipped.findings
    return shipped.findings


def test_a_small_catalogue_of_families_loads(file: Path) -> None:
    found = load_catalogue(file.parent).findings
    assert found
    family = found.family_of("share_80_plus")
    assert family
    assert family.id == "old_age"
    assert found.family_of("population") is None


def test_a_catalogue_may_have_no_findings(home: Path) -> None:
    assert load_catalogue(home).findings is None


def test_the_signs_of_an_ageing_population_are_one_family(findings: Findings) -> None:
    same = "share_80_plus share_67_plus share_over_60 mean_age dependency_ratio old_age_dependency_ratio share_20_66"
    assert {findings.family_of(name).id for name in same.split()} == {"old_age"}  # type: ignore[union-attr]


def test_no_count_class_or_remainder_is_in_a_family(shipped: Catalogue, findings: Findings) -> None:
    counted = {"persons", "households", "dwellings", "buildings", "establishments", "cases", "dekar", "class", "index"}
    means = {"gp_list_length"}
    members = {name for family in findings.families for name in family.indicators} - means
    assert {shipped.indicators[name].definition.unit.id for name in members}.isdisjoint(counted)


def test_no_indicator_of_parts_only_is_in_a_family(shipped: Catalogue, findings: Findings) -> None:
    members = [name for family in findings.families for name in family.indicators]
    assert [name for name in members if not shipped.indicators[name].definition.has_whole] == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (OLD_AGE, "[share_80_pluss]", "there is no indicator share_80_pluss; did you mean share_80_plus"),
        (OLD_AGE, "[]", "families.0.indicators"),
        (OLD_AGE, "[share_80_plus, share_80_plus]", "families: the indicator share_80_plus is listed twice."),
        ("[birth_surplus_per_1000]", "[birth_surplus_per_1000, share_80_plus]", "share_80_plus is listed twice."),
        ("id: births", "id: old_age", "families: old_age is listed twice."),
        ("indicators: [share", "indicator: [share", "families.0.indicator: is not a known key; did you mean indicators?"),
        ("Flere eldre kan bety mye.", "Eldrebølgen kan bety mye.", "does not use 'Eldrebølgen'"),
        ("few_population: 2000", "few_people: 2000", "thresholds.few_people: is not a known key; did you mean few_population?"),
        ("robust_distance: 1.5", "robust_distance: 0.0", "thresholds.robust_distance: "),
        ("robust_distance: 1.5", 'robust_distance: "1.5"', "thresholds.robust_distance: "),
        ("yearly_changes: 3", "yearly_changes: 6", "thresholds: yearly_changes must not be above last_changes."),
        ("min_neighbours: 8", "min_neighbours: 11", "thresholds.min_neighbours: "),
        ("comparison: 0.5", "comparison: 1.5", "thresholds.members_for_comparison: "),
    ],
)  # fmt: skip
def test_invalid_findings_are_refused_with_the_file_and_the_reason(file: Path, old: str, new: str, says: str) -> None:
    replace(file, old, new)
    assert says in said(file.parent, "findings.yaml")


def test_a_meaning_without_a_family_is_refused(file: Path) -> None:
    replace(file, "[birth_surplus_per_1000]", "[birth_surplus]")
    assert refused(file.parent) == (
        "indicators/demography/birth_surplus.yaml: meaning: is missing, and its family births has no meaning and questions.",
        f"{BIRTHS}: meaning: birth_surplus_per_1000 is in no family in findings.yaml.",
    )


def test_an_indicator_without_a_meaning_of_its_own_or_its_family_is_refused(file: Path) -> None:
    replace(file, "    questions: [Hva gjør vi?, Hvem gjør det?]\n", "")
    message = "meaning: is missing, and its family old_age has no meaning and questions."
    assert said(file.parent, SHARE_80) == message


def test_a_broken_indicator_is_not_also_unknown_to_its_family(file: Path) -> None:
    replace(file.parent / SHARE_80, "unit: percent\n", "")
    assert said(file.parent, SHARE_80) == "unit: is missing."
