"""The shipped catalogue loads; a wrong word in a copy of it gives an error with the file, the key and the reason."""

import re
import shutil
from pathlib import Path

import pytest

from catalogue import Catalogue, load_catalogue
from catalogue.definition import Definition
from catalogue.errors import CatalogueError
from catalogue.load import HOME
from tests.unit.catalogue.conftest import Refusal, said

POPULATION = "indicators/demography/population.yaml"
SHARE_80 = "indicators/demography/share_80_plus.yaml"
GROWTH = "indicators/demography/population_growth_5y.yaml"
BIRTHS = "indicators/demography/birth_surplus.yaml"
BIRTHS_PER_1000 = "indicators/demography/birth_surplus_per_1000.yaml"
EDUCATION = "indicators/competence/long_higher_education_share.yaml"
INCOME = "indicators/income/median_income_after_tax.yaml"
AGES = "sources/ssb/07459.yaml"
INCOMES = "sources/ssb/06944.yaml"
LEVELS = "sources/ssb/09429.yaml"

# What is shipped


def test_the_shipped_catalogue_has_indicators_in_every_theme(shipped: Catalogue) -> None:
    assert {indicator.theme for indicator in shipped.indicators.values()} == {theme.id for theme in shipped.themes}


def test_an_untouched_copy_loads_to_the_same_catalogue(shipped: Catalogue, tmp_path: Path) -> None:
    copy = shutil.copytree(HOME, tmp_path / "catalogue", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    assert load_catalogue(copy) == shipped


def test_an_indicator_has_the_name_of_its_file(shipped: Catalogue) -> None:
    assert shipped.indicators["share_80_plus"].id == "share_80_plus"
    assert shipped.indicators["share_80_plus"].theme == "demography"


def test_the_example_in_contributing_is_the_file_it_names() -> None:
    guide = (Path(__file__).parents[3] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert (HOME / "indicators/demography/share_20_39.yaml").read_text(encoding="utf-8") in guide


def test_every_key_of_a_definition_is_in_contributing() -> None:
    guide = (Path(__file__).parents[3] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    words = [field.alias or name for name, field in Definition.model_fields.items()]
    assert [word for word in words if f"`{word}`" not in guide] == []


# Keys and values of one file


def test_an_unknown_key_is_refused(refusal: Refusal) -> None:
    message = refusal(POPULATION, "decimals: 0\n", "decimals: 0\ncolour: red\n")
    assert message == "colour: is not a known key."


def test_a_missing_unit_is_refused(refusal: Refusal) -> None:
    assert refusal(POPULATION, "unit: persons\n", "") == "unit: is missing."


def test_an_unknown_unit_is_refused_with_the_nearest(refusal: Refusal) -> None:
    message = refusal(POPULATION, "unit: persons", "unit: person")
    assert message == "unit: person is not a unit in units.yaml; did you mean persons?"


def test_a_missing_language_is_refused(refusal: Refusal) -> None:
    assert refusal(POPULATION, "  en: Population\n", "") == "title.en: is missing."


def test_the_language_code_no_is_refused(refusal: Refusal) -> None:
    message = refusal(POPULATION, "  nb: Folketall\n", "  nb: Folketall\n  no: Folketall\n")
    assert "a key must be text, and YAML reads no" in message


def test_a_repeated_key_is_refused_with_its_line(refusal: Refusal) -> None:
    message = refusal(POPULATION, "title:\n", "unit: percent\ntitle:\n")
    assert message.startswith("is not readable YAML: the key 'unit' is given twice in line ")


def test_an_unquoted_code_in_a_list_is_refused(refusal: Refusal) -> None:
    message = refusal(LEVELS, '"03a"', "0301")
    assert message.startswith("select.Nivaa.4: ")
    assert message.endswith("a code must stand in quotes.")


def test_an_unquoted_country_code_is_refused(refusal: Refusal) -> None:
    message = refusal(AGES, 'country: "0"', "country: 0301")
    assert message.startswith("region.country: ")
    assert message.endswith("a code must stand in quotes.")


def test_a_number_in_quotes_is_refused(refusal: Refusal) -> None:
    assert refusal(POPULATION, "decimals: 0", 'decimals: "0"').startswith("decimals: ")


def test_text_that_is_not_yaml_is_refused(refusal: Refusal) -> None:
    assert refusal(POPULATION, "unit: persons", "unit: [persons").startswith("is not readable YAML")


def test_bytes_that_are_not_utf8_are_refused(home: Path) -> None:
    (home / POPULATION).write_bytes("title: {nb: Fødte, en: Born}".encode("latin-1"))
    assert said(home, POPULATION).startswith("is not readable YAML")


def test_an_empty_file_is_refused(home: Path) -> None:
    (home / POPULATION).write_text("", encoding="utf-8")
    assert said(home, POPULATION) == "must hold a mapping of keys to values."


def test_checks_that_no_value_can_pass_are_refused(refusal: Refusal) -> None:
    assert refusal(SHARE_80, "{min: 0, max: 40}", "{min: 40, max: 0}") == "checks: min 40 must be below max 0."


# Files and folders


def test_a_source_with_another_name_than_its_table_is_refused(refusal: Refusal) -> None:
    message = refusal(AGES, 'table: "07459"', 'table: "07460"')
    assert message == "says 07460, but the file is called 07459; they must be the same."


def test_a_classification_with_another_name_than_its_number_is_refused(refusal: Refusal) -> None:
    assert refusal("sources/klass/131.yaml", '"131"', '"132"').startswith("says 132, but the file is called 131")


def test_an_indicator_in_an_unknown_theme_is_refused(home: Path) -> None:
    (home / "indicators/demografi").mkdir()
    (home / POPULATION).rename(home / "indicators/demografi/population.yaml")
    message = "demografi is not a theme in themes.yaml; did you mean demography?"
    assert said(home, "indicators/demografi") == message


def test_one_id_in_two_themes_is_refused(home: Path) -> None:
    shutil.copy(home / POPULATION, home / "indicators/land/population.yaml")
    message = "the id population is taken by indicators/demography/population.yaml; rename one of them."
    assert said(home, "indicators/land/population.yaml") == message


def test_a_file_in_the_wrong_folder_is_refused(home: Path) -> None:
    (home / POPULATION).rename(home / "indicators/demography/population.yml")
    assert said(home, "indicators/demography/population.yml").startswith("is never read")


def test_a_file_name_that_cannot_be_an_id_is_refused(home: Path) -> None:
    (home / SHARE_80).rename(home / "indicators/demography/Share-80.yaml")
    assert said(home, "indicators/demography/Share-80.yaml").startswith("id: ")


def test_a_repeated_theme_is_refused(refusal: Refusal) -> None:
    assert refusal("themes.yaml", "- id: place", "- id: income") == "income is listed twice."


def test_a_folder_without_a_catalogue_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"themes\.yaml is missing"):
        load_catalogue(tmp_path)


# Names that must exist


def test_an_unknown_source_is_refused_with_the_nearest(refusal: Refusal) -> None:
    message = refusal(POPULATION, "from: ssb_07459", "from: ssb_07549")
    assert re.fullmatch(r"from: there is no source ssb_07549; did you mean ssb_07459[^?]*\?", message)


def test_a_table_number_without_its_publisher_is_refused_with_the_source(refusal: Refusal) -> None:
    message = refusal(POPULATION, "from: ssb_07459", 'from: "07459"')
    assert message == "from: there is no source 07459; did you mean ssb_07459?"


def test_a_source_without_figures_is_refused(refusal: Refusal) -> None:
    assert refusal(POPULATION, "from: ssb_07459", "from: klass_131") == "from: klass_131 holds no figures."


def test_an_unknown_indicator_to_divide_by_is_refused(refusal: Refusal) -> None:
    assert refusal(BIRTHS_PER_1000, "per: population", "per: people") == "per: there is no indicator people."


def test_dividing_by_a_share_is_refused(refusal: Refusal) -> None:
    message = refusal(BIRTHS_PER_1000, "per: population", "per: share_80_plus")
    assert message == "per: share_80_plus must be an indicator with only a numerator."


def test_growth_of_an_unknown_indicator_is_refused(refusal: Refusal) -> None:
    assert refusal(GROWTH, "of: population", "of: people") == "of: there is no indicator people."


def test_a_breakdown_by_an_unknown_dimension_is_refused(refusal: Refusal) -> None:
    message = refusal(SHARE_80, "by: [Kjonn]", "by: [Sivilstand]")
    assert message == "by: ssb_07459 has no dimension Sivilstand; there are Kjonn and Alder."


def test_a_breakdown_by_a_column_that_is_not_a_dimension_is_refused(refusal: Refusal) -> None:
    assert refusal(SHARE_80, "by: [Kjonn]", "by: [value]").startswith("by: ssb_07459 has no dimension value")


# Definitions that mean something


def test_two_ways_to_define_one_indicator_are_refused(refusal: Refusal) -> None:
    message = refusal(POPULATION, "numerator: sum(value)", "numerator: sum(value)\nvalue: max(value)")
    assert message == "needs exactly one of numerator, value, of, function; has numerator, value."


def test_a_definition_without_a_source_is_refused(refusal: Refusal) -> None:
    assert refusal(POPULATION, "from: ssb_07459\n", "").startswith("'from' names the source table")


def test_two_denominators_are_refused(refusal: Refusal) -> None:
    message = refusal(SHARE_80, "denominator: sum(value)", "denominator: sum(value)\nper: population")
    assert message == "'denominator' and 'per' exclude each other."


def test_a_denominator_under_a_value_is_refused(refusal: Refusal) -> None:
    message = refusal(SHARE_80, "numerator:", "value:")
    assert message == "a denominator needs a numerator."


def test_a_breakdown_per_another_indicator_must_be_over_the_whole(refusal: Refusal) -> None:
    message = refusal(POPULATION, "unit: persons", "per: population\nunit: ratio")
    assert message == "'by' with 'per' divides by the whole: say denominator_over: whole."


def test_a_percentage_without_a_denominator_is_refused(refusal: Refusal) -> None:
    assert "unit percent needs a denominator" in refusal(POPULATION, "unit: persons", "unit: percent")


def test_a_ratio_without_a_denominator_is_refused(refusal: Refusal) -> None:
    assert "unit ratio needs a denominator" in refusal(POPULATION, "unit: persons", "unit: ratio")


def test_growth_in_persons_is_refused(refusal: Refusal) -> None:
    assert "unit must be percent" in refusal(GROWTH, "unit: percent", "unit: persons")


def test_growth_without_a_number_of_years_is_refused(refusal: Refusal) -> None:
    assert "'of' and 'change' go together" in refusal(GROWTH, "change: {years: 5}\n", "")


def test_growth_with_a_breakdown_is_refused(refusal: Refusal) -> None:
    assert "'by' needs a numerator" in refusal(GROWTH, "unit:", "by: [Kjonn]\nunit:")


def test_shares_of_a_whole_without_a_breakdown_are_refused(refusal: Refusal) -> None:
    message = refusal(SHARE_80, "by: [Kjonn]\ndenominator_over: same", "denominator_over: whole")
    assert "'denominator_over: whole' needs 'by'" in message


# Expressions, as the catalogue refuses them (test_expressions.py has the finer points)


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("sum(value", "is not an SQL expression"),
        ("sum((select 1))", "may not use"),
        ("sum(value) + (select max(value) from core.observation)", "may not use"),
        ("read_csv('/etc/passwd')", "may not use"),
        ("sum(value) filter (where hour >= 80)", "names the column hour; there are alder,"),
        ("value", "must put value inside sum"),
        ("sum(value) + alder_from", "must put alder_from inside sum"),
    ],
    ids=["unclosed", "subquery", "query of a table", "table function", "unknown column", "bare column", "half bare"],
)
def test_an_expression_that_is_not_plain_is_refused(refusal: Refusal, expression: str, reason: str) -> None:
    message = refusal(POPULATION, "numerator: sum(value)", f'numerator: "{expression}"')
    assert message.startswith(f"numerator: '{expression}'")
    assert reason in message


