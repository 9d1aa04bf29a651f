"""What a build came to."""

from dataclasses import dataclass, field

from catalogue.errors import GrunnlagError
from extract.archive import Load


@dataclass
class BuildResult:
    """What one build came to: its folder's name (None when nothing was new), what it loaded, and what is stale.

    `notices` are sentences about what is odd, but no reason to keep it out.
    """

    build_id: str | None
    state: str
    loaded: list[Load] = field(default_factory=list)
    stale: dict[str, GrunnlagError] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
