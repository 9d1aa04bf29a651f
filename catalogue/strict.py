"""The base of the catalogue's models: strict validation, and texts in two languages."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from catalogue.language import Prose

NBSP = "\u00a0"
"""A non-breaking space."""

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,62}$")]
Dimension = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,62}$")]


class Strict(BaseModel):
    """A frozen model without coercion or unknown keys: an unquoted `0301` is a number, and therefore invalid."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Text(Strict):
    """The same text in Norwegian (bokmål) and English."""

    nb: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Translated(Text):
    """A text of our own, which differs between the languages, unlike a name. Equal texts are refused as untranslated."""

    nb: Prose

    @model_validator(mode="after")
    def _translated(self) -> "Translated":
        if self.nb == self.en:
            raise ValueError("nb and en are the same words; translate them")
        return self
