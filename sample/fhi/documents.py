"""The documents of FHI's API."""

from typing import Any

import numpy as np

from sample.fhi.holdings import FLAGS, MEASURES, Table

Document = dict[str, Any]


def source(bank: str) -> Document:
    """Return a bank, as in the list of sources."""
    return {"id": bank, "title": bank, "description": None, "aboutUrl": None, "publishedBy": "FHI"}


def listed(number: int, table: Table) -> Document:
    """Return a table, as in the list of tables and by itself."""
    return {
        "tableId": number,
        "title": table.title,
        "publishedAt": table.published,
        "modifiedAt": table.modified,
    }


def query(table: Table) -> Document:
    """Return the request for the whole table."""
    dimensions = [
        {"code": dimension.code, "filter": "item", "values": list(dimension.labels)} for dimension in table.dimensions
    ]
    return {"dimensions": dimensions, "response": {"format": "json-stat2", "maxRowCount": 50000}}


def dimensions(table: Table) -> Document:
    """Return the dimensions with their trees of categories."""
    shown = [{"code": each.code, "label": each.label, "categories": each.categories} for each in table.dimensions]
    return {"dimensions": shown}


def flags() -> list[Document]:
    """Return the flags that replace a missing figure, with their meanings."""
    return [{"title": flag, "text": text} for flag, text in FLAGS.items()]


def metadata(table: Table) -> Document:
    """Return the editor's description of the table."""
    return {"name": table.title, "isOfficialStatistics": False, "paragraphs": []}


def dataset(table: Table, chosen: dict[str, list[str]]) -> Document:
    """Return the selected figures as JSON-stat2. A cell without a figure has its flag as the value."""
    places = [_places(list(each.labels), chosen[each.code]) for each in table.dimensions]
    return {
        "class": "dataset",
        "version": "2.0",
        "href": None,
        "label": table.title,
        "updated": table.changed,
        "source": None,
        "id": list(chosen),
        "size": [len(codes) for codes in chosen.values()],
        "role": {"time": None, "geo": ["GEO"], "metric": [MEASURES]},
        "dimension": {each.code: _dimension(each.label, each.labels, chosen[each.code]) for each in table.dimensions},
        "value": table.values[np.ix_(*places)].ravel().tolist(),
        "status": "",
        "extension": {"flags": {"index": list(FLAGS), "label": FLAGS}},
    }


def _places(codes: list[str], chosen: list[str]) -> list[int]:
    at = {code: place for place, code in enumerate(codes)}
    return [at[code] for code in chosen]


def _dimension(label: str, labels: dict[str, str], chosen: list[str]) -> Document:
    return {"label": label, "category": {"index": chosen, "label": {code: labels[code] for code in chosen}}}
