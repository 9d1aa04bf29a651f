"""The parts of statements that depend on the source: its table, its contents and its dimensions."""

from itertools import pairwise

from catalogue.kinds import Source
from warehouse.sql import Sql, listed, quoted, quoted_name


def source_table(source: Source) -> Sql:
    """Return the name of the source's main table."""
    return Sql(f"source.{quoted_name(source.id)}")


def release(source: Source) -> dict[str, Sql]:
    """Return the columns of the source's table that are `vintage` and `alternative`; null where it is no projection."""
    return {
        "vintage": Sql("vintage") if source.spec.has_releases else Sql("null"),
        "alternative": Sql("contents") if source.spec.has_alternatives else Sql("null"),
    }


def breakdown(source: Source, by: list[str]) -> Sql:
    """Return the canonical text of a breakdown as SQL: `alder=080-089;kjonn=2`, keys sorted; null for the whole."""
    parts = [f"{quoted(name.lower() + '=')} || {band(source, name)}" for name in sorted(by)]
    return Sql(" || ';' || ".join(parts) or "null::varchar")


def band(source: Source, dimension: str) -> Sql:
    """Return the code of a dimension as SQL; where its codes are numbers, the band it lies in: '080-089', the last '090+'.

    A code that lies in no band stays as it is.
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
        "counts": listed(quoted(code) for code, one in contents if one.additive),
        "others": listed(quoted(code) for code, one in contents if not one.additive),
    }
