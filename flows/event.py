"""The event of a published build, on which other flows can be triggered."""

from prefect.events import emit_event

from pipeline.report import Report
from warehouse.home import Home

PUBLISHED = "grunnlag.published"


def emit_published(report: Report, home: Home) -> None:
    """Emit PUBLISHED if the run has published a new build. New pages of the same figures are no new build."""
    if report.is_failed or not {"checkpoint", "switch"} <= report.steps.keys():
        return
    facts = report.model_dump(mode="json", include={"municipality", "fetched", "revised", "failed", "exit_code"})
    resource = {"prefect.resource.id": f"grunnlag.build.{report.build_id}", "grunnlag.home": str(home.path)}
    emit_event(PUBLISHED, resource, payload={"database": str(home.database), **facts})
