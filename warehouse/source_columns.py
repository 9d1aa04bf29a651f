"""The parts of SQL statements that depend on the source: its table, contents and dimensions."""

from itertools import pairwise

from catalogue.kinds import Source
from warehouse.sql import Sql, listed, quoted, quoted_name


def source_table(source: Source) -> Sql:
    """Return the name of the source's main table."""
    return Sql(f"source.{quoted_name(source.id)}")


def release(source: Source) -> dict[str, Sql]:
    """Return the SQL of `vintage` and `alternative` in the source's table; null if it is not a projection."""
    return {
        "vintage": Sql("vintage") if source.spec.has_releases else Sql("null"),
        "alternative": Sql("contents") if source.spec.has_alternatives else Sql("null"),
    }


def breakdown(source: Source, by: list[str]) -> Sql:
    """Return the SQL of a breakdown's canonical text: `alder=080-089;kjonn=2`, sorted by key; null for the whole."""
    parts = [f"{quoted(name.lower() + '=')} || {band(source, name)}" for name in sorted(by)]
    return Sql(" || ';' || ".join(parts) or "null::varchar")


def band(source: Source, dimension: str) -> Sql:
    """Return the SQL of a dimension's code; if its codes are numbers, of its band: '080-089', the last band '090+'.

    A code outside every band is unchanged.
    """
    column = quoted_name(dimension.lower())
    lower = source.spec.numbered.get(dimension, [])
    if not lower:
        return column
    first, last = (quoted_name(f"{dimension.lower()}_{bound}") for bound in ("from", "to"))
    cases = [
        f"when {first} >= {start} and {last} <= {after - 1} then '{start:03d}-{after - 1:03d}'"
        for start, after in pairwise(lower)
    ]
    cases += [f"when {first} >= {lower[-1]} then '{lower[-1]:03d}+'", f"else {column}"]
    return Sql("case\n            " + "\n            ".join(cases) + "\n        end")


def measures(source: Source) -> dict[str, Sql]:
    """Return the source's table, and lists of its contents: the `counts`, which may be summed, and the `others`."""
    contents = source.spec.contents.items()
    return {
        "table": source_table(source),
        "counts": listed(quoted(code) for code, content in contents if content.additive),
        "others": listed(quoted(code) for code, content in contents if not content.additive),
    }
