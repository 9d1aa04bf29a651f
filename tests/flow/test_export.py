"""`show`, `export`, `--json` and `--version`: what they print and write, and how they refuse."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.settings import Settings
from tests.flow.shell import Result
from tests.lib.content import rows

Terminal = Callable[..., Result]


@pytest.fixture
def grunnlag(terminal: Terminal, quick: Settings) -> Terminal:
    """A function that runs a command on the home with three tables; the command must not change it."""
    return lambda *words: terminal(*words, home=quick.home, catalogue=quick.catalogue, sample="true")


@pytest.mark.parametrize("name", ["Heim", "5055", "Hemne", "hei"])
def test_show_prints_key_figures_with_those_of_the_groups(grunnlag: Terminal, name: str) -> None:
    told = grunnlag("show", name)
    assert (told.code, told.err) == (0, "")
    assert "Heim (5055), Trøndelag" in told.out
    words = ("De ti", "Trøndelag", "Landet", "Andel med høyere", "Uten tall for Heim", "--to 5055.xlsx")
    assert [word for word in words if word not in told.out] == []


def test_a_csv_file_has_every_figure_of_the_municipality(grunnlag: Terminal, quick: Settings, tmp_path: Path) -> None:
    told = grunnlag("export", "heim", "--to", str(tmp_path / "heim.csv"))
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(f"Wrote {tmp_path / 'heim.csv'} (")
    with (tmp_path / "heim.csv").open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file, delimiter=";"))
    (count,) = rows(quick.folder.database, "select count(*) from mart.figure where municipality_code = '5055'")[0]
    assert len(found) == count
    assert {row["kommune"] for row in found} == {"Heim"}
    assert [path.name for path in tmp_path.iterdir()] == ["heim.csv"]


def test_a_county_and_an_indicator_are_exported_by_name(grunnlag: Terminal, tmp_path: Path) -> None:
    to = tmp_path / "tall.JSON"
    assert grunnlag("export", "--county", "telemark", "--to", str(to)).code == 0
    assert len(json.loads(to.read_bytes())["dimension"]["kommune"]["category"]["index"]) == 17
    assert grunnlag("export", "--indicator", "net_migration", "--county", "50", "--to", str(to)).code == 0
    dataset = json.loads(to.read_bytes())
    assert dataset["dimension"]["indikator"]["category"]["index"] == ["net_migration"]
    assert {code[:2] for code in dataset["dimension"]["kommune"]["category"]["index"]} == {"50"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["Heim"],
            "This cannot be written as '.txt'; the file's name ends with .docx, .pdf, .pptx, .xlsx, .csv or .json.",
        ),
        (
            ["--county", "50"],
            "This cannot be written as '.txt'; the file's name ends with .xlsx, .csv, .json, .docx or .pdf.",
        ),
        ([], "Say what to export: a municipality such as Heim, --indicator or --county."),
        (["Heim", "--county", "50"], "Give a municipality, or --indicator or --county, not both."),
        (
            ["--indicator", "net_migration", "--scope", "short"],
            "--scope is for the documents of a municipality or county;",
        ),
        (["Hiem"], "There is no municipality 'Hiem' today; did you mean 5055 Heim"),
        (["--county", "Tro"], "2 counties begin with Tro: 50 Trøndelag and 55 Troms; give the code."),
        (["--indicator", "net_migrasion"], "There is no indicator 'net_migrasion'; did you mean net_migration"),
        (["Heim", "--theme", "demograpy"], "There is no theme 'demograpy'; did you mean demography?"),
    ],
)
def test_what_cannot_be_exported_is_refused_in_one_sentence(
    grunnlag: Terminal, tmp_path: Path, words: list[str], said: str
) -> None:
    told = grunnlag("export", *words, "--to", str(tmp_path / "ut.txt"))
    assert (told.code, told.out, len(told.err.splitlines())) == (2, "", 1)
    assert said in told.err
    assert list(tmp_path.iterdir()) == []


def test_a_countys_document_needs_a_theme(grunnlag: Terminal, tmp_path: Path) -> None:
    told = grunnlag("export", "--county", "50", "--to", str(tmp_path / "ut.docx"))
    assert (told.code, told.err.startswith("A county's document is about one theme: --scope is ")) == (2, True)


def test_a_folder_is_never_replaced_and_a_failed_write_leaves_nothing(grunnlag: Terminal, tmp_path: Path) -> None:
    (tmp_path / "heim.csv").mkdir()
    told = grunnlag("export", "Heim", "--to", str(tmp_path / "heim.csv"))
    assert (told.code, "is a folder" in told.err) == (2, True)
    told = grunnlag("export", "Heim", "--to", str(tmp_path / "none" / "heim.csv"))
    assert (told.code, "does not exist" in told.err) == (2, True)
    told = grunnlag("export", "Heim", "--to", "/proc/heim.csv")
    assert (told.code, "cannot be written" in told.err) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["heim.csv"]


def test_an_existing_file_is_replaced(grunnlag: Terminal, tmp_path: Path) -> None:
    (tmp_path / "heim.csv").write_text("old", encoding="utf-8")
    assert grunnlag("export", "Heim", "--to", str(tmp_path / "heim.csv")).code == 0
    assert "kommunenummer" in (tmp_path / "heim.csv").read_text(encoding="utf-8-sig")


def test_programs_get_json(grunnlag: Terminal) -> None:
    status = json.loads(grunnlag("status", "--json").out)
    assert (status["running"], status["origin"]) == (None, "sample")
    assert "ssb_06913" in {source["source_id"] for source in status["sources"]}
    listing = json.loads(grunnlag("catalogue", "--theme", "demography", "--json").out)
    assert {"theme": "demography", "id": "net_migration"}.items() <= next(
        each for each in listing if each["id"] == "net_migration"
    ).items()
    assert json.loads(grunnlag("catalogue", "net_migration", "--json").out)["unit"] == "persons"
    changed = json.loads(grunnlag("changes", "--since", "2024-06-01", "--municipality", "Heim", "--json").out)
    assert {each["municipality"] for each in changed["changed"]} == {"Heim"}
    assert changed["revised"] == []


def test_the_report_of_a_check_is_json_alone(terminal: Terminal, quick_home: Settings) -> None:
    told = terminal("check", "--sample", "--json", home=quick_home.home, catalogue=quick_home.catalogue)
    report = json.loads(told.out)
    assert (told.code, report["findings"], report["not_checked"]) == (0, [], {})
    assert "ssb_06913" in report["agreed"]


def test_the_version_is_printed(terminal: Terminal) -> None:
    told = terminal("--version")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("grunnlag ")
