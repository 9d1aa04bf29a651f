"""The schema of `chapters.yaml`: what the pages of a municipality say, in which order, and by which patterns."""

import re
from typing import Annotated, Literal

from pydantic import Field, RootModel, model_validator

from catalogue.strict import Identifier, Strict
from catalogue.words import refuse_doubled

FIELD = re.compile(r"\{([a-z][a-z0-9_.]*)(?::([^{}]*))?\}")
"""A field of a pattern: a fact, and how it is written."""
CONDITION = re.compile(r"([a-z][a-z0-9_.]*) (<|<=|>|>=|=) (-?[0-9.]+|[a-z][a-z0-9_.]*)")
"""A condition of a pattern: a fact compared with a number or another fact."""

ChartId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,40}$")]
ChartKind = Literal[
    "index", "line", "lines", "columns", "parts", "stacked", "strip",
    "components", "pyramid", "cohorts", "projection", "service_ages",
]  # fmt: skip


class Pattern(Strict):
    """A text with fields, used if all its conditions hold and all its facts are known."""

    when: list[Annotated[str, Field(pattern=CONDITION.pattern)]] = []
    text: str = Field(min_length=1)


class ChartSpec(Strict):
    """A chart: its kind, the indicators it shows, its possible titles, and its subtitle."""

    id: ChartId
    kind: ChartKind
    indicators: list[Identifier] = Field(min_length=1)
    titles: list[Pattern] = Field(min_length=1)
    subtitle: str = Field(min_length=1)
    head: str = ""
    base: float | None = None
    base_label: str = ""


class ChapterSpec(Strict):
    """A chapter: the rows of its table, its charts, and the patterns of its headline and sentences."""

    id: ChartId
    title: str = Field(min_length=1)
    short: str = Field(min_length=1)
    themes: list[Identifier] = []
    """The themes whose indicators belong here unless another chapter lists them."""
    rows: list[Identifier] = []
    """The indicators of the table, in order."""
    findings: list[Pattern] = Field(min_length=1)
    charts: list[ChartSpec] = []
    sentences: list[list[Pattern]] = []
    meanings: list[list[Pattern]] = []
    """For 'Dette kan bety': of each list the first that applies."""
    questions: list[str] = Field(min_length=1)


class Chapters(RootModel[list[ChapterSpec]]):
    """The file `chapters.yaml`: each chapter, and each chart, once."""

    @model_validator(mode="after")
    def _each_once(self) -> "Chapters":
        refuse_doubled([chapter.id for chapter in self.root])
        refuse_doubled([chart.id for chapter in self.root for chart in chapter.charts])
        return self


class CountyPage(Strict):
    """The file `county_page.yaml`: the indicators and requirements of a county's page."""

    columns: list[Identifier] = Field(default=[], max_length=8)
    maps: list[Identifier] = []
    scatters: list[Annotated[list[Identifier], Field(min_length=2, max_length=2)]] = []
    standings: list[Identifier] = []
    """The requirements whose points are shown for every county, besides its own."""
