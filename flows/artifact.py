"""The artifacts of a run: its report, what changed, freshness, and a municipality's key figures with its files."""

import logging
from pathlib import Path
from typing import Any

from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.runtime import flow_run

from catalogue.load import load_catalogue
from pipeline.report import Report
from pipeline.report_text import markdown, oslo, plain
from pipeline.settings import Settings
from publish.content.model import MunicipalityContent
from warehouse.home import DATABASE, Home
from warehouse.read import Reader

logger = logging.getLogger(__name__)


def show_report(report: Report, home: Home) -> None:
    """Create the artifacts `report-<flow>` and, as tables, `changed-<flow>` and `freshness`."""
    flow, of = flow_run.flow_name, f"un of {oslo(report.started_at)}"
    create_markdown_artifact(markdown(report), f"report-{flow}", f"R{of}")
    if changed := _changed(report):
        create_table_artifact(changed, f"changed-{flow}", f"Tables fetched, or not to be had, by the r{of}")
    if report.build_id:
        create_table_artifact(_freshness(home), "freshness", f"Published tables after the r{of}")


def _changed(report: Report) -> list[dict[str, Any]]:
    fetched = [
        {"table": table, "cells": cells, "revised": report.revised.get(table, 0), "failed": None}
        for table, cells in report.fetched.items()
    ]
    failed = [
        {"table": table, "cells": None, "revised": None, "failed": reason} for table, reason in report.failed.items()
    ]
    return fetched + failed


def _freshness(home: Home) -> list[dict[str, Any]]:
    """Return a row for each table that has been fetched, or should have been. Times are Oslo's."""
    with Reader(home.database) as reader:
        sources = reader.sources().values()
    return [
        {
            "table": source.id,
            "title": source.title,
            "updated": oslo(source.updated),
            "fetched": oslo(source.loaded_at),
            "stale": source.stale_reason,
        }
        for source in sources
        if source.loaded_at or source.stale_reason
    ]


def show_in_prefect(settings: Settings, code: str) -> None:
    """Create the artifact `municipality-<code>`. Log any fault as a warning: the run has published, and must not fail."""
    try:
        _create(settings, code)
    except Exception as error:
        logger.warning("The key figures of %s cannot be shown in Prefect: %s: %s", code, type(error).__name__, error)


def _create(settings: Settings, code: str) -> None:
    from publish.forms import Forms  # here, as below, because it takes a second

    published = settings.folder.published
    with Forms(published / DATABASE, load_catalogue(settings.catalogue, settings.local)) as forms:
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
