"""SQL as text: the folder of SQL files, its templates, and quoting.

Templates are SQL with Jinja. They accept only text of the type `Sql`, which mypy checks: a parsed expression of the
catalogue, or a value that was quoted here.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NewType

from jinja2 import Environment, FileSystemLoader, StrictUndefined

SQL = Path(__file__).resolve().parents[1] / "sql"

Sql = NewType("Sql", str)
"""Text that is safe in a statement."""

Part = Sql | int | None
"""A template's parameter: SQL, a number, true or false; None for a part that is left out."""

TEMPLATES = Environment(  # noqa: S701 - autoescape is for HTML, and this is SQL
    loader=FileSystemLoader(SQL), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def quoted(value: object) -> Sql:
    """Return a quoted text literal, for values that cannot be parameters of the statement."""
    return Sql("'" + str(value).replace("'", "''") + "'")


def quoted_name(name: str) -> Sql:
    """Return a quoted identifier: the name of a table or a column."""
    return Sql('"' + name.replace('"', '""') + '"')


def listed(values: Iterable[Sql]) -> Sql:
    """Return the values with commas between them."""
    return Sql(", ".join(values))


def render(template: str, **parts: Part | Sequence[Mapping[str, Part]]) -> Sql:
    """Return the SQL of sql/<template>.sql with these parts. Raise jinja2.UndefinedError for a missing part."""
    return Sql(TEMPLATES.get_template(f"{template}.sql").render(parts))
