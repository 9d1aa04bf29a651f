"""The documentation is correct: its examples run with the given results, and what it names exists."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from signal import SIGINT, SIGTERM

import duckdb
import pytest
import typer

from catalogue.errors import GrunnlagError
from catalogue.statbank import StatbankSource
from cli.main import app
from pipeline.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), ROOT / "sample" / "figures" / "README.md"]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def relative(page: Path) -> str:
    """Return the page's name for the id of a test."""
    return str(page.relative_to(ROOT))


def blocks(language: str) -> Iterator[tuple[Path, str]]:
    """Return every example in a language, with its page."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        yield from (
            (page, block) for block in re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
        )


PYTHON = list(blocks("python"))
SQL = [block for _, block in blocks("sql")]
SQL += [query for _, block in PYTHON for query in re.findall(r'sql\("""\n(.*?)"""\)', block, re.DOTALL)]
YAML = [block.split("\n", 1) for _, block in blocks("yaml") if block.startswith("# catalogue/")]
COMMANDS = [
    line.removeprefix(".venv/bin/grunnlag ")
    for _, block in blocks("sh")
    for line in block.splitlines()
    if line.startswith(".venv/bin/grunnlag ")
]


def test_there_are_examples_to_run() -> None:
    assert min(len(SQL), len(COMMANDS)) >= 10
    assert min(len(PYTHON), len(YAML)) >= 3


@pytest.mark.parametrize("query", SQL)
def test_a_query_gives_the_result_it_states(query: str, published: duckdb.DuckDBPyConnection) -> None:
    lines = [line.strip() for line in query.splitlines()]
    promised = [line.removeprefix("-- gives: ").split(" | ") for line in lines if line.startswith("-- gives: ")]
    rows = published.sql(query).fetchall()
    assert promised
    assert [["null" if value is None else str(value) for value in row] for row in rows] == promised


@pytest.mark.parametrize("page", sorted({page for page, _ in PYTHON}), ids=relative)
def test_the_python_of_a_page_runs(
    page: Path, published_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "published").symlink_to(published_folder.resolve())
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in (block for other, block in PYTHON if other == page):
        # What a reader pastes, in order. tests/serving asks a web server.
        exec(block.replace("https://example.org", "var/published"), names)


def test_the_readme_asks_the_file_three_questions() -> None:
    assert README.count("con.sql(") == README.count('con.sql("""\n    -- gives: ') == 3


@pytest.mark.parametrize("command", sorted({*COMMANDS}))
def test_a_command_has_the_options_that_it_is_shown_with(command: str) -> None:
    words = shlex.split(command, comments=True)
    group = typer.main.get_command(app)
    with group.make_context("grunnlag", words[:1]) as context:
        group.get_command(context, words[0]).make_context(words[0], words[1:], parent=context)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("path", "text"), YAML)
def test_an_example_of_yaml_is_in_the_file_that_it_names(path: str, text: str) -> None:
    assert text in (ROOT / path.removeprefix("# ")).read_text(encoding="utf-8")


def test_the_table_in_contributing_is_the_file_that_it_names() -> None:
    shipped = (ROOT / "catalogue" / "sources" / "ssb" / "06913.yaml").read_text(encoding="utf-8")
    assert f"```yaml\n{shipped}```" in GUIDE


def test_every_key_of_a_table_is_in_contributing() -> None:
    assert [key for key in StatbankSource.model_fields if f"`{key}`" not in GUIDE] == []


def test_the_readme_lists_every_setting() -> None:
    rows = [line for line in README.splitlines() if line.startswith("| `GRUNNLAG_")]
    listed = [name for row in rows for name in re.findall(r"`GRUNNLAG_(\w+)`", row)]
    internal = {"SAMPLE", "HELD", "HELD_CODES"}  # what --sample sets
    assert {*listed} == {name.upper() for name in Settings.model_fields} - internal


def test_the_readme_lists_every_exit_code() -> None:
    codes = re.findall(r"^\| (\d+) \|", README, re.MULTILINE)
    assert {int(code) for code in codes} == {0, 128 + SIGINT, 128 + SIGTERM, *exit_codes(GrunnlagError)}


def exit_codes(error: type[GrunnlagError]) -> set[int]:
    """Return the exit codes of an error class and of its subclasses."""
    return {error.exit_code}.union(*(exit_codes(below) for below in error.__subclasses__()))


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_links_lead_somewhere(page: Path) -> None:
    for path, heading in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", page.read_text(encoding="utf-8")):
        target = (page.parent / path) if path else page
        assert target.exists(), path
        assert not heading or heading in headings(target), f"{path}#{heading}"


def headings(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
