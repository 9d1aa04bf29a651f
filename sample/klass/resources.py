"""KLASS's classifications, versions and correspondence tables, in its own schema, with their links."""

from typing import Any

from sample.klass.correspondences import between
from sample.klass.holdings import CENTRALITY, NAMES, VERSIONS, Version, centrality_items
from sample.klass.register import Register

BASE = "https://data.ssb.no/api/klass/v1"
"""The beginning of KLASS's links, whatever address was asked."""
NOBODY = {"name": "", "email": "", "phone": ""}
TABLE = 1017
"""The correspondence table from the counties of 2024 to the municipalities of 2024."""
TABLE_SOURCE, TABLE_TARGET = 9104, 1846
SHOWN = "csvSeparator,level,selectCodes,presentationNamePattern"
RANGE, DAY, TARGET = "from=<yyyy-MM-dd>,to=<yyyy-MM-dd>", "date=<yyyy-MM-dd>", "targetClassificationId"
TEMPLATES = {
    "codes": f"{RANGE},{SHOWN}",
    "codesAt": f"{DAY},{SHOWN}",
    "variant": f"variantName,{RANGE},{SHOWN}",
    "variantAt": f"variantName,{DAY},{SHOWN}",
    "corresponds": f"{TARGET},{RANGE},csvSeparator",
    "correspondsAt": f"{TARGET},{DAY},csvSeparator",
    "changes": f"{RANGE},csvSeparator",
}
"""Route of a classification -> its parameters."""


def summary(register: Register, number: int) -> dict[str, Any]:
    """Return a classification's entry in the list."""
    head = {"name": NAMES[number], "classificationType": "Klassifikasjon"}
    links = {"self": _link("classifications", number)}
    return {**head, "lastModified": register.last_modified[number], "_links": links}


def hit(number: int, score: int) -> dict[str, Any]:
    """Return a classification's entry in a search result."""
    links = {"self": _link("classifications", number)}
    return {"name": NAMES[number], "snippet": "", "searchScore": float(score), "_links": links}


def classification(register: Register, number: int, seen_from: str) -> dict[str, Any]:
    """Return a classification with its versions that are known here and have begun."""
    here = f"{BASE}/classifications/{number}"
    templates = {
        name: {"href": f"{here}/{name}{{?{parameters}}}", "templated": True} for name, parameters in TEMPLATES.items()
    }
    head = summary(register, number)
    links = {**head.pop("_links"), **templates}
    texts = {"description": "", "primaryLanguage": "nb", "copyrighted": False, "includeShortName": False}
    owner = {"includeNotes": True, "contactPerson": NOBODY, "owningSection": "", "statisticalUnits": []}
    known = [each for each in VERSIONS if each.classification == number and each.valid_from <= seen_from]
    versions = [_version_head(register, each, seen_from) for each in known]
    return {**head, **texts, **owner, "versions": versions, "_links": links}


def version(register: Register, each: Version, seen_from: str) -> dict[str, Any]:
    """Return a version: its levels, and its codes with their parents and notes."""
    head = _version_head(register, each, seen_from)
    links = head.pop("_links")
    texts = {"introduction": "", "contactPerson": NOBODY, "owningSection": "", "legalBase": "", "publications": ""}
    tables = [_table_head(register)] if each.number in (TABLE_SOURCE, TABLE_TARGET) else []
    body = {
        "derivedFrom": "",
        "correspondenceTables": tables,
        "classificationVariants": [],
        "changelogs": [],
        "levels": [{"levelNumber": at, "levelName": name} for at, name in enumerate(each.levels, 1)],
        "classificationItems": _items(register, each),
    }
    return {**head, **texts, **body, "_links": links}


def correspondence_table(register: Register) -> dict[str, Any]:
    """Return the only correspondence table known here, with a row for each municipality."""
    head = _table_head(register)
    links = head.pop("_links")
    source, target = _table_versions()
    found = between(register, source.classification, target.classification) or []
    maps = [
        {
            "sourceCode": each.source_code,
            "sourceName": each.source_name,
            "targetCode": each.target_code,
            "targetName": each.target_name,
        }
        for each in found
        if each.valid_at(target.valid_from)
    ]
    return {**head, "description": "", "changelogs": [], "correspondenceMaps": maps, "_links": links}


def _table_versions() -> tuple[Version, Version]:
    by_number = {each.number: each for each in VERSIONS}
    return by_number[TABLE_SOURCE], by_number[TABLE_TARGET]


def _table_head(register: Register) -> dict[str, Any]:
    source, target = _table_versions()
    links = {
        "self": _link("correspondencetables", TABLE),
        "source": _link("versions", source.number),
        "target": _link("versions", target.number),
    }
    sides = {"source": source.name, "sourceId": source.number, "target": target.name, "targetId": target.number}
    head = {"name": f"{source.name} - {target.name}", "contactPerson": NOBODY, "owningSection": "", **sides}
    dates = {"changeTable": False, "lastModified": register.last_modified[source.classification], "published": ["nb"]}
    return {**head, **dates, "sourceLevel": None, "targetLevel": None, "_links": links}


def _version_head(register: Register, each: Version, seen_from: str) -> dict[str, Any]:
    """Return the head of a version; a valid version has no end."""
    ends = {"validTo": each.valid_to} if each.valid_to and each.valid_to <= seen_from else {}
    saved = {"lastModified": register.last_modified[each.classification], "published": ["nb"]}
    links = {"self": _link("versions", each.number)}
    return {"name": each.name, "validFrom": each.valid_from, **ends, **saved, "_links": links}


def _items(register: Register, each: Version) -> list[dict[str, Any]]:
    """Return the items of a version: two levels for centrality, otherwise one."""
    if each.classification == CENTRALITY:
        return [_item(row.code, row.parent, row.level, row.name, row.notes) for row in centrality_items()]
    rows = [row for row in register.codes[each.classification] if row.valid_at(each.valid_from)]
    return [_item(row.code, "", "1", row.name, row.notes) for row in rows]


def _item(code: str, parent: str, level: str, name: str, notes: str) -> dict[str, Any]:
    return {"code": code, "parentCode": parent, "level": level, "name": name, "shortName": "", "notes": notes}


def _link(kind: str, number: int) -> dict[str, str]:
    return {"href": f"{BASE}/{kind}/{number}"}
