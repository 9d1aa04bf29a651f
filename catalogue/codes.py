"""Names of dimensions and forms of region codes in the tables of SSB and FHI."""

import re
from dataclasses import dataclass

CONTENTS, TIME = "ContentsCode", "Tid"
"""The dimensions that every StatBank table has: measures and periods."""

FHI_CONTENTS, FHI_REGION, FHI_TIME = "MEASURE_TYPE", "GEO", "AAR"
"""The dimensions that every table of FHI's key figures has: measures, regions and periods."""

KOSTRA_GROUP = re.compile(r"(EAK|EKA[0-9]{2}|EKG[0-9]{2})\Z")
"""The group codes in KOSTRA's tables: the country, the counties, and KLASS's KOSTRA groups."""

_PREFIX = re.compile(r"^(?:[KF][-_.]?(?=[0-9]{2,4}\Z)|EKA(?=[0-9]{2}\Z))")


def bare(code: str) -> str:
    """Return a region code without the prefix of a summing codelist (K-, F-) or of KOSTRA's counties; EAK becomes 0."""
    return "0" if code == "EAK" else _PREFIX.sub("", code)


@dataclass(frozen=True)
class DatedRegion:
    """A region's code, and the first and last year for which the source uses this text for it."""

    code: str
    first: int = 0
    last: int = 9999


_COUNTRY_TEXT = "Landet"
_STARTS_WITH_CODE = re.compile(r"^[0-9]{4}\b")
_DATED = re.compile(r"^([0-9]{4}) \S.* \(([0-9]{4})(?:->|-([0-9]{4}))\)$")


def dated_region(text: str) -> DatedRegion | None:
    """Return the region of '5603 Hammerfest (2024->)', '5406 Hammerfest (2020-2023)' or 'Landet'; None for other texts.

    Raise ValueError for a text that begins with four digits but has another form.
    """
    if text == _COUNTRY_TEXT:
        return DatedRegion("0")
    if not _STARTS_WITH_CODE.match(text):
        return None
    if not (found := _DATED.match(text)):
        raise ValueError(f"'{text}' is not a municipality with its years, such as '5603 Hammerfest (2024->)'")
    return DatedRegion(found[1], int(found[2]), int(found[3] or DatedRegion.last))
