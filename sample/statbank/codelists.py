"""What a codelist looks like: applied to its variable, in the metadata, and on its own."""

from dataclasses import replace
from typing import Any

from sample.statbank.model import Codelist, Variable
from sample.statbank.problems import unknown_codelist

LANGUAGES = ("no", "en")


def with_codelist(variable: Variable, codelist_id: str | None) -> Variable:
    """The variable as it looks with a codelist applied.

    Raises:
        RefusedError: the variable offers no such codelist; the id's case matters.
    """
    if not codelist_id:
        return variable
    codelist = next((each for each in variable.codelists if each.id == codelist_id), None)
    if codelist is None:
        raise unknown_codelist()
    return apply(variable, codelist)


def apply(variable: Variable, codelist: Codelist) -> Variable:
    """The variable with the codelist's values. A value set is eliminated as its variable is, an aggregation not at all."""
    elimination = variable.elimination if codelist.type == "Valueset" else False
    return replace(variable, values=codelist.values, elimination=elimination)


def listed(codelist: Codelist, lang: str, base: str) -> dict[str, Any]:
    """The codelist as the metadata of a dimension lists it."""
    link = {"rel": "metadata", "hreflang": lang, "href": _href(codelist, lang, base)}
    return {"id": codelist.id, "label": codelist.label[lang], "type": codelist.type, "links": [link]}


def document(variable: Variable, codelist: Codelist, lang: str, base: str) -> dict[str, Any]:
    """The answer of `/codelists/{id}`, with the codes that each value stands for in `valueMap`."""
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
