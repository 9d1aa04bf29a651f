"""What the codes of SSB's and FHI's tables look like, for all who read them."""

import re

CONTENTS, TIME = "ContentsCode", "Tid"
"""The dimensions every StatBank table has: its measures and its periods."""

FHI_CONTENTS, FHI_REGION, FHI_TIME = "MEASURE_TYPE", "GEO", "AAR"
"""The dimensions of FHI's tables of key figures: their measures, regions and periods."""

KOSTRA_GROUP = re.compile(r"(EAK|EKA[0-9]{2}|EKG[0-9]{2})\Z")
"""The regions that KOSTRA's tables have besides municipalities: the country, the counties, and KLASS's KOSTRA groups."""

_PREFIX = re.compile(r"^(?:[KF][-_.]?(?=[0-9]{2,4}\Z)|EKA(?=[0-9]{2}\Z))")


def bare(code: str) -> str:
    """A region's own code, without the K- or F- of a summing codelist or what KOSTRA writes for country and county."""
    return "0" if code == "EAK" else _PREFIX.sub("", code)
