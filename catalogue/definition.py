"""The model of an indicator's file: its texts, its definition and its checks."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from catalogue.sentences import Asks, Meaning, Questions, Says, What
from catalogue.strict import Dimension, Identifier, Strict, Translated
from catalogue.units import UnitById


class Change(Strict):
    """How many years back a change is measured from."""

    years: int = Field(ge=1, le=50)


class Shift(Strict):
    """The first year in which the figures are counted in a new way. No change is measured from before it.

    `reason` says what changed, in Norwegian.
    """

    year: str = Field(pattern=r"^[12][0-9]{3}$")
    reason: str = Field(min_length=10)


class Plausible(Strict):
    """The smallest and largest value a municipality can have."""

    min: float
    max: float

    @model_validator(mode="after")
    def _in_order(self) -> "Plausible":
        if self.min >= self.max:
            raise ValueError(f"min {self.min:g} must be below max {self.max:g}")
        return self


class Definition(Strict):
    """The content of one indicator's file: its texts, and how it is computed, in exactly one of four ways.

    `numerator` [/ `denominator` or `per`]   summed over a group's members, then divided
    `value`                                  a published figure that cannot be summed
    `of` + `change`                          growth of another indicator over some years
    `function`                               a named function in `transform.functions`

    `crosses_borders`: what is counted crosses municipal borders, as commuters do. Such figures are summed for groups, but
    not over municipalities that have merged.

    `says` and `what` are for pages to write sentences with; `meaning` and `questions` make the indicator a possible
    finding, with its family's in `findings.yaml` where it has none of its own.
    """

    title: Translated
    why: Translated
    definition: Translated
    question: Asks
    says: Says | None = None
    what: What | None = None
    meaning: Meaning | None = None
    questions: Questions | None = None
    source: str | None = Field(default=None, alias="from")
    numerator: str | None = None
    denominator: str | None = None
    value: str | None = None
    per: Identifier | None = None
    of: Identifier | None = None
    change: Change | None = None
    function: Identifier | None = None
    by: list[Dimension] = []
    denominator_over: Literal["whole", "same"] = "same"
    denominator_years_before: int | None = Field(default=None, ge=1, le=50)
    crosses_borders: bool = False
    shift: Shift | None = None
    unit: UnitById
    kind: Literal["stock", "flow"]
    good: Literal["higher", "lower", "neither"]
    decimals: int = Field(ge=0, le=3)
    checks: Plausible

    @property
    def is_count(self) -> bool:
        """Whether a figure says how much there is in all, such as inhabitants, so that larger municipalities have more."""
        divided = self.denominator or self.per
        return not divided and bool(self.numerator or self.unit.counts)

    @model_validator(mode="after")
    def _one_way(self) -> "Definition":
        return self._unless(self._wrong_ways())

    def _wrong_ways(self) -> Iterator[str]:
        ways = [way for way in ("numerator", "value", "of", "function") if getattr(self, way)]
        if len(ways) != 1:
            yield f"needs exactly one of numerator, value, of, function; has {', '.join(ways) or 'none'}"
        if (self.of is None) != (self.source is not None):
            yield "'from' names the source table, except with 'of', which names an indicator"
        if bool(self.of) != bool(self.change):
            yield "'of' and 'change' go together"
        if (self.denominator or self.per) and ways and not self.numerator:
            yield "a denominator needs a numerator"
        if self.denominator and self.per:
            yield "'denominator' and 'per' exclude each other"

    @model_validator(mode="after")
    def _that_means_something(self) -> "Definition":
        return self._unless(self._without_meaning())

    def _without_meaning(self) -> Iterator[str]:
        divided = self.denominator or self.per
        if self.of and self.unit.id != "percent":
            yield "growth is in percent: unit must be percent"
        if (self.unit.scale > 1 or self.unit.id == "ratio") and not (divided or self.of or self.value):
            yield f"unit {self.unit.id} needs a denominator"
        if self.by and not (self.numerator or self.value):
            yield "'by' needs a numerator or a value"
        if self.by and self.per and self.denominator_over == "same":
            yield "'by' with 'per' divides by the whole: say denominator_over: whole"
        if self.denominator_over == "whole" and not (self.by and divided):
            yield "'denominator_over: whole' needs 'by' and a denominator"
        if self.crosses_borders and not self.denominator:
            yield "'crosses_borders' needs a numerator and a denominator"
        if self.denominator_years_before and (self.by or not self.denominator):
            yield "'denominator_years_before' needs a denominator, and excludes 'by'"
        yield from self._wrong_words()

    def _wrong_words(self) -> Iterator[str]:
        for key, words in (("why", self.why), ("definition", self.definition)):
            if len(words.nb) <= len(self.title.nb) or len(words.en) <= len(self.title.en):
                yield f"{key} must say more than the title"
        if not (self.definition.nb.endswith(".") and self.definition.en.endswith(".")):
            yield "definition must end with a full stop"

    @property
    def has_whole(self) -> bool:
        """Whether there is a figure of the whole: not if each part is a share of it, or cannot be summed to it."""
        return not (self.by and (self.denominator_over == "whole" or self.value))

    @model_validator(mode="after")
    def _with_sentences(self) -> "Definition":
        return self._unless(self._wrong_sentences())

    def _wrong_sentences(self) -> Iterator[str]:
        given = [key for key in ("says", "what") if getattr(self, key)]
        if self.has_whole and len(given) < 2:
            yield "says and what are needed, because there is a figure of the whole"
        if given and not self.has_whole:
            yield f"{given[0]} has no value to say: there are figures of the parts only"
        if (self.meaning is None) != (self.questions is None):
            yield "meaning and questions go together"
        if self.says and self.says.negative and self.checks.min >= 0:
            yield f"says has negative, but no value is below {self.checks.min:g}"
        if self.says and self.of and not self.says.negative:
            yield "says needs negative and zero: growth can be both"

    def _unless(self, broken: Iterator[str]) -> "Definition":
        """Return the definition. Raise ValueError with a sentence for each rule that is broken."""
        if sentences := list(broken):
            raise ValueError(*sentences)
        return self


class Indicator(Strict):
    """One indicator: its id (the file's stem), its theme (the file's folder) and its definition."""

    id: Identifier
    theme: Identifier
    definition: Definition

    @property
    def file(self) -> str:
        """Its file's path in the catalogue."""
        return f"indicators/{self.theme}/{self.id}.yaml"
