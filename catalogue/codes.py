"""Names of dimensions and forms of region codes in the tables of SSB and FHI."""

import re

CONTENTS, TIME = "ContentsCode", "Tid"
"""The dimensions that every StatBank table has: measures and periods."""

FHI_CONTENTS, FHI_REGION, FHI_TIME = "MEASURE_TYPE", "GEO", "AAR"
"""The dimensions that every table of FHI's key figures has: measures, regions and periods."""

KOSTRA_GROUP = re.compile(r"^(EAK|EKA[0-9]{2}|EKG[0-9]{2})$")
"""The group codes in KOSTRA's tables: the country, the counties, and KLASS's KOSTRA groups."""

_PREFIX = re.compile(r"^(?:[KF][-_.]?(?=\d{2,4}$)|EKA(?=\d{2}$))")


def bare(code: str) -> str:
    """Return a region code without the prefix of a summing codelist (K-, F-) or of KOSTRA's counties; EAK becomes 0."""
    return "0" if code == "EAK" else _PREFIX.sub("", code)
