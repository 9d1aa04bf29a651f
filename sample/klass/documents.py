"""KLASS's lists of codes, changes and correspondences, in its own schema."""

from collections.abc import Callable
from typing import Any

from sample.klass.correspondences import Correspondence
from sample.klass.holdings import Code
from sample.klass.register import Register
from sample.klass.window import Span, Window


def codes(
    register: Register, number: int, window: Window, *, ranged: bool, selected: Callable[[Code], bool]
) -> dict[str, Any]:
    """Return the codes valid at some time in the window, a row for each code and name.

    A merger under the same code and name does not begin a new row.

    Args:
        register: the server's classifications.
        number: the classification.
        window: the selected days.
        ranged: whether to give the part of the window in which each row is valid; `codesAt` does not.
        selected: a test of whether a code is included.
    """
    parts = [(row, window.part(row.validity)) for row in register.joined(number) if selected(row)]
    return {"codes": [_code(row, part if ranged else None) for row, part in parts if part]}


def _code(code: Code, part: Span | None) -> dict[str, Any]:
    head = {"code": code.code, "parentCode": None, "level": "1", "name": code.name}
    names = {"shortName": "", "presentationName": ""}
    requested = {"validFromInRequestedRange": part[0], "validToInRequestedRange": part[1]} if part else {}
    return {**head, **names, "validFrom": None, "validTo": None, **requested, "notes": code.notes}


def changes(register: Register, number: int, window: Window) -> dict[str, Any]:
    """Return the changes between the editions in the window."""
    found = [each for each in register.changes[number] if window.holds_change(each.date)]
    return {
        "codeChanges": [
            {
                "oldCode": each.old_code,
                "oldName": each.old_name,
                "oldShortName": "",
                "newCode": each.new_code,
                "newName": each.new_name,
                "newShortName": "",
                "changeOccurred": each.date,
            }
            for each in found
        ]
    }


def corresponding(found: list[Correspondence], window: Window, *, ranged: bool) -> dict[str, Any]:
    """Return the correspondences valid at some time in the window; an empty list if there are none, as SSB does."""
    parts = [(each, window.part(each.validity)) for each in found]
    return {"correspondenceItems": [_correspondence(each, part if ranged else None) for each, part in parts if part]}


def _correspondence(each: Correspondence, part: Span | None) -> dict[str, Any]:
    source = {"sourceCode": each.source_code, "sourceName": each.source_name, "sourceShortName": ""}
    target = {"targetCode": each.target_code, "targetName": each.target_name, "targetShortName": ""}
    dates = {"validFrom": part[0], "validTo": part[1]} if part else {}
    return {**source, **target, **dates}
