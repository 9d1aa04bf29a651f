"""Local figures: a CSV that a municipality or county made, and the YAML file of the same name that describes it."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from catalogue.definition import Definition, Indicator
from catalogue.source_spec import Checks, Contents, FiguresSpec, Known, Levels, Period, Revision, Step
from catalogue.strict import NBSP, Dimension, Identifier

FOLDER = "local"
"""The folder of the local figures in the home; the ids of their sources begin with it too."""
KEY = ("kommunenummer", "periode")
"""The columns of a local CSV besides its contents."""

Owner = Annotated[str, Field(pattern=r"^[\w .,&()-]{3,60}$")]
Column = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,62}$")]

_UNSTOPPED = Checks(
    municipalities=1,
    revision=Revision(**{name: Levels(look=levels.look) for name, levels in Revision()}),
    step=Step(shifted=Levels(look=Step().shifted.look)),
)
"""An unusual change is reported, but stops nothing: the owner decides what the figures are."""


class LocalSource(FiguresSpec):
    """A local CSV: `kommunenummer`, `periode` and a column for each of the contents, all on the borders of one day."""

    kind: Literal["local"] = "local"
    file: str
    owner: Owner
    page_url: str
    contents: dict[Dimension, Contents]
    checks: Checks = _UNSTOPPED
    known: Known = "own"
    recorded_in: str | None = "the file itself"

    is_local: ClassVar[bool] = True

    @property
    def publisher(self) -> str:
        """The municipality or county that made the file."""
        return self.owner

    @property
    def number(self) -> str:
        """Empty: the file has no number."""
        return ""

    @property
    def name(self) -> str:
        """The file's path in the home."""
        return f"{FOLDER}/{self.file}"

    def page(self, number: str) -> str:
        """Return the owner's page about the figures."""
        return self.page_url

    def cited_as(self, number: str) -> str:
        """Return 'Heim kommune, egne tall'."""
        return f"{self.owner}, egne{NBSP}tall"

    @property
    def own_dimensions(self) -> list[str]:
        """None."""
        return []

    @property
    def is_recounted(self) -> bool:
        """True: all its figures are on the borders of one day."""
        return True


class LocalIndicator(Indicator):
    """The indicator of a local file."""

    @property
    def file(self) -> str:
        """Its file's path in the home."""
        return f"{FOLDER}/{self.id}.yaml"


class LocalFigures(Definition):
    """The content of `local/<id>.yaml`: an indicator's file, in which `numerator`, `denominator` and `value` name columns.

    `owner` is who made the figures, and `page` where the owner writes about them. `from` is set by the loader.
    """

    owner: Owner
    page: str = Field(pattern=r"^https://[^\s<>\"]+$")
    licence: str = Field(pattern=r"^[\w .,()-]{2,60}$")
    theme: Identifier
    period: Period
    numerator: Column | None = None
    denominator: Column | None = None
    value: Column | None = None
    of: None = None
    function: None = None

    def spec(self, file: str) -> LocalSource:
        """Return the file as a source."""
        counted, published = (self.numerator, self.denominator), (self.value,)
        contents = {name: Contents(kind=self.kind, additive=True) for name in counted if name}
        contents |= {name: Contents(kind=self.kind, additive=False) for name in published if name}
        return LocalSource(
            file=file, owner=self.owner, page_url=self.page, licence=self.licence, title=self.title,
            period=self.period, contents=contents,
        )  # fmt: skip

    def as_definition(self) -> Definition:
        """Return the definition with expressions instead of columns, and the owner in the title, wherever it is shown."""
        marked = {"nb": f"{self.title.nb} (tall fra {self.owner})", "en": f"{self.title.en} (figures of {self.owner})"}
        return self.model_copy(
            update={
                "title": self.title.model_copy(update=marked),
                "numerator": _of("sum", self.numerator),
                "denominator": _of("sum", self.denominator),
                "value": _of("max", self.value),
            }
        )


def _of(function: str, column: str | None) -> str | None:
    return f"{function}(value) filter (where contents = '{column}')" if column else None
