"""What commands print with --json: one JSON document, for programs."""

import sys
from typing import Annotated, Any

import orjson
import typer
from pydantic import BaseModel

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def print_json(document: Any) -> None:
    """Print dataclasses, models, mappings and lists as JSON. Times are UTC."""
    sys.stdout.buffer.write(
        orjson.dumps(document, default=_plain, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    )
    sys.stdout.buffer.flush()


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump()
    return str(value)
