"""What all the catalogue's shapes have in common: strict, and words in two languages."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

NBSP = "\u00a0"
"""A space that a line is never broken at."""

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,62}$")]
Dimension = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,62}$")]


class Strict(BaseModel):
    """Frozen, no coercion, no unknown keys: `0301` unquoted is a number and is refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Text(Strict):
    """The same words in Norwegian (bokmål) and English."""

    nb: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Translated(Text):
    """Sentences, or titles that are no names: the same text in both languages was not translated."""

    @model_validator(mode="after")
    def _translated(self) -> "Translated":
        if self.nb == self.en:
            raise ValueError("nb and en are the same words; translate them")
        return self