def test_a_denominator_is_validated_like_a_numerator(refusal: Refusal) -> None:
    message = refusal(SHARE_80, "denominator: sum(value)", "denominator: value")
    assert message.startswith("denominator: 'value' must put value inside sum")


def test_an_unquoted_code_in_an_expression_is_refused(refusal: Refusal) -> None:
    message = refusal(EDUCATION, "nivaa = '04a'", "nivaa = 0301")
    assert message == "numerator: nivaa is compared with 0301; a code must stand in quotes."


def test_an_unquoted_municipality_in_an_expression_is_refused(refusal: Refusal) -> None:
    message = refusal(EDUCATION, "nivaa = '04a'", "region = 0301")
    assert message == "numerator: region is compared with 0301; a code must stand in quotes."


def test_a_code_that_the_source_does_not_select_is_refused(refusal: Refusal) -> None:
    message = refusal(EDUCATION, "' and nivaa = '04a'", "' and nivaa = '05a'")
    assert message.startswith("numerator: ssb_09429 has no nivaa '05a'; did you mean 0")


def test_contents_that_the_source_does_not_have_are_refused(refusal: Refusal) -> None:
    message = refusal(BIRTHS, "'Fodselsoverskudd'", "'Fodsler'")
    assert message.startswith("numerator: ssb_06913 has no contents 'Fodsler'")


