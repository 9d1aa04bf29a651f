"""Makes the requests for a table's figures from its source file and its metadata."""

from typing import Any

from catalogue.codes import CONTENTS, TIME
from catalogue.errors import UnexpectedShape
from catalogue.labels import contents_dimension
from catalogue.statbank import StatbankSource
from extract.plan import Selection, plan
from extract.source_api import NORWEGIAN

Region = tuple[str | None, list[str]]
"""A codelist (None: the table's raw codes) and the region codes to fetch with it."""

Request = dict[str, Any]
"""A request as it is archived: method, path, query, body."""


def data_requests(
    spec: StatbankSource,
    dimensions: dict[str, Any],
    regions: list[Region],
    codelists: dict[str, list[str]],
    cell_limit: int,
) -> list[Request]:
    """Return the fewest requests for the selected figures of these regions, each within the cell limit.

    `codelists`: dimension -> the codes of the codelist that `select` names for it. Raise UnexpectedShape if no plan keeps
    within the limit.
    """
    asked = spec.select | codelists
    selections = [(codelist, _selection(spec, dimensions, asked, codes)) for codelist, codes in regions]
    try:
        return [
            _request(spec, part, codelist)
            for codelist, selection in selections
            for part in plan(selection, region=spec.region.dimension, time=TIME, limit=cell_limit)
        ]
    except ValueError as error:
        raise UnexpectedShape(f"SSB table {spec.table} cannot be split into requests: {error}.") from error


def _selection(
    spec: StatbankSource, dimensions: dict[str, Any], select: dict[str, Any], regions: list[str]
) -> Selection:
    """Return every dimension with all its codes listed; without codes, SSB would eliminate it or use a default."""
    selected = {spec.region.dimension: regions, **select, CONTENTS: "all"}
    selected[contents_dimension(spec, dimensions)] = list(spec.contents)
    return {name: _codes(dimensions[name]["category"]["index"], codes) for name, codes in selected.items()}


def _codes(available: dict[str, int], selected: str | list[str]) -> list[str]:
    """Return the listed codes without repeats, all codes, or the newest; a table's periods are in order of time."""
    if isinstance(selected, list):
        return list(dict.fromkeys(selected))
    return list(available) if selected == "all" else list(available)[-int(selected.removeprefix("newest ")) :]


def _request(spec: StatbankSource, selection: Selection, codelist: str | None) -> Request:
    """Return the PxWebApi 2 request for one part of the plan."""
    codelists = spec.codelists | ({spec.region.dimension: codelist} if codelist else {})
    entries: list[dict[str, Any]] = [
        {"variableCode": name, "valueCodes": codes} | ({"codelist": codelists[name]} if name in codelists else {})
        for name, codes in selection.items()
    ]
    query = NORWEGIAN | {"outputFormat": "json-stat2"}
    return {"method": "POST", "path": f"tables/{spec.table}/data", "query": query, "body": {"selection": entries}}
