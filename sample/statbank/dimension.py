"""Write one dimension of a table as JSON-stat2."""

from typing import Any

from sample.statbank import links
from sample.statbank.codelists import listed
from sample.statbank.model import Contents, Note, Table, Variable


def dimension(table: Table, variable: Variable, lang: str, base: str | None) -> dict[str, Any]:
    """Return a dimension of `/metadata`, with links that begin with `base`, or of `/data` if `base` is None."""
    contents = {code: table.contents[code] for code in variable.codes} if variable.role == "metric" else {}
    extension = {
        **(_may_be_eliminated(variable) if base is not None else _was_eliminable(table, variable)),
        **mandatory_notes(variable.notes),
        **_mandatory_value_notes(variable),
        **({"refperiod": {code: each.refperiod[lang] for code, each in contents.items()}} if contents else {}),
        "show": variable.show,
        **({"codelists": [listed(each, lang, base) for each in variable.codelists]} if base is not None else {}),
        **_measure(variable, contents, lang),
    }
    return {
        "label": variable.label[lang],
        **texts(variable.notes, lang),
        "category": _category(variable, contents, lang),
        "extension": extension,
        **links.of_variable(table, variable, lang, in_metadata=base is not None),
    }


def texts(notes: tuple[Note, ...], lang: str) -> dict[str, Any]:
    """Return the notes of a table or a dimension; an empty dict without notes."""
    return {"note": [note.text[lang] for note in notes]} if notes else {}


def mandatory_notes(notes: tuple[Note, ...]) -> dict[str, Any]:
    """Return the positions of the mandatory notes; an empty dict without any."""
    mandatory = {str(position): True for position, note in enumerate(notes) if note.mandatory}
    return {"noteMandatory": mandatory} if mandatory else {}


def _mandatory_value_notes(variable: Variable) -> dict[str, Any]:
    of_values = {value.code: mandatory_notes(value.notes).get("noteMandatory") for value in variable.values}
    mandatory = {code: positions for code, positions in of_values.items() if positions}
    return {"categoryNoteMandatory": mandatory} if mandatory else {}


def _category(variable: Variable, contents: dict[str, Contents], lang: str) -> dict[str, Any]:
    notes = {value.code: [note.text[lang] for note in value.notes] for value in variable.values if value.notes}
    units = {code: {"base": each.unit[lang], "decimals": each.decimals} for code, each in contents.items()}
    return {
        "index": {code: position for position, code in enumerate(variable.codes)},
        "label": {value.code: value.label[lang] for value in variable.values},
        **({"note": notes} if notes else {}),
        **({"unit": units} if units else {}),
    }


def _may_be_eliminated(variable: Variable) -> dict[str, Any]:
    """Return `/metadata`'s elimination: whether the variable is optional. SSB gives no elimination value there."""
    return {"elimination": not variable.mandatory}


def _was_eliminable(table: Table, variable: Variable) -> dict[str, Any]:
    """Return `/data`'s elimination, which means whether the selected values can be summed to the total."""
    if isinstance(variable.elimination, str):
        by_value = variable.elimination in variable.codes
        return {"elimination": by_value, **({"eliminationValueCode": variable.elimination} if by_value else {})}
    defined = table.variable(variable.code)
    return {"elimination": variable.elimination and defined is not None and variable.codes == defined.codes}


def _measure(variable: Variable, contents: dict[str, Contents], lang: str) -> dict[str, Any]:
    if not contents:
        return {}
    labels = {value.code: value.label for value in variable.values}
    bases = {code: each.base[lang] for code, each in contents.items() if each.base}
    return {
        "measuringType": {code: each.measuring for code, each in contents.items()},
        "priceType": {code: each.price for code, each in contents.items()},
        "adjustment": {code: each.adjustment for code, each in contents.items()},
        **({"basePeriod": bases} if bases else {}),
        "alternativeText": {code: (each.alternative or labels[code])[lang] for code, each in contents.items()},
    }
