"""Differences between a table's metadata and the catalogue: codes, dimensions, codelists, units."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from catalogue.codes import CONTENTS, TIME
from catalogue.labels import codes_by_label, contents_dimension, plain, selected_by_label, with_codes
from catalogue.statbank import StatbankSource

_ALL = re.compile(r"(i ?alt|alle(?! andre)|begge kjønn|sum|samlet|totalt?)\b", re.IGNORECASE)
"""The beginning of the text of a code for the total. The metadata do not say whether SSB eliminates to that code."""

Dimensions = dict[str, Any]
"""The `dimension` part of a table's metadata."""


@dataclass(frozen=True)
class Drift:
    """One difference, as a sentence. If it `stops` the table, it must be corrected before the table can be fetched."""

    says: str
    stops: bool = True


def drifts(spec: StatbankSource, dimensions: Dimensions, before: Dimensions | None = None) -> Iterator[Drift]:
    """Yield every difference between the catalogue and a table's metadata, the most serious first.

    With `before`, the metadata of the last load, yield also new and removed codes of dimensions with `select: all`.
    """
    unreadable = list(_dimensions(spec, dimensions)) or list(_texts(spec, dimensions))
    yield from unreadable
    if not unreadable:
        spec = with_codes(spec, texts(dimensions))
        yield from _eliminated(spec, dimensions)
        yield from _codes(spec, dimensions)
        yield from _codelists(spec, dimensions)
        yield from _units(spec, dimensions)
        yield from _new_and_gone(spec, dimensions, before or {})


def _dimensions(spec: StatbankSource, dimensions: Dimensions) -> Iterator[Drift]:
    """Yield dimensions that are new or gone: without them in the request, SSB sums over them silently or refuses it."""
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
    """Yield labels that do not fit exactly one of the table's contents, and several contents with alternatives."""
    if contents_dimension(spec, dimensions) != CONTENTS and len(dimensions[CONTENTS]["category"]["index"]) > 1:
        yield Drift(
            f"SSB table {spec.table} has several contents, each with all of {spec.alternatives}; select one of them."
        )
    of_the_table = texts(dimensions)
    for name, found in codes_by_label(spec, of_the_table[contents_dimension(spec, dimensions)]).items():
        if len(found) != 1:
            yield _no_single_text(spec, len(found), "contents", spec.contents[name].label)
    for dimension, codes in selected_by_label(spec, of_the_table).items():
        for name, found in codes.items():
            if len(found) != 1:
                yield _no_single_text(spec, len(found), f"codes in {dimension}", spec.labels[dimension][name])


def _no_single_text(spec: StatbankSource, found: int, what: str, label: str | list[str] | None) -> Drift:
    """Return the drift of a label that fits none or several of the table's texts."""
    if not label:
        return Drift(f"SSB table {spec.table} has {found} {what}, the catalogue expects only one; name it.")
    words = f"'{label}'" if isinstance(label, str) else " or ".join(f"'{each}'" for each in label)
    return Drift(
        f"SSB table {spec.table} has {found or 'no'} {what} with {words} in the text; correct the catalogue's label."
    )


def texts(dimensions: Dimensions) -> dict[str, dict[str, str]]:
    """Return dimension -> code -> text of a table's metadata."""
    return {name: dict(dimension["category"]["label"]) for name, dimension in dimensions.items()}


def _eliminated(spec: StatbankSource, dimensions: Dimensions) -> Iterator[Drift]:
    for name in [dimension for dimension in spec.eliminate if dimension in dimensions]:
        if not dimensions[name]["extension"].get("elimination"):
            yield Drift(
                f"SSB table {spec.table} can no longer be summed over {name}; select its codes in the catalogue."
            )
        for code, text in dimensions[name]["category"]["label"].items():
            if _ALL.match(text):
                yield Drift(
                    f"SSB table {spec.table} has a code for the total in {name}, {code} ({text}); select it in the "
                    "catalogue, because the metadata do not say whether SSB counts it twice.",
                    stops=False,
                )


def _codes(spec: StatbankSource, dimensions: Dimensions) -> Iterator[Drift]:
    named = _named_codes(spec, dimensions)
    if spec.region.country:
        named[spec.region.dimension] = [spec.region.country]
    for name, codes in named.items():
        for code in codes:
            if code not in dimensions[name]["category"]["index"]:
                yield Drift(f"SSB table {spec.table} no longer has the code {code} in {name}; correct the catalogue.")


def _named_codes(spec: StatbankSource, dimensions: Dimensions) -> dict[str, list[str]]:
    """Return dimension -> the codes that the catalogue lists, without the dimensions with `select: all`."""
    listed = {name: codes for name, codes in spec.select.items() if isinstance(codes, list)}
    return {contents_dimension(spec, dimensions): list(spec.contents)} | listed


def _codelists(spec: StatbankSource, dimensions: Dimensions) -> Iterator[Drift]:
    of_regions = [codelist for codelist in (spec.region.codelist, spec.region.county_codelist) if codelist]
    named = [(spec.region.dimension, codelist) for codelist in of_regions] + list(spec.codelists.items())
    for dimension, codelist in named:
        if codelist not in codelists(dimensions, dimension):
            yield Drift(f"SSB table {spec.table} no longer offers the codelist {codelist}; correct the catalogue.")
    label, offered = spec.region.codelist_labelled, codelists(dimensions, spec.region.dimension)
    if label and not any(plain(text).startswith(plain(label)) for text in offered.values()):
        yield Drift(f"SSB table {spec.table} offers no codelist labelled '{label}'; correct the catalogue.")


def codelists(dimensions: Dimensions, dimension: str) -> dict[str, str]:
    """Return id -> label of the codelists that the table has for a dimension."""
    offered = dimensions[dimension]["extension"].get("codelists", [])
    return {codelist["id"]: codelist["label"] for codelist in offered}


def _units(spec: StatbankSource, dimensions: Dimensions) -> Iterator[Drift]:
    """Yield changed units: without this check, a change from kroner to 1,000 kroner would not be noticed."""
    units = dimensions[CONTENTS]["category"].get("unit", {})
    for code, contents in spec.contents.items():
        now = units.get(code, {}).get("base") or "no unit"
        if contents.unit and code in units and plain(str(now)) != plain(contents.unit):
            yield Drift(
                f"SSB table {spec.table} gives {code} in {now}, the catalogue has {contents.unit}; find out why."
            )


def _new_and_gone(spec: StatbankSource, dimensions: Dimensions, before: Dimensions) -> Iterator[Drift]:
    """Yield codes that are new or gone since `before`, except regions and periods, which change all the time."""
    named = _named_codes(spec, dimensions)
    for name in sorted(before.keys() & dimensions.keys() - {spec.region.dimension, TIME}):
        old, new = (set(of[name]["category"]["index"]) - set(named.get(name, [])) for of in (before, dimensions))
        for word, codes in (("new", new - old), ("gone", old - new)):
            if codes:
                listed = ", ".join(sorted(codes))
                yield Drift(
                    f"SSB table {spec.table}: {word} in {name} since it was last fetched: {listed}.", stops=False
                )
