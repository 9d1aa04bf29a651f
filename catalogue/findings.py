"""The model of `findings.yaml`: what makes a figure a finding, and which indicators tell the same fact."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from catalogue.sentences import Meaning, Norwegian, Questions
from catalogue.strict import Identifier, Strict
from catalogue.words import refuse_doubled

Count = Annotated[int, Field(ge=1)]
Positive = Annotated[float, Field(gt=0)]
Share = Annotated[float, Field(gt=0, le=1)]


class Thresholds(Strict):
    """The limits of the rules for findings and sentences, with defaults; `findings.yaml` has the reason for each."""

    robust_distance: Positive = 1.5
    standard_errors: Positive = 2.0
    last_changes: Count = 5
    yearly_changes: Count = 3
    min_neighbours: Annotated[int, Field(ge=1, le=10)] = 8
    max_age_years: Count = 3
    flow_years: Count = 3
    max_per_sort: Count = 2
    max_per_theme: Count = 2
    max_all: Count = 8
    min_change_persons: Count = 5
    change_noise: Positive = 2.0
    far_neighbour: Positive = 1.0
    few_population: Count = 2000
    few_projected: Count = 20
    members_for_comparison: Share = 0.5
    dominant_share: Share = 0.4

    @model_validator(mode="after")
    def _in_order(self) -> "Thresholds":
        if self.yearly_changes > self.last_changes:
            raise ValueError("yearly_changes must not be above last_changes")
        return self


class Family(Strict):
    """Indicators that tell the same fact, the preferred one first: at most one of them becomes a finding.

    `meaning` and `questions` are for the indicators that have none of their own. `weight`: findings with 1 come before those
    with 2, even if the latter differ more: people, work, health and services before places and buildings. A value above
    `at_most` is no finding, because it is not what it seems.
    """

    id: Identifier
    title: Norwegian
    indicators: list[Identifier] = Field(min_length=1)
    meaning: Meaning | None = None
    questions: Questions | None = None
    weight: Literal[1, 2] = 1
    at_most: float | None = None


class Findings(Strict):
    """The file `findings.yaml`. An indicator is in at most one family."""

    thresholds: Thresholds
    families: list[Family]

    @model_validator(mode="after")
    def _each_once(self) -> "Findings":
        refuse_doubled([family.id for family in self.families], "families: {} is listed twice")
        listed = [indicator for family in self.families for indicator in family.indicators]
        refuse_doubled(listed, "families: the indicator {} is listed twice")
        return self

    def family_of(self, indicator_id: str) -> Family | None:
        """Return the family that an indicator is in, if any."""
        return next((family for family in self.families if indicator_id in family.indicators), None)
