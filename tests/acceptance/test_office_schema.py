"""Word, PowerPoint and Excel files keep Office's schemas: what breaks them, Office repairs or refuses."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from catalogue.load import load_catalogue
from publish.content.county_themes import THEMES
from publish.content.document import FULL
from publish.forms import Forms
from tests.lib.few import few
from warehouse.home import DATABASE

openxml_audit = pytest.importorskip(
    "openxml_audit", reason="openxml-audit is not installed, so Office files are not validated."
)
MUNICIPALITIES = product(("5055", "4003", "5052", "5001"), (".docx", ".pptx", ".xlsx"), (FULL,))
COUNTIES = [(code, ".docx", theme) for code in ("50", "40") for theme in THEMES] + [("50", ".xlsx", FULL)]


@pytest.fixture(scope="module")
def forms(published_folder: Path) -> Iterator[Forms]:
    with Forms(published_folder / DATABASE, load_catalogue()) as made:
        yield made


@pytest.mark.parametrize("wanted", few([*MUNICIPALITIES, *COUNTIES], 1), ids="".join)
def test_files_keep_the_schemas_of_office(wanted: tuple[str, str, str], forms: Forms, tmp_path: Path) -> None:
    code, ending, scope = wanted
    file, make = tmp_path / f"file{ending}", forms.municipality if len(code) == 4 else forms.county
    file.write_bytes(make(code, ending, None, scope))
    assert [str(error) for error in openxml_audit.OpenXmlValidator().validate(file).errors] == []


def test_a_broken_file_is_found(tmp_path: Path) -> None:
    file = tmp_path / "file.docx"
    file.write_bytes(b"PK")
    assert not openxml_audit.OpenXmlValidator().validate(file).is_valid
