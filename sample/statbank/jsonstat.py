"""Write tables and answers as the JSON-stat2 SSB sends, keys in SSB's order."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sample.statbank.answer import Answer
from sample.statbank.cube import Cells
from sample.statbank.model import Codelist, Contents, Table, Variable

SOURCE = {"no": "Statistisk sentralbyrå", "en": "Statistics Norway"}
BY = {"no": "etter", "en": "by"}
AND = {"no": "og", "en": "and"}
NOBODY = {"name": "", "organization": "", "phone": "", "mail": "", "raw": ""}
DATA_HEADING = ("metric", "time")


def data(answer: Answer, lang: str) -> dict[str, Any]:
    """The answer of `/data`: dense values, no `status`, since no cell here has a symbol."""
    table, variables = answer.table, answer.variables
    selected = next(v.codes for v in variables if v.role == "metric")
    updated = max(table.contents[code].updated for code in selected)
    dataset = _dataset(variables, lang, _data_label(table, variables, lang), updated)
    dataset["dimension"] = {v.code: _dimension(table, v, lang, None) for v in variables}
    dataset["extension"] = {
        "px": _px(table, answer.stub, answer.heading, lang),
        "discontinued": None,
        "contact": [NOBODY],
    }
    dataset["value"] = _values(answer.cells)
    return dataset


def metadata(table: Table, variables: tuple[Variable, ...], lang: str, base: str) -> dict[str, Any]:
    """The answer of `/metadata`: full dimensions with their codelists, and an empty `value`."""
    heading = tuple(v for v in variables if v.role in DATA_HEADING)
    stub = tuple(v for v in variables if v.role not in DATA_HEADING)
    dataset = _dataset(stub + heading, lang, table.listing_label(lang), table.updated)
    dataset["dimension"] = {v.code: _dimension(table, v, lang, base) for v in stub + heading}
    dataset["extension"] = {"px": _px(table, stub, heading, lang), "contact": [NOBODY]}
    dataset["value"] = []
    return dataset


def _dataset(variables: tuple[Variable, ...], lang: str, label: str, updated: str) -> dict[str, Any]:
    roles = {role: [v.code for v in variables if v.role == role] for role in ("time", "geo", "metric")}
    return {
        "version": "2.0",
        "class": "dataset",
        "label": label,
        "source": SOURCE[lang],
        "updated": updated,
        "role": {role: codes for role, codes in roles.items() if codes},
        "id": [v.code for v in variables],
        "size": [len(v.values) for v in variables],
    }


def _data_label(table: Table, variables: tuple[Variable, ...], lang: str) -> str:
    """`/data` names the variables it is by; the contents only where there is more than one of them."""
    names = [v.label[lang] for v in variables if v.role != "metric" or len(v.values) > 1]
    by = f"{', '.join(names[:-1])} {AND[lang]} {names[-1]}" if len(names) > 1 else names[0]
    return f"{table.id}: {table.contents_label[lang]}, {BY[lang]} {by}"


def _values(cells: Cells) -> NDArray[np.int64] | list[int | float | None]:
    """Whole numbers without `.0`, absent cells as null, in row-major order."""
    flat = np.ascontiguousarray(cells).ravel()
    absent, whole = np.isnan(flat), flat == np.floor(flat)
    if whole.all():
        return flat.astype(np.int64)
    mixed = flat.astype(object)
    mixed[whole] = flat[whole].astype(np.int64)
    mixed[absent] = None
    values: list[int | float | None] = mixed.tolist()
    return values


def _dimension(table: Table, variable: Variable, lang: str, base: str | None) -> dict[str, Any]:
    category: dict[str, Any] = {
        "index": {code: position for position, code in enumerate(variable.codes)},
        "label": {value.code: value.label[lang] for value in variable.values},
    }
    contents = {code: table.contents[code] for code in variable.codes} if variable.role == "metric" else {}
    if contents:
        category["unit"] = {code: {"base": c.unit[lang], "decimals": c.decimals} for code, c in contents.items()}
    extension = {**_elimination(variable), **_refperiod(contents, lang), "show": variable.show}
    if base is not None:
        extension["codelists"] = [_codelist(each, lang, base) for each in variable.codelists]
    dimension = {
        "label": variable.label[lang],
        "category": category,
        "extension": {**extension, **_measure(variable, contents, lang)},
    }
    return {**dimension, **_link(variable)}


def _elimination(variable: Variable) -> dict[str, Any]:
    by_value = {"eliminationValueCode": variable.elimination} if isinstance(variable.elimination, str) else {}
    return {"elimination": not variable.mandatory, **by_value}


def _refperiod(contents: dict[str, Contents], lang: str) -> dict[str, Any]:
    return {"refperiod": {code: each.refperiod[lang] for code, each in contents.items()}} if contents else {}


def _measure(variable: Variable, contents: dict[str, Contents], lang: str) -> dict[str, Any]:
    if not contents:
        return {}
    return {
        "measuringType": {code: each.measuring for code, each in contents.items()},
        "priceType": dict.fromkeys(contents, "NotApplicable"),
        "adjustment": dict.fromkeys(contents, "None"),
        "alternativeText": {value.code: value.label[lang] for value in variable.values},
    }


def _codelist(codelist: Codelist, lang: str, base: str) -> dict[str, Any]:
    link = {"rel": "metadata", "hreflang": lang, "href": f"{base}/codeLists/{codelist.id}?lang={lang}"}
    return {"id": codelist.id, "label": codelist.label[lang], "type": codelist.type, "links": [link]}


def _link(variable: Variable) -> dict[str, Any]:
    if not variable.klass:
        return {}
    urns = " ".join(f"urn:ssb:classification:klass:{number}" for number in variable.klass)
    return {"link": {"describedby": [{"extension": {variable.code: urns}}]}}


def _px(table: Table, stub: tuple[Variable, ...], heading: tuple[Variable, ...], lang: str) -> dict[str, Any]:
    return {
        "infofile": "None",
        "tableid": table.id,
        "decimals": max(each.decimals for each in table.contents.values()),
        "official-statistics": True,
        "aggregallowed": True,
        "copyright": False,
        "language": lang,
        "contents": f"{table.id}: {table.contents_label[lang]},",
        "descriptiondefault": False,
        "heading": [v.code for v in heading],
        "stub": [v.code for v in stub],
        "matrix": table.id,
        "subject-code": table.subject.code,
        "subject-area": table.subject.label[lang],
    }
