"""Read the selection of a GET or POST to `/data`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from sample.statbank.problems import InvalidParameterError

# A comma separates items, unless it is inside brackets: [range(2020,2022)].
COMMA = re.compile(r",(?=[^\]]*(?:\[|$))")
BRACKETED = re.compile(r"(valuecodes|codelist)\[(.+)\]")
VALUECODES_SHAPE = "valuecodes-parameter should be like valuecodes[<variable>]. {key} is not."


@dataclass
class Asked:
    """The selection of one variable: its codes or expressions, and its codelist."""

    codes: list[str] = field(default_factory=list)
    codelist: str | None = None


@dataclass
class Selection:
    """The selection of a table, by variable name as written; `heading` and `stub` are None if not given."""

    variables: dict[str, Asked] = field(default_factory=dict)
    heading: list[str] | None = None
    stub: list[str] | None = None

    @property
    def empty(self) -> bool:
        """Whether no variable has any codes; the default selection is then used."""
        return not any(asked.codes for asked in self.variables.values())


def from_query(query: Mapping[str, str]) -> Selection:
    """Return the selection of a GET's query, whose keys are lower case. Ignore unknown keys, as SSB does.

    Raises:
        InvalidParameterError: a key begins with `valuecodes` but names no variable.
    """
    selection = Selection(heading=_items(query.get("heading")), stub=_items(query.get("stub")))
    for key, text in query.items():
        match = BRACKETED.fullmatch(key)
        if key.startswith("valuecodes") and not match:
            raise InvalidParameterError("valuecodes", VALUECODES_SHAPE.format(key=key))
        if match and match[1] == "valuecodes":
            selection.variables[match[2]] = Asked(_items(text) or [], query.get(f"codelist[{match[2]}]"))
    # A codelist without value codes is ignored, as SSB does.
    return selection


def applied_codelists(query: Mapping[str, str]) -> dict[str, str]:
    """Return variable name, as written -> codelist in the query of `/metadata`, which needs no value codes."""
    matches = {key: BRACKETED.fullmatch(key) for key in query}
    return {match[2]: query[key] for key, match in matches.items() if match and match[1] == "codelist"}


def _items(text: str | None) -> list[str] | None:
    if text is None:
        return None
    items = [item.strip() for item in COMMA.split(text)]
    return [item[1:-1] if item.startswith("[") and item.endswith("]") else item for item in items if item]


def from_body(body: bytes) -> Selection:
    """Return the selection of a POST's body; keys are in any case. An empty body selects nothing."""
    if not body.strip():
        return Selection()
    try:
        return _from_json(_lower_keys(orjson.loads(body)))
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise InvalidParameterError("variablesSelection", "The variablesSelection field is not valid.") from error


def _from_json(body: dict[str, Any]) -> Selection:
    placement = body.get("placement") or {}
    selection = Selection(heading=placement.get("heading"), stub=placement.get("stub"))
    for item in body.get("selection") or []:
        codes = item.get("valuecodes") or []
        if not all(isinstance(code, str) for code in (item["variablecode"], *codes)):
            raise TypeError
        selection.variables[item["variablecode"]] = Asked(list(codes), item.get("codelist"))
    return selection


def _lower_keys(node: Any) -> Any:
    if isinstance(node, dict):
        return {key.lower(): _lower_keys(value) for key, value in node.items()}
    return [_lower_keys(each) for each in node] if isinstance(node, list) else node
