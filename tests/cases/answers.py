"""Small made-up answers in the shape that SSB sends, and what the transform makes of them."""

from collections.abc import Callable
from itertools import product
from typing import Any

from tests.lib.jsonstat import Body, dataset, encode
from tests.lib.klass import municipalities
from tests.lib.spec import shipped_catalogue
from transform.load import StoredAnswer, read_load
from transform.municipalities import Municipalities

Cell = tuple[float | None, str | None]
"""A value, or none, and the source's symbol, if it has one."""
Rows = dict[tuple[str, ...], Cell]
"""(region, contents, period) -> value and symbol."""

AALESUND = municipalities(
    """
    0301 Oslo    1838-01-01 -
    1504 Ålesund 1838-01-01 2020-01-01
    1534 Haram   1838-01-01 2020-01-01
    1507 Ålesund 2020-01-01 2024-01-01
    1508 Ålesund 2024-01-01 -
    1580 Haram   2024-01-01 -
    """,
    """
    1504 Ålesund 1507 Ålesund 2020-01-01
    1534 Haram   1507 Ålesund 2020-01-01
    1507 Ålesund 1508 Ålesund 2024-01-01
    1507 Ålesund 1580 Haram   2024-01-01
    """,
)
"""Ålesund and Haram were one municipality from 2020 to 2024."""


def answer(table: str, codes: dict[str, list[str]], cell: Callable[..., Cell]) -> Body:
    """Return a JSON-stat2 answer; `cell` gives value and symbol for each combination of codes."""
    cells = [cell(*of) for of in product(*codes.values())]
    status = {str(number): symbol for number, (_, symbol) in enumerate(cells) if symbol}
    return dataset(codes, [value for value, _ in cells], status, table=table)


def read(
    source_id: str,
    codes: dict[str, list[str]],
    body: Body | bytes,
    places: Municipalities = AALESUND,
    codelist: str | None = None,
) -> Rows:
    """Return the rows that the transform makes of an answer to a request for these codes of a shipped source."""
    source: Any = shipped_catalogue().sources[source_id]
    selection: list[Body] = [{"variableCode": name, "valueCodes": of} for name, of in codes.items()]
    if codelist:
        selection[0]["codelist"] = codelist
    path, asked = f"tables/{source.spec.table}/data", {"selection": selection}
    request = {"method": "POST", "path": path, "query": {}, "body": asked}
    sent = body if isinstance(body, bytes) else encode(body)
    frame = read_load(source, [StoredAnswer("f", request, "2026-11-27T10:00:00+00:00", sent)], places).frames[source_id]
    values = frame.value.astype(object).mask(frame.value.isna(), None)
    cells = zip(frame.region, frame.contents, frame.period, values, frame.symbol, strict=True)
    return {(region, contents, period): (value, symbol) for region, contents, period, value, symbol in cells}
