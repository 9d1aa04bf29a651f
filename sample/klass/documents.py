"""The documents KLASS answers with, in its own shapes."""

from typing import Any

from sample.klass.register import (
    CENTRALITY,
    CENTRALITY_VERSION,
    NAMES,
    Code,
    centrality_items,
    codes,
    joined_codes,
    municipality_changes,
)

# The correspondence with the municipalities covers these days alone: KLASS answered with an empty list for a day in October 2026.
COVERED = ("2024-01-01", "2026-01-01")
NOBODY = {"name": "", "email": "", "phone": ""}
VERSION = {"name": "Sentralitet 2024", "validFrom": "2024-01-01"}
LAST_MODIFIED = "2024-01-01T00:00:00.000+0000"


def classification(number: int, base: str) -> dict[str, Any]:
    """A classification with those of its versions that are known here."""
    here = f"{base}/classifications/{number}"
    return {
        "name": NAMES[number],
        "classificationType": "Klassifikasjon",
        "lastModified": LAST_MODIFIED,
        "description": "",
        "primaryLanguage": "nb",
        "copyrighted": False,
        "includeShortName": False,
        "includeNotes": True,
        "contactPerson": NOBODY,
        "owningSection": "",
        "statisticalUnits": [],
        "versions": [_version_head(base)] if number == CENTRALITY else [],
        "_links": {"self": {"href": here}},
    }


def _version_head(base: str) -> dict[str, Any]:
    links = {"self": {"href": f"{base}/versions/{CENTRALITY_VERSION}"}}
    return {**VERSION, "lastModified": LAST_MODIFIED, "published": ["nb"], "_links": links}


def centrality_version(base: str) -> dict[str, Any]:
    """Version 2682: the six classes, and the municipalities with their index in `notes`."""
    items = [
        {"code": i.code, "parentCode": i.parent, "level": i.level, "name": i.name, "shortName": "", "notes": i.notes}
        for i in centrality_items()
    ]
    levels = [{"levelNumber": 1, "levelName": "Sentralitet"}, {"levelNumber": 2, "levelName": "Kommune"}]
    links = {"self": {"href": f"{base}/versions/{CENTRALITY_VERSION}"}}
    body = {
        "correspondenceTables": [],
        "classificationVariants": [],
        "changelogs": [],
        "levels": levels,
        "classificationItems": items,
    }
    head = {**VERSION, "lastModified": LAST_MODIFIED, "published": ["nb"], "introduction": "", "contactPerson": NOBODY}
    return {**head, "owningSection": "", **body, "_links": links}


def codes_between(number: int, start: str, end: str | None) -> dict[str, Any]:
    """Every code valid at some time in [start, end), once for each name it had; a merger under one name begins no row."""
    clipped = [(each, each.clip(start, end)) for each in joined_codes(number)]
    return {"codes": [_code(each, part) for each, part in clipped if part]}


def codes_at(number: int, day: str) -> dict[str, Any]:
    """The codes in force on a day."""
    return {"codes": [_code(each, None) for each in codes(number) if each.valid_at(day)]}


def _code(code: Code, part: tuple[str, str | None] | None) -> dict[str, Any]:
    head = {
        "code": code.code,
        "parentCode": None,
        "level": "1",
        "name": code.name,
        "shortName": "",
        "presentationName": "",
    }
    requested = {"validFromInRequestedRange": part[0], "validToInRequestedRange": part[1]} if part else {}
    return {**head, "validFrom": None, "validTo": None, **requested, "notes": ""}


def changes(start: str, end: str | None) -> dict[str, Any]:
    """The changes after the first day and before the last.

    A change on `start` itself is not among them: it leads into the first version of the range, not out of it. SSB's own answer
    for 104 from 2018-01-01 is empty, although Trøndelag was made that day.
    """
    found = [each for each in municipality_changes() if start < each.date and (end is None or each.date < end)]
    return {
        "codeChanges": [
            {
                "oldCode": each.old_code,
                "oldName": each.old_name,
                "oldShortName": "",
                "newCode": each.new_code,
                "newName": each.new_name,
                "newShortName": "",
                "changeOccurred": each.date,
            }
            for each in found
        ]
    }


def centrality_between(start: str, end: str | None) -> dict[str, Any]:
    """Municipality to centrality class, with the days in [start, end) it holds for."""
    part = Code("", "", *COVERED).clip(start, end)
    dates = {"validFrom": part[0], "validTo": part[1]} if part else {}
    return {"correspondenceItems": [{**item, **dates} for item in _correspondence() if part]}


def centrality_at(day: str) -> dict[str, Any]:
    """Municipality to centrality class on a day; outside the days covered an empty list, as SSB answers."""
    covered = COVERED[0] <= day < COVERED[1]
    return {"correspondenceItems": _correspondence() if covered else []}


def _correspondence() -> list[dict[str, Any]]:
    classes = {item.code: item.name for item in centrality_items() if item.level == "1"}
    return [
        {
            "sourceCode": item.code,
            "sourceName": item.name,
            "sourceShortName": "",
            "targetCode": item.parent,
            "targetName": classes[item.parent],
            "targetShortName": "",
        }
        for item in centrality_items()
        if item.level == "2"
    ]
