"""The artifacts of a run: its report and, at the end of a municipality's run, its key figures and where its files are."""

import logging
from pathlib import Path

from prefect.artifacts import create_markdown_artifact
from prefect.runtime import flow_run

from catalogue.load import load_catalogue
from pipeline.report import Report
from pipeline.report_text import markdown, oslo, plain
from pipeline.settings import Settings
from publish.content.model import MunicipalityContent
from warehouse.home import DATABASE

logger = logging.getLogger(__name__)


def show_report(report: Report) -> None:
    """Create the artifact `report-<flow>`, such as `report-nightly`."""
    create_markdown_artifact(markdown(report), f"report-{flow_run.flow_name}", f"Run of {oslo(report.started_at)}")


def show_in_prefect(settings: Settings, code: str) -> None:
    """Create the artifact `municipality-<code>`. Log any fault as a warning: the run has published, and must not fail."""
    try:
        _create(settings, code)
    except Exception as error:
        logger.warning("The key figures of %s cannot be shown in Prefect: %s: %s", code, type(error).__name__, error)


def _create(settings: Settings, code: str) -> None:
    from publish.forms import Forms  # here, as below, because it takes a second

    published = settings.folder.published
    with Forms(published / DATABASE, load_catalogue(settings.catalogue)) as forms:
        content = forms.content(code)
    create_markdown_artifact(
        _markdown(content, published / "site"), f"municipality-{code}", f"Nøkkeltall for {content.name}"
    )


def _markdown(content: MunicipalityContent, site: Path) -> str:
    """Return the key figures as a table, what matters most, and the files that are there."""
    from pipeline.documents import ENDINGS, FOLDER

    facts = [f"| {plain(fact.label)} | {plain(fact.number)} |" for fact in content.facts]
    found = [
        f"- **{plain(each.number)}** {plain(each.sentence.text)}"
        for sort in content.highlights
        for each in sort.findings
    ]
    files = [site / f"{content.code}.html", *(site / FOLDER / f"{content.code}{ending}" for ending in ENDINGS)]
    there = [f"- `{file}`" for file in files if file.is_file()]
    return "\n".join([f"# {plain(content.name)}", "", "| | |", "|---|---|", *facts, "", *found, "", *there])
