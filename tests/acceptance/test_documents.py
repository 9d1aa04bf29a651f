"""The documents beside the pages are made for the municipalities asked for, and unchanged ones are not made again."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.load import load_catalogue
from pipeline.documents import ENDINGS, FOLDER, MADE, make_documents
from publish.forms import Forms
from publish.site import Scope
from tests.lib.few import few
from warehouse.home import DATABASE
from warehouse.read import Figure, IndicatorInfo
from warehouse.read_content import ContentReader

MAGIC = {".docx": b"PK", ".pdf": b"%PDF", ".pptx": b"PK", ".xlsx": b"PK"}
HEIM = [f"5055{ending}" for ending in ENDINGS]


class Home:
    """Folders of builds with the same figures."""

    def __init__(self, published: Path, root: Path) -> None:
        self.published, self.root = published, root

    def made(self, name: str, before: str) -> tuple[int, Path, list[tuple[int, int]]]:
        """Make Heim's documents in a folder. Return how many were made anew, where they are, and the progress."""
        folder, progress = self.root / name, list[tuple[int, int]]()
        if not folder.exists():
            folder.mkdir()
            (folder / DATABASE).symlink_to((self.published / DATABASE).resolve())
        count = make_documents(
            folder,
            self.root / before,
            load_catalogue(),
            Scope(municipality="5055"),
            lambda *each: progress.append(each),
        )
        return count, folder / "site" / FOLDER, progress


@pytest.fixture(scope="module")
def home(published_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home(published_folder, tmp_path_factory.mktemp("builds"))
    made.made("first", "none")
    return made


def test_every_form_is_made_and_noted(home: Home) -> None:
    folder = home.root / "first" / "site" / FOLDER
    assert {file.name for file in folder.iterdir()} == {*HEIM, MADE}
    assert all((folder / name).read_bytes().startswith(MAGIC[Path(name).suffix]) for name in HEIM)
    assert [*json.loads((folder / MADE).read_text(encoding="utf-8"))] == HEIM


def test_unchanged_documents_are_taken_over(home: Home) -> None:
    count, folder, progress = home.made("second", "first")
    assert (count, progress) == (0, [(1, 1)])
    assert all((folder / name).samefile(home.root / "first" / "site" / FOLDER / name) for name in HEIM)
    assert json.loads((folder / MADE).read_text(encoding="utf-8")).keys() == {*HEIM}


def test_a_document_that_was_made_of_something_else_is_made_again_and_the_old_one_stays(home: Home) -> None:
    _, folder, _ = home.made("third", "first")
    noted = json.loads((folder / MADE).read_text(encoding="utf-8"))
    (folder / MADE).write_text(json.dumps(noted | {"5055.xlsx": "other"}), encoding="utf-8")
    before = (folder / "5055.xlsx").read_bytes()
    count, newer, _ = home.made("fourth", "third")
    assert count == 1
    assert not (newer / "5055.xlsx").samefile(folder / "5055.xlsx")
    assert (folder / "5055.xlsx").read_bytes() == before == (newer / "5055.xlsx").read_bytes()


def test_documents_are_made_again_if_only_a_definition_or_a_place_in_the_county_changed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Forms(home.root / "first" / DATABASE, load_catalogue()) as forms:
        before = forms.made_from("5055")
    newest, indicators = ContentReader.newest_figures, ContentReader.indicators
    with monkeypatch.context() as changed, Forms(home.root / "first" / DATABASE, load_catalogue()) as forms:
        changed.setattr(ContentReader, "newest_figures", lambda *given: _others_revised(newest(*given)))
        assert forms.made_from("5055") != before
    with monkeypatch.context() as changed, Forms(home.root / "first" / DATABASE, load_catalogue()) as forms:
        changed.setattr(ContentReader, "indicators", lambda reader: _reworded(indicators(reader)))
        assert forms.made_from("5055") != before
    with Forms(home.root / "first" / DATABASE, load_catalogue()) as forms:
        assert forms.made_from("5055") == before


def _others_revised(figures: list[Figure]) -> list[Figure]:
    return [replace(each, county_rank=each.county_rank and each.county_rank + 1) for each in figures]


def _reworded(indicators: list[IndicatorInfo]) -> list[IndicatorInfo]:
    return [replace(each, definition=f"{each.definition} Ny.") for each in indicators]


@pytest.mark.parametrize("damage", few(["{", "", "[1]"], 1))
def test_without_a_readable_note_everything_is_made_again(home: Home, tmp_path: Path, damage: str) -> None:
    note = home.root / "none" / "site" / FOLDER / MADE
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(damage, encoding="utf-8")
    assert Home(home.published, tmp_path).made("fifth", "none")[0] == len(ENDINGS)
