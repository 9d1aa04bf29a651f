"""The result of a build."""

from dataclasses import dataclass, field

from catalogue.errors import GrunnlagError
from extract.archive import Load
from warehouse.indicator_summary import IndicatorSummary


@dataclass
class BuildResult:
    """Result of a build: its folder's name (None if nothing changed), new loads, stale sources, changed indicators.

    `notices` are sentences about unusual differences that did not stop the build.
    """

    build_id: str | None
    state: str
    loaded: list[Load] = field(default_factory=list)
    stale: dict[str, GrunnlagError] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    changed: list[IndicatorSummary] = field(default_factory=list)
