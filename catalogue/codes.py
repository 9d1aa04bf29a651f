"""What the codes of SSB's and FHI's tables look like, for all who read them."""

import re

CONTENTS, TIME = "ContentsCode", "Tid"
"""The dimensions every StatBank table has: its measures and its periods."""

FHI_CONTENTS, FHI_REGION, FHI_TIME = "MEASURE_TYPE", "GEO", "AAR"
"""The dimensions of FHI's tables of key figures: their measures, regions and periods."""

_PREFIX = re.compile(r"^[KF][-_.]?(?=\d{2,4}$)")


def bare(code: str) -> str:
    """A region's own code, without the K- or F- that a summing codelist puts before it."""
    return _PREFIX.sub("", code)
