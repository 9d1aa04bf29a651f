"""Write tables and answers as SSB's JSON-stat2, with the keys in SSB's order."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sample.statbank import links
from sample.statbank.answer import Answer
from sample.statbank.cells import SYMBOLS, Cells
from sample.statbank.dimension import dimension, mandatory_notes, texts
from sample.statbank.model import Table, Variable

SOURCE = {"no": "Statistisk sentralbyrå", "en": "Statistics Norway"}
BY = {"no": "etter", "en": "by"}
AND = {"no": "og", "en": "and"}
NOBODY = {"name": "", "organization": "", "phone": "", "mail": "", "raw": ""}
DATA_HEADING = ("metric", "time")


def data(answer: Answer, lang: str) -> dict[str, Any]:
    """Return the answer of `/data`: all values, and `status` for the cells with a symbol."""
    table, variables = answer.table, answer.variables
    selected = next(v.codes for v in variables if v.role == "metric")
    updated = max(table.contents[code].updated for code in selected)
    return {
        **_opening(_data_label(table, variables, lang), lang, updated),
        **_body(table, variables, lang, base=None),
        "extension": {
            **mandatory_notes(table.notes),
            "px": _px(table, answer.stub, answer.heading, lang),
            "discontinued": None,
            "contact": [NOBODY],
        },
        "value": _values(answer.cells),
        **_status(answer.cells),
    }


def metadata(table: Table, variables: tuple[Variable, ...], lang: str, base: str) -> dict[str, Any]:
    """Return the answer of `/metadata`: whole dimensions with their codelists, and an empty `value`."""
    heading = tuple(v for v in variables if v.role in DATA_HEADING)
    stub = tuple(v for v in variables if v.role not in DATA_HEADING)
    return {
        **_opening(table.listing_label(lang), lang, table.updated),
        **links.of_table(table, lang),
        **_body(table, stub + heading, lang, base),
        "extension": {
            **mandatory_notes(table.notes),
            "px": _px(table, stub, heading, lang),
            "contact": [NOBODY],
        },
        "value": [],
    }


def _opening(label: str, lang: str, updated: str) -> dict[str, Any]:
    return {"version": "2.0", "class": "dataset", "label": label, "source": SOURCE[lang], "updated": updated}


def _body(table: Table, variables: tuple[Variable, ...], lang: str, base: str | None) -> dict[str, Any]:
    roles = {role: [v.code for v in variables if v.role == role] for role in ("time", "geo", "metric")}
    return {
        **texts(table.notes, lang),
        "role": {role: codes for role, codes in roles.items() if codes},
        "id": [v.code for v in variables],
        "size": [len(v.values) for v in variables],
        "dimension": {v.code: dimension(table, v, lang, base) for v in variables},
    }


def _data_label(table: Table, variables: tuple[Variable, ...], lang: str) -> str:
    """Return the label of `/data`, which lists the variables; the contents only if several are selected."""
    names = [v.label[lang] for v in variables if v.role != "metric" or len(v.values) > 1]
    by = f"{', '.join(names[:-1])} {AND[lang]} {names[-1]}" if len(names) > 1 else names[0]
    return f"{table.id}: {table.contents_label[lang]}, {BY[lang]} {by}"


def _values(cells: Cells) -> NDArray[np.int64] | list[int | float | None]:
    """Return the values in row-major order: whole numbers without `.0`, and None for absent cells."""
    flat = np.ascontiguousarray(cells.values).ravel()
    absent, whole = np.isnan(flat), flat == np.floor(flat)
    if whole.all():
        return flat.astype(np.int64)
    mixed = flat.astype(object)
    mixed[whole] = flat[whole].astype(np.int64)
    mixed[absent] = None
    values: list[int | float | None] = mixed.tolist()
    return values


def _status(cells: Cells) -> dict[str, Any]:
    """Return the `status`: cell position, as text -> symbol; an empty dict without symbols."""
    flat = np.ascontiguousarray(cells.symbols).ravel()
    marked = np.flatnonzero(flat)
    symbols = {str(at): SYMBOLS[symbol] for at, symbol in zip(marked.tolist(), flat[marked].tolist(), strict=True)}
    return {"status": symbols} if symbols else {}


def _px(table: Table, stub: tuple[Variable, ...], heading: tuple[Variable, ...], lang: str) -> dict[str, Any]:
    selected = next(v.codes for v in stub + heading if v.role == "metric")
    return {
        "infofile": "None",
        "tableid": table.id,
        "decimals": max(table.contents[code].decimals for code in selected),
        "official-statistics": True,
        "aggregallowed": table.aggregation,
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
