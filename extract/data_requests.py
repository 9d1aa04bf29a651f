"""From a source file and a table's metadata to what is posted for its figures."""

from typing import Any

from catalogue.codes import CONTENTS, TIME
from catalogue.errors import UnexpectedShape
from catalogue.labels import contents_dimension
from catalogue.statbank import StatbankSource
from extract.plan import Selection, plan
from extract.source_api import NORWEGIAN

Region = tuple[str | None, list[str]]
"""A codelist (None: the table's raw codes) and the region codes to ask for through it."""

Request = dict[str, Any]
"""A request in the form it is archived in: method, path, query, body."""


def data_requests(
    spec: StatbankSource, dimensions: dict[str, Any], regions: list[Region], cell_limit: int
) -> list[Request]:
    """The fewest requests for all periods of the table's contents in these regions, none above the cell limit.

    Raises UnexpectedShape when no plan keeps below it.
    """
    selections = [(codelist, _selection(spec, dimensions, codes)) for codelist, codes in regions]
    try:
        return [
            _request(spec, part, codelist)
            for codelist, selection in selections
            for part in plan(selection, region=spec.region.dimension, time=TIME, limit=cell_limit)
        ]
    except ValueError as error:
        raise UnexpectedShape(f"SSB table {spec.table} cannot be asked for in parts: {error}.") from error


def _selection(spec: StatbankSource, dimensions: dict[str, Any], regions: list[str]) -> Selection:
    """Every dimension with its codes spelt out, each once, so that nothing is eliminated or defaulted in silence."""
    asked = {spec.region.dimension: regions, **spec.select, CONTENTS: "all"}
    asked[contents_dimension(spec, dimensions)] = list(spec.contents)
    return {name: _codes(dimensions[name]["category"]["index"], codes) for name, codes in asked.items()}


def _codes(there: dict[str, int] | list[str], asked: str | list[str]) -> list[str]:
    """Those listed, all there are by their positions, or the newest so many by time, whatever order they stand in."""
    if isinstance(asked, list):
        return list(dict.fromkeys(asked))
    codes = there if isinstance(there, list) else sorted(there, key=there.__getitem__)
    return codes if asked == "all" else sorted(codes)[-int(asked.removeprefix("newest ")) :]


def _request(spec: StatbankSource, selection: Selection, codelist: str | None) -> Request:
    """The request of PxWebApi 2 for one part of the plan."""
    entries: list[dict[str, Any]] = [{"variableCode": name, "valueCodes": codes} for name, codes in selection.items()]
    if codelist:
        next(entry for entry in entries if entry["variableCode"] == spec.region.dimension)["codelist"] = codelist
    query = NORWEGIAN | {"outputFormat": "json-stat2"}
    return {"method": "POST", "path": f"tables/{spec.table}/data", "query": query, "body": {"selection": entries}}
