"""Projections: which release a figure is of, and under which assumptions it was made."""

from catalogue.kinds import Source
from catalogue.statbank import StatbankSource
from warehouse.build import quoted


def release(source: Source) -> str:
    """The columns `vintage` and `alternative`; null for figures of what has been."""
    spec = source.spec if isinstance(source.spec, StatbankSource) else None
    cases = [f"when {quoted(code)} then {quoted(name)}" for code, name in (spec.alternatives if spec else {}).items()]
    alternative = f"case contents {' '.join(cases)} end" if cases else "null::varchar"
    return (
        f"{'vintage::varchar' if spec and spec.releases else 'null::varchar'} as vintage, {alternative} as alternative"
    )


def same_release(one: str, other: str) -> str:
    """The condition for two rows to be of the same release and alternative, or both of what has been."""
    return " and ".join(f"{one}.{name} is not distinct from {other}.{name}" for name in ("vintage", "alternative"))
