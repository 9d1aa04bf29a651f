"""What a former municipality has become follows the changes in time, also where a code was used again."""

from datetime import date

from warehouse.read_names import now_of

CHANGES = {
    "1612": [(date(1925, 1, 1), "1612"), (date(1925, 1, 1), "1613"), (date(2018, 1, 1), "5011")],
    "1613": [(date(2018, 1, 1), "5012")],
    "5011": [(date(2020, 1, 1), "5055")],
    "5012": [(date(2020, 1, 1), "5055"), (date(2020, 1, 1), "5056")],
    "0806": [(date(1964, 1, 1), "0806"), (date(2020, 1, 1), "3807")],
    "3807": [(date(2024, 1, 1), "4003")],
}


def test_a_merged_municipality_leads_to_the_one_of_today() -> None:
    assert now_of(CHANGES, "1612", date(2018, 1, 1)) == {"5055"}


def test_a_divided_municipality_leads_to_all_of_its_parts() -> None:
    assert now_of(CHANGES, "5012", date(2020, 1, 1)) == {"5055", "5056"}
    assert now_of(CHANGES, "1612", date(1925, 1, 1)) == {"5055", "5056"}


def test_a_change_under_the_same_code_is_passed() -> None:
    assert now_of(CHANGES, "0806", date(1964, 1, 1)) == {"4003"}


def test_a_code_without_a_change_on_that_day_leads_nowhere() -> None:
    assert now_of(CHANGES, "1612", date(1999, 1, 1)) == frozenset()
