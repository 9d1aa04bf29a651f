"""The links in StatBank's documents: to KLASS, to definitions of variables, and to the statistics' own page."""

import re
from typing import Any

from sample.statbank.model import Table, Variable

SSB = {"no": "https://www.ssb.no", "en": "https://www.ssb.no/en"}
HOMEPAGE = {"no": "Statistikkside", "en": "Statistics page"}
ABOUT = {"no": "Definisjoner og forklaringer", "en": "Definitions and explanations"}
KLASS = {"no": "Standard for {}", "en": "Classification for {}."}
VARDOK = {"no": "Variabeldefinisjon av {}", "en": "Definition of {}."}
VARDOK_LANGUAGE = {"no": "nb", "en": "en"}

Link = dict[str, Any]


def of_table(table: Table, lang: str) -> dict[str, Any]:
    """Return the `link` at the root of `/metadata`; an empty dict if the statistics have no page."""
    if not table.shortname:
        return {}
    page, metaid = f"{SSB[lang]}/{table.shortname}", f"KORTNAVN:{table.shortname}"
    homepage = _related("statistics-homepage", metaid, page, HOMEPAGE[lang])
    about = _related("about-statistics", metaid, f"{page}#om-statistikken", ABOUT[lang])
    return {"link": {"related": [homepage, about]}}


def of_variable(table: Table, variable: Variable, lang: str, *, in_metadata: bool) -> dict[str, Any]:
    """Return a dimension's `link`: variable or contents code -> URN; `/metadata` has links to web pages too."""
    urns = {**_of_contents(table, variable), **({variable.code: " ".join(variable.urns)} if variable.urns else {})}
    if not urns:
        return {}
    described = {"describedby": [{"extension": urns}]}
    related = _pages(table, variable, lang) if in_metadata else []
    return {"link": {**described, **({"related": related} if related else {})}}


def _of_contents(table: Table, variable: Variable) -> dict[str, str]:
    codes = variable.codes if variable.role == "metric" else []
    return {code: table.contents[code].urn for code in codes if table.contents[code].urn}


def _pages(table: Table, variable: Variable, lang: str) -> list[Link]:
    labels = {value.code: value.label[lang] for value in variable.values}
    of_values = [_page(urn, labels[code], lang, code) for code, urn in _of_contents(table, variable).items()]
    pages = of_values + [_page(urn, variable.label[lang], lang) for urn in variable.urns]
    return [page for page in pages if page]


def _page(urn: str, name: str, lang: str, category: str = "") -> Link | None:
    """Return the link to a URN's page; None for registers other than KLASS and Vardok, whose pages are unknown."""
    match = re.fullmatch(r"urn:ssb:(?:classification:(klass)|conceptvariable:vardok):(\d+)", urn)
    if match is None:
        return None
    if match[1]:
        return _related("definitions", urn, f"{SSB[lang]}/klass/klassifikasjoner/{match[2]}", KLASS[lang].format(name))
    href = f"{SSB['no']}/a/metadata/conceptvariable/vardok/{match[2]}/{VARDOK_LANGUAGE[lang]}"
    return _related("definitions", urn, href, VARDOK[lang].format(name), category)


def _related(relation: str, metaid: str, href: str, label: str, category: str = "") -> Link:
    of_category = {"category": category} if category else {}
    extension = {"relation": relation, **of_category, "metaid": metaid}
    return {"extension": extension, "href": href, "label": label, "type": "text/html"}
