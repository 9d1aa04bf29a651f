"""What the codes of SSB's tables look like, for all who read them."""

import re

CONTENTS, TIME = "ContentsCode", "Tid"
"""The dimensions every StatBank table has: its measures and its periods."""

_PREFIX = re.compile(r"^[KF][-_.]?(?=\d{2,4}$)")


def bare(code: str) -> str:
    """A region's own code, without the K- or F- that a summing codelist puts before it."""
    return _PREFIX.sub("", code)
