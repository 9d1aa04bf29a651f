"""Municipalities written as text."""

from tests.lib.frames import table
from transform.borders import same_area_since
from transform.municipalities import Municipalities

CODES = "code name valid_from valid_to\n"
CHANGES = "old_code old_name new_code new_name occurred\n"


def municipalities(codes: str, changes: str) -> Municipalities:
    """Return municipalities from lines of 'code name valid_from valid_to' and 'old_code old_name new_code new_name occurred'."""
    rows, moves = table(CODES + codes.strip()), table(CHANGES + changes.strip())
    rows["borders_from"] = same_area_since(rows, moves)
    return Municipalities(rows, moves)


TWO_BECAME_ONE = municipalities(
    """
    1601 Trondheim 1838-01-01 2018-01-01
    1662 Klæbu     1838-01-01 2018-01-01
    5001 Trondheim 2018-01-01 2020-01-01
    5001 Trondheim 2020-01-01 2023-01-01
    5001 Tråante   2023-01-01 -
    5030 Klæbu     2018-01-01 2020-01-01
    5055 Heim      2020-01-01 -
    5011 Hemne     2018-01-01 2020-01-01
    """,
    """
    1601 Trondheim 5001 Trondheim 2018-01-01
    1662 Klæbu     5030 Klæbu     2018-01-01
    5001 Trondheim 5001 Trondheim 2020-01-01
    5030 Klæbu     5001 Trondheim 2020-01-01
    5011 Hemne     5055 Heim      2020-01-01
    5001 Trondheim 5001 Tråante   2023-01-01
    """,
)
"""5001 merged with Klæbu in 2020 under its own code, and was renamed in 2023; Hemne became Heim."""