def test_a_sum_without_a_choice_among_several_contents_is_refused(refusal: Refusal) -> None:
    message = refusal(BIRTHS, " filter (where contents = 'Fodselsoverskudd')", "")
    assert message.startswith("numerator: 'SUM(value)' must say which contents")


# What may not be summed


def test_a_sum_of_medians_is_refused(refusal: Refusal) -> None:
    message = refusal(INCOME, "value: max(value)", "numerator: sum(value)")
    assert message == "numerator: InntSkatt cannot be summed; define the indicator with 'value'."


def test_a_numerator_that_does_not_add_up_is_refused(refusal: Refusal) -> None:
    message = refusal(POPULATION, "numerator: sum(value)", "numerator: max(value)")
    assert message.startswith("numerator: 'max(value)' cannot be summed over municipalities")


@pytest.mark.parametrize("key", ["codelist", "county_codelist"])
def test_a_summing_codelist_for_a_median_is_refused(refusal: Refusal, key: str) -> None:
    message = refusal(INCOMES, "{dimension: Region}", f"{{dimension: Region, {key}: agg_KommSummer}}")
    assert message == f"region.{key} agg_KommSummer sums, but contents InntSkatt is not additive."


def test_a_source_without_a_kind_is_refused(refusal: Refusal) -> None:
    assert refusal(AGES, "kind: statbank\n", "") == "kind: is missing."


def test_a_table_without_periods_is_refused(refusal: Refusal) -> None:
    assert "select must name Tid" in refusal(AGES, ", Tid: all", "")


def test_bands_in_the_wrong_order_are_refused(refusal: Refusal) -> None:
    assert "bands.Alder must be in ascending order" in refusal(AGES, "[0, 1, 6,", "[0, 6, 1,")


def test_bands_of_a_dimension_that_is_not_selected_are_refused(refusal: Refusal) -> None:
    assert "bands.Hour is not a dimension" in refusal(AGES, "bands: {Alder:", "bands: {Hour:")
