"""Projections: which release a figure is of, and under which assumptions it was made."""

from catalogue.kinds import Source
from catalogue.statbank import StatbankSource


def release(source: Source) -> str:
    """The columns `vintage` and `alternative`; null for figures of what has been."""
    spec = source.spec if isinstance(source.spec, StatbankSource) else None
    vintage = "vintage" if spec and spec.releases else "null"
    alternative = "contents" if spec and spec.alternatives else "null"
    return f"{vintage}::varchar as vintage, {alternative}::varchar as alternative"


def same_release(one: str, other: str) -> str:
    """The condition for two rows to be of the same release and alternative, or both of what has been."""
    return " and ".join(f"{one}.{name} is not distinct from {other}.{name}" for name in ("vintage", "alternative"))
