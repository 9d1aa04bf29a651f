"""All errors of a load are reported together: a line each, the nearest known word, none that only follows from another."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from catalogue import Catalogue, load_catalogue
from catalogue.errors import CatalogueError, FixInput
from catalogue.files import read_yaml
from catalogue.load import HOME
from tests.lib.small import replace
from tests.unit.catalogue.conftest import Refusal, refused, said

POPULATION = "indicators/demography/population.yaml"
SHARE_80 = "indicators/demography/share_80_plus.yaml"
EDUCATION = "indicators/competence/long_higher_education_share.yaml"
AGES = "sources/ssb/07459.yaml"
BIRTHS = "sources/ssb/06913.yaml"
TOO_DEEP = "lists and mappings are nested more than 50 deep"
LAW = """\
title: {nb: En lov, en: A law}
source: {name: Lov om noe, url: https://lovdata.no/lov}
points:
  - {id: people, point: {nb: Hvem, en: Who}, indicators: [population, populasion, share_80_pluss]}
"""


# Together


def test_the_errors_of_all_files_are_reported_at_once_and_counted(home: Path) -> None:
    replace(home / "themes.yaml", "en: Housing", "no: Housing")
    replace(home / BIRTHS, "Folkemengde: {kind: stock, additive:", "Folkemengde: {kind: stock, additiv:")
    replace(home / SHARE_80, "unit: percent\n", "")
    replace(home / EDUCATION, "nivaa = '04a'", "nivaa = '04b'")
    with pytest.raises(CatalogueError) as refusal:
        load_catalogue(home)
    assert str(refusal.value).split("\n  ") == [
        "The catalogue has 5 errors:",
        "themes.yaml: 5.title: a key must be text, and YAML reads no, yes and bare numbers as something else.",
        "themes.yaml: 5.title.en: is missing.",
        f"{BIRTHS}: contents.Folkemengde.additiv: is not a known key; did you mean additive?",
        f"{SHARE_80}: unit: is missing.",
        f"{EDUCATION}: numerator: ssb_09429 has no nivaa '04b'; did you mean 04a?",
    ]


def test_an_error_of_the_catalogue_is_one_to_put_right(home: Path) -> None:
    replace(home / SHARE_80, "unit: percent\n", "")
    with pytest.raises(FixInput, match=rf"^{SHARE_80}: unit: is missing\.$") as refusal:
        load_catalogue(home)
    assert refusal.value.exit_code == 2


def test_the_unknown_keys_of_a_file_come_first(home: Path) -> None:
    replace(home / SHARE_80, "unit: percent\nkind: stock\n", "kind: stok\nbetter: higher\ncolour: red\n")
    assert [line.removeprefix(f"{SHARE_80}: ").partition(":")[0] for line in refused(home)] == [
        "better", "colour", "unit", "kind",
    ]  # fmt: skip


def test_every_rule_that_a_definition_breaks_is_reported(home: Path) -> None:
    replace(home / SHARE_80, "numerator: sum(value) filter (where alder_from >= 80)\n", "of: population\n")
    assert [line.removeprefix(f"{SHARE_80}: ") for line in refused(home)] == [
        "'from' names the source table, except with 'of', which names an indicator.",
        "'of' and 'change' go together.",
        "a denominator needs a numerator.",
    ]


def test_every_unknown_indicator_of_a_requirement_is_reported(home: Path) -> None:
    (home / "requirements").mkdir()
    (home / "requirements/law.yaml").write_text(LAW, encoding="utf-8")
    assert refused(home) == (
        "requirements/law.yaml: points.0.indicators: there is no indicator populasion; did you mean population?",
        "requirements/law.yaml: points.0.indicators: there is no indicator share_80_pluss; did you mean share_80_plus?",
    )


# The nearest known word


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (POPULATION, "decimals:", "desimals:", "desimals: is not a known key; did you mean decimals?"),
        (AGES, "additive:", "additiv:", "contents.Personer1.additiv: is not a known key; did you mean additive?"),
        (AGES, "Region, codelist:", "Region, codlist:", "region.codlist: is not a known key; did you mean codelist?"),
        (AGES, "kind: statbank", "kind: statbnk", "kind: statbnk is not a kind of source; did you mean statbank?"),
        (SHARE_80, "by: [Kjonn]", "by: [Kjon]", "by: ssb_07459 has no dimension Kjon; did you mean Kjonn?"),
        (POPULATION, "numerator: sum(value)", "numerator: sum(values)",
         "numerator: 'sum(values)' names the column values; did you mean value?"),
    ],
    ids=["key", "key of contents", "key of region", "kind", "dimension", "column"],
)  # fmt: skip
def test_a_misspelt_word_is_one_error_with_the_nearest_known_word(
    refusal: Refusal, file: str, old: str, new: str, says: str
) -> None:
    assert refusal(file, old, new) == says


def test_no_list_of_all_there_is_follows_a_word_that_is_like_none(tmp_path: Path) -> None:
    home = shutil.copytree(HOME, tmp_path / "catalogue", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    replace(home / POPULATION, "from: ssb_07459", "from: eurostat")
    assert said(home, POPULATION) == "from: there is no source eurostat."


def test_the_name_of_a_file_with_errors_of_its_own_is_a_known_word(home: Path) -> None:
    replace(home / AGES, "licence: CC BY 4.0\n", "")
    replace(home / SHARE_80, "from: ssb_07459", "from: ssb_07495")
    assert refused(home) == (
        f"{AGES}: licence: is missing.",
        f"{SHARE_80}: from: there is no source ssb_07495; did you mean ssb_07459?",
    )


# One value that may have several shapes


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ("Tid: newst 3", "select.Tid: String should match pattern"),
        ("Tid: 5", "select.Tid: Input should be a valid string; a code must stand in quotes."),
        ('Tid: ["2025", 2026]', "select.Tid.1: Input should be a valid string; a code must stand in quotes."),
    ],
    ids=["text", "number", "number in a list"],
)
def test_a_wrong_selection_is_one_error_on_the_shape_it_has(refusal: Refusal, new: str, says: str) -> None:
    assert refusal(AGES, "Tid: all", new).startswith(says)


def test_each_wrong_code_of_a_list_is_an_error(home: Path) -> None:
    replace(home / AGES, "Tid: all", "Tid: [2025, 2026]")
    assert [line.split(": ")[1] for line in refused(home)] == ["select.Tid.0", "select.Tid.1"]


# What only follows from an error is none


def test_a_source_that_cannot_be_read_is_the_only_error(refusal: Refusal) -> None:
    assert refusal(AGES, "licence: CC BY 4.0\n", "") == "licence: is missing."


def test_an_indicator_that_others_stand_on_is_the_only_error(refusal: Refusal) -> None:
    assert refusal(POPULATION, "unit: persons\n", "") == "unit: is missing."


def test_a_source_in_the_wrong_folder_is_the_only_error(home: Path) -> None:
    (home / AGES).rename(home / "sources/07459.yaml")
    assert said(home, "sources/07459.yaml") == "is never read; it must be called sources/<folder>/<name>.yaml."


def test_themes_that_cannot_be_read_are_the_only_error(refusal: Refusal) -> None:
    assert refusal("themes.yaml", "- id: demography", "- id: [demography") != ""


@pytest.mark.parametrize(
    ("old", "new"),
    [("nb: personer", "name: personer"), ("- {id: persons", "- {id: persons"), ("id: persons", "id: Persons")],
    ids=["unknown key", "no YAML", "no id"],
)
def test_units_that_are_wrong_are_an_error_of_their_own_file(home: Path, old: str, new: str) -> None:
    replace(home / "units.yaml", old, new + ("" if old != new else " ]"))
    assert {line.partition(": ")[0] for line in refused(home)} == {"units.yaml"}


def test_errors_of_indicators_are_reported_while_the_units_are_wrong(home: Path) -> None:
    replace(home / "units.yaml", "id: persons", "id: Persons")
    replace(home / SHARE_80, "kind: stock\n", "")
    assert [line.partition(": ")[0] for line in refused(home)] == ["units.yaml", SHARE_80]


def test_a_catalogue_without_units_is_refused(home: Path) -> None:
    (home / "units.yaml").unlink()
    assert said(home, "units.yaml") == "cannot be read: No such file or directory."


def test_a_unit_that_an_indicator_defines_itself_is_refused(refusal: Refusal) -> None:
    message = refusal(POPULATION, "unit: persons", "unit: {id: souls, nb: sjeler}")
    assert message.endswith("is not a unit in units.yaml.")


def test_units_that_are_none_are_refused(home: Path) -> None:
    (home / "units.yaml").write_text("[]", encoding="utf-8")
    assert "at least 1 item" in said(home, "units.yaml")


# Rules on words


def test_a_title_that_is_not_translated_is_refused(refusal: Refusal) -> None:
    assert refusal(POPULATION, "en: Population\n", "en: Folketall\n") == (
        "title: nb and en are the same words; translate them."
    )


def test_a_point_that_is_not_translated_is_refused(home: Path) -> None:
    (home / "requirements").mkdir()
    law = LAW.replace("en: Who", "en: Hvem").replace(", populasion, share_80_pluss", "")
    (home / "requirements/law.yaml").write_text(law, encoding="utf-8")
    assert said(home, "requirements/law.yaml") == "points.0.point: nb and en are the same words; translate them."


def test_a_reason_that_says_no_more_than_the_title_is_refused(home: Path) -> None:
    text = (home / POPULATION).read_text(encoding="utf-8")
    why = "why: {nb: Folketal., en: It says how many people live there.}\n"
    after = text[text.index("definition:") :]
    (home / POPULATION).write_text(text[: text.index("why:")] + why + after, encoding="utf-8")
    assert said(home, POPULATION) == "why must say more than the title."


@pytest.mark.parametrize(
    ("nb", "fault"),
    [("Folketa.", "must say more than the title"), ("Alle bosatte i kommunen", "must end with a full stop")],
)
def test_a_definition_that_is_no_sentence_is_refused(home: Path, nb: str, fault: str) -> None:
    content = read_yaml(home / POPULATION)
    content["definition"]["nb"] = nb
    (home / POPULATION).write_text(yaml.safe_dump(content), encoding="utf-8")
    assert said(home, POPULATION) == f"definition {fault}."


@pytest.mark.parametrize("key", ["title", "why", "definition"])
def test_a_text_of_another_indicator_is_refused(home: Path, shipped: Catalogue, key: str) -> None:
    content = read_yaml(home / SHARE_80)
    content[key]["nb"] = getattr(shipped.indicators["population"].definition, key).nb
    (home / SHARE_80).write_text(yaml.safe_dump(content), encoding="utf-8")
    assert said(home, SHARE_80) == f"{key}.nb: is the same text as in {POPULATION}."


# Files that are none


def directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def looping(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def written(text: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (written("title: 2026-02-30"), "is not readable YAML: day is out of range"),
        (written("title: \x07"), "is not readable YAML: unacceptable character"),
        (directory, "cannot be read: Is a directory."),
        (looping, "cannot be read: Too many levels of symbolic links."),
        (written("title: !!int abc"), "is not readable YAML: invalid literal for int()"),
        (written("title: !!bool 7"), "is not readable YAML: '7'"),
        (written("title: !!timestamp now"), "is not readable YAML: "),
        (written("title: " + "9" * 5000), "is not readable YAML: Exceeds the limit"),
        (written("title: &a [*a]"), "is not readable YAML: *a is an alias; write its content again"),
        (written("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"), "is not readable YAML: *a is an alias"),
        (written("[" * 100_000), f"is not readable YAML: {TOO_DEEP} in line 1."),
        (written("- " * 100_000), f"is not readable YAML: {TOO_DEEP} in line 1."),
        (
            written("\n".join(" " * depth + "a:" for depth in range(60))),
            f"is not readable YAML: {TOO_DEEP} in line 51.",
        ),
    ],
    ids=[
        "no day",
        "control character",
        "a folder",
        "a loop",
        "no number",
        "no truth",
        "no time",
        "long number",
        "holds itself",
        "aliases",
        "deep brackets",
        "deep dashes",
        "deep mappings",
    ],
)
def test_a_file_that_is_none_is_refused(home: Path, spoil: Callable[[Path], object], says: str) -> None:
    spoil(home / SHARE_80)
    assert said(home, SHARE_80).startswith(says)
