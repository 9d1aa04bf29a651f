"""SQL as text: the folder of SQL files, templates in it, and the quoting of whatever is put into a statement.

Templates are SQL with Jinja in it. They take text of the type `Sql` only, which mypy tells from other text: an expression
of the catalogue that has been parsed, or a value that has been quoted here.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NewType

from jinja2 import Environment, FileSystemLoader, StrictUndefined

SQL = Path(__file__).resolve().parents[1] / "sql"

Sql = NewType("Sql", str)
"""Text that may be put into a statement."""

Part = Sql | int | None
"""What a template takes: SQL, a number, true or false; None for a part that is left out."""

TEMPLATES = Environment(  # noqa: S701 - escapes are for HTML, and this is SQL
    loader=FileSystemLoader(SQL), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def quoted(value: object) -> Sql:
    """Return a text literal, for values that cannot be parameters of the statement."""
    return Sql("'" + str(value).replace("'", "''") + "'")


def quoted_name(name: str) -> Sql:
    """Return a quoted identifier: the name of a table or a column."""
    return Sql('"' + name.replace('"', '""') + '"')


def listed(values: Iterable[Sql]) -> Sql:
    """Return the values with commas between them."""
    return Sql(", ".join(values))


def render(template: str, **parts: Part | Sequence[Mapping[str, Part]]) -> Sql:
    """Return the SQL that sql/<template>.sql makes of the parts. Raise jinja2.UndefinedError for a missing part."""
    return Sql(TEMPLATES.get_template(f"{template}.sql").render(parts))
