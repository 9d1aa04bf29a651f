"""The municipalities that pages are made for."""

from dataclasses import dataclass, replace
from pathlib import Path

from catalogue.errors import UnknownName
from catalogue.models import Catalogue
from publish.site.made import is_made
from warehouse.home import DATABASE
from warehouse.read import MunicipalityInfo, Reader


@dataclass(frozen=True)
class Scope:
    """The municipalities to make pages for: a single municipality, those of some counties, or all if both are empty."""

    municipality: str | None = None
    counties: tuple[str, ...] = ()
    documents: bool = False
    """Whether the pages link to documents, which stand beside them."""

    def check(self, database: Path) -> None:
        """Raise UnknownName if the municipality or county does not exist today."""
        with Reader(database) as reader:
            today = reader.municipalities()
        counties = {municipality.county_code: municipality.county_name for municipality in today}
        for county in self.counties:
            if county not in counties:
                raise UnknownName(f"There is no county '{county}' today; there are {_named(counties)}.")
        if self.municipality is not None and self.municipality not in {municipality.code for municipality in today}:
            near = {each.code: each.name for each in today if each.county_code == self.municipality[:2]}
            hint = f"in that county there are {_named(near)}" if near else f"the counties are {_named(counties)}"
            raise UnknownName(f"There is no municipality '{self.municipality}' today; {hint}.")

    def choose(self, municipalities: list[MunicipalityInfo]) -> list[MunicipalityInfo]:
        """Return the municipalities that are within the scope."""
        return [
            municipality
            for municipality in municipalities
            if self.municipality in (None, municipality.code)
            and (not self.counties or municipality.county_code in self.counties)
        ]

    def is_shown(self, published: Path, catalogue: Catalogue) -> bool:
        """Return whether the published pages have this scope, and were made from this build and catalogue by this code."""
        with Reader(published / DATABASE) as reader:
            return is_made(published / "site", self.as_json(), reader.build(), catalogue)

    def as_json(self) -> dict[str, object]:
        """Return the scope as it is noted beside the pages."""
        return {"municipality": self.municipality, "counties": list(self.counties), "documents": self.documents}

    def with_documents(self, wanted: bool | None) -> "Scope":
        """Return the scope with documents as wanted; None: for chosen counties, not for the whole country."""
        return replace(self, documents=bool(self.counties or self.municipality) if wanted is None else wanted)


def _named(names: dict[str, str]) -> str:
    return ", ".join(f"{code} {name}" for code, name in sorted(names.items()))
