"""Codelists: applied to a variable, listed in the metadata, and as documents of their own."""

from dataclasses import replace
from typing import Any

from sample.statbank.model import Codelist, Variable
from sample.statbank.problems import unknown_codelist

LANGUAGES = ("no", "en")


def with_codelist(variable: Variable, codelist_id: str | None) -> Variable:
    """Return the variable with the codelist applied, or the variable itself if no id is given.

    Raises:
        RefusedError: the variable has no codelist of that id (case-sensitive).
    """
    if not codelist_id:
        return variable
    codelist = next((each for each in variable.codelists if each.id == codelist_id), None)
    if codelist is None:
        raise unknown_codelist()
    return apply(variable, codelist)


def apply(variable: Variable, codelist: Codelist) -> Variable:
    """Return the variable with the codelist's values. Only a value set can be eliminated, and as its variable is."""
    elimination = variable.elimination if codelist.type == "Valueset" else False
    return replace(variable, values=codelist.values, elimination=elimination)


def listed(codelist: Codelist, lang: str, base: str) -> dict[str, Any]:
    """Return the codelist's entry in a dimension's metadata."""
    link = {"rel": "metadata", "hreflang": lang, "href": _href(codelist, lang, base)}
    return {"id": codelist.id, "label": codelist.label[lang], "type": codelist.type, "links": [link]}


def document(variable: Variable, codelist: Codelist, lang: str, base: str) -> dict[str, Any]:
    """Return the answer of `/codelists/{id}`; each value's `valueMap` lists the codes that it covers."""
    other = next(each for each in LANGUAGES if each != lang)
    rels = {"self": lang, "alternate": other}
    elimination = apply(variable, codelist).elimination
    return {
        "id": codelist.id,
        "label": codelist.label[lang],
        "language": lang,
        "languages": LANGUAGES,
        "elimination": elimination is not False,
        **({"eliminationValueCode": elimination} if isinstance(elimination, str) else {}),
        "type": codelist.type,
        "values": [{"code": v.code, "label": v.label[lang], "valueMap": v.value_map} for v in codelist.values],
        "links": [{"rel": rel, "hreflang": each, "href": _href(codelist, each, base)} for rel, each in rels.items()],
    }


def _href(codelist: Codelist, lang: str, base: str) -> str:
    return f"{base}/codeLists/{codelist.id}?lang={lang}"
