"""Where a table has drifted away from what the catalogue says of it: codes gone or new, dimensions, codelists, units."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from catalogue.codes import CONTENTS, TIME
from catalogue.labels import coded, codes_by_label, contents_dimension, plain
from catalogue.statbank import StatbankSource

_ALL = re.compile(r"(i ?alt|alle(?! andre)|begge kjønn|sum|samlet|totalt?)\b", re.IGNORECASE)
"""How the text of a code that stands for all others begins. Whether SSB then eliminates to it is not in the metadata."""

Dimensions = dict[str, Any]
"""The `dimension` part of a table's metadata."""


@dataclass(frozen=True)
class Drift:
    """One difference, as a sentence. One that `stops` must be put right before the table can be fetched."""

    says: str
    stops: bool = True


def drifts(spec: StatbankSource, dimensions: Dimensions, before: Dimensions | None = None) -> Iterator[Drift]:
    """Every difference between the catalogue and a table's metadata, the gravest first.

    With `before`, the metadata of the last load, also codes that have come or gone where the catalogue asks for all.
    """
    odd = list(_dimensions(spec, dimensions)) or list(_texts(spec, dimensions))
    yield from odd
    if not odd:
        spec = coded(spec, texts(spec, dimensions))
        yield from _eliminated(spec, dimensions)
        yield from _codes(spec, dimensions)
        yield from _codelists(spec, dimensions)
        yield from _units(spec, dimensions)
        yield from _news(spec, dimensions, before or {})


def _dimensions(spec: StatbankSource, dimensions: Dimensions) -> Iterator[Drift]:
    """A dimension that is left out would be summed away in silence, or refused."""
    named = {spec.region.dimension, CONTENTS, contents_dimension(spec, dimensions), *spec.select}
    gone, new = sorted(named - set(dimensions)), sorted(set(dimensions) - named - set(spec.eliminate))
    if len(gone) == len(new) == 1:
        yield Drift(
            f"SSB table {spec.table} no longer has the dimension {gone[0]}, but a new one, {new[0]}: "
            "if it was renamed, rename it in the catalogue."
        )
    elif gone or new:
        yield Drift(
            f"SSB table {spec.table} has the dimensions {', '.join(dimensions)}; "
            f"the catalogue and the table differ in {', '.join(gone + new)}."
        )


def _texts(spec: StatbankSource, dimensions: Dimensions) -> Iterator[Drift]:
    """Contents known by their text must each be one of the table's, and alternatives those of one."""
    if contents_dimension(spec, dimensions) != CONTENTS and len(dimensions[CONTENTS]["category"]["index"]) > 1:
        yield Drift(
            f"SSB table {spec.table} has several contents, each in all of {spec.alternatives}; select one of them."
        )
    for name, found in codes_by_label(spec, texts(spec, dimensions)).items():
        if len(found) != 1:
            how_many = f"{len(found)} contents" if found else "no contents"
            yield Drift(
                f"SSB table {spec.table} has {how_many} with '{spec.contents[name].label}' in the text; "
                "correct the catalogue's label."
            )


def texts(spec: StatbankSource, dimensions: Dimensions) -> dict[str, str]:
    """The texts of the contents, or of their alternatives: code -> text."""
    return dict(dimensions[contents_dimension(spec, dimensions)]["category"]["label"])


def _eliminated(spec: StatbankSource, dimensions: Dimensions) -> Iterator[Drift]:
    for name in [each for each in spec.eliminate if each in dimensions]:
        if not dimensions[name]["extension"].get("elimination"):
            yield Drift(
                f"SSB table {spec.table} can no longer be summed over {name}; select its codes in the catalogue."
            )
        for code, text in dimensions[name]["category"]["label"].items():
            if _ALL.match(text):
                yield Drift(
                    f"SSB table {spec.table} has a code for all in {name}, {code} ({text}); select it in the catalogue, "
                    "since nothing says whether SSB sums to it or over it.",
                    stops=False,
                )


def _codes(spec: StatbankSource, dimensions: Dimensions) -> Iterator[Drift]:
    asked = _named(spec, dimensions)
    if spec.region.country:
        asked[spec.region.dimension] = [spec.region.country]
    for name, codes in asked.items():
        for code in codes:
            if code not in dimensions[name]["category"]["index"]:
                yield Drift(f"SSB table {spec.table} no longer has the code {code} in {name}; correct the catalogue.")


def _named(spec: StatbankSource, dimensions: Dimensions) -> dict[str, list[str]]:
    """The codes that the catalogue names, by dimension; one that it asks for all of is left out."""
    listed = {name: codes for name, codes in spec.select.items() if isinstance(codes, list)}
    return {contents_dimension(spec, dimensions): list(spec.contents)} | listed


def _codelists(spec: StatbankSource, dimensions: Dimensions) -> Iterator[Drift]:
    offered = codelists(spec, dimensions)
    for codelist in (spec.region.codelist, spec.region.county_codelist):
        if codelist and codelist not in offered:
            yield Drift(f"SSB table {spec.table} no longer offers the codelist {codelist}; correct the catalogue.")
    label = spec.region.codelist_labelled
    if label and not any(plain(text).startswith(plain(label)) for text in offered.values()):
        yield Drift(f"SSB table {spec.table} offers no codelist labelled '{label}'; correct the catalogue.")


def codelists(spec: StatbankSource, dimensions: Dimensions) -> dict[str, str]:
    """The codelists that the table offers for its regions: id -> label."""
    offered = dimensions[spec.region.dimension]["extension"].get("codelists", [])
    return {codelist["id"]: codelist["label"] for codelist in offered}


def _units(spec: StatbankSource, dimensions: Dimensions) -> Iterator[Drift]:
    """Kroner that have become thousands of kroner look like figures all the same."""
    units = dimensions[CONTENTS]["category"].get("unit", {})
    for code, contents in spec.contents.items():
        now = units.get(code, {}).get("base")
        if contents.unit and code in units and plain(str(now)) != plain(contents.unit):
            yield Drift(f"SSB table {spec.table} counts {code} in {now}, the catalogue says {contents.unit}; look why.")


def _news(spec: StatbankSource, dimensions: Dimensions, before: Dimensions) -> Iterator[Drift]:
    """Regions and periods come and go by themselves; any other code is worth a look."""
    named = _named(spec, dimensions)
    for name in sorted(before.keys() & dimensions.keys() - {spec.region.dimension, TIME}):
        then, now = (set(each[name]["category"]["index"]) - set(named.get(name, [])) for each in (before, dimensions))
        for word, codes in (("new", now - then), ("gone", then - now)):
            if codes:
                listed = ", ".join(sorted(codes))
                yield Drift(
                    f"SSB table {spec.table}: {word} in {name} since it was last fetched: {listed}.", stops=False
                )
