"""The artifact at the end of a municipality's run: its key figures, and where its page and its files are."""

from pathlib import Path

from prefect.artifacts import create_markdown_artifact

from catalogue.load import load_catalogue
from pipeline.documents import ENDINGS, FOLDER
from pipeline.settings import Settings
from publish.content.model import MunicipalityContent
from publish.forms import Forms
from publish.markdown import escaped
from warehouse.home import DATABASE


def show_in_prefect(settings: Settings, code: str) -> None:
    """Create the artifact `municipality-<code>` from the published file."""
    published = settings.folder.published
    with Forms(published / DATABASE, load_catalogue(settings.catalogue)) as forms:
        content = forms.content(code)
    create_markdown_artifact(
        _markdown(content, published / "site"), f"municipality-{code}", f"Nøkkeltall for {content.name}"
    )


def _markdown(content: MunicipalityContent, site: Path) -> str:
    """Return the key figures as a table, what matters most, and the files that are there."""
    facts = [f"| {escaped(fact.label)} | {escaped(fact.number)} |" for fact in content.facts]
    found = [
        f"- **{escaped(each.number)}** {escaped(each.sentence.text)}"
        for sort in content.highlights
        for each in sort.findings
    ]
    files = [site / f"{content.code}.html", *(site / FOLDER / f"{content.code}{ending}" for ending in ENDINGS)]
    there = [f"- `{file}`" for file in files if file.is_file()]
    return "\n".join([f"# {escaped(content.name)}", "", "| | |", "|---|---|", *facts, "", *found, "", *there])
