"""Checks: SQL files that select the wrong rows. A check passes if it selects none.

`sql/checks/source/*.sql` check one load of a table before it is accepted, with its rows in `source.incoming`; they are
templates. The others check the finished build. The first line of each file says what must hold; error messages quote it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any, Literal

from catalogue.errors import BuildRefused, CheckFailed, GrunnlagError
from catalogue.kinds import Source
from transform.tables import Extent
from warehouse.build import Build
from warehouse.sql import SQL, Sql, listed, quoted, quoted_name, render

ONLY_FOR_COMPLETE_LOADS = "-- only for complete loads"
"""A line in checks that a load of only some municipalities cannot pass."""
LOOK = "-- level: look"
"""A line in checks of the build that do not stop it: the run reports what they find."""


@dataclass(frozen=True)
class Finding:
    """The result of one check: what must hold, how many rows are wrong, the first of them, and what that leads to."""

    check_id: str
    says: str
    wrong: int
    first: dict[str, Any] | None
    level: Literal["stop", "look"] = "stop"

    @property
    def violation(self) -> str:
        """The end of an error message: what must hold, and how many rows violate it."""
        example = ", ".join(f"{name} {value}" for name, value in (self.first or {}).items())
        return f"{self.says.rstrip('.')}, but {self.wrong} rows violate this, for example {example}."


def check_files(folder: str = "checks") -> list[Path]:
    """Return the checks in a folder of sql/, sorted by name."""
    return sorted((SQL / folder).glob("*.sql"))


def run_check(build: Build, path: Path, query: str | None = None) -> Finding:
    """Run a check and return its finding. `query` is the rendered text of a file that is a template."""
    text = query or path.read_text(encoding="utf-8")
    selected = build.con.execute(text)
    names = [column[0] for column in selected.description or []]
    rows = selected.fetchall()
    says = text.splitlines()[0].removeprefix("-- ")
    first = dict(zip(names, rows[0], strict=True)) if rows else None
    return Finding(path.stem, says, len(rows), first, "look" if LOOK in text else "stop")


def check_build(build: Build) -> list[str]:
    """Run every check on the finished build and record it in `meta.check`.

    Return what checks at level look found. Raise BuildRefused for the first other check that fails.
    """
    findings = [run_check(build, path) for path in check_files()]
    for finding in findings:
        first = str(finding.first) if finding.first else None
        row = [finding.check_id, finding.says, finding.wrong, first, finding.level]
        build.con.execute("insert into meta.check values (?, ?, ?, ?, ?, null, null)", row)
    failed = [finding for finding in findings if finding.wrong]
    for finding in failed:
        if finding.level == "stop":
            raise BuildRefused(finding.violation, (finding.first or {}).get("indicator_id"))
    return [finding.violation for finding in failed]


def record_refusals(build: Build, stale: Mapping[str, GrunnlagError]) -> None:
    """Record in `meta.check` the loads that a check refused; `stale` is source -> error."""
    for source_id, error in stale.items():
        if isinstance(error, CheckFailed):
            row = [error.check_id, str(error), source_id]
            build.con.execute("insert into meta.check values (?, ?, 1, null, 'stop', ?, null)", row)


def check_source(build: Build, source: Source, complete: bool, extent: Extent | None = None) -> None:
    """Run the checks of a load on `source.incoming`. Raise CheckFailed for the first that fails.

    A source without figures has none. `complete`: the load has the whole table, not just a few municipalities.
    `extent`: what the table has by its own list of codes.
    """
    if not source.spec.key:
        return
    for path in check_files("checks/source"):
        query = render(
            f"checks/source/{path.stem}", **_limits(source, extent or Extent(list(source.spec.contents), 1.0))
        )
        if not complete and ONLY_FOR_COMPLETE_LOADS in query:
            continue
        finding = run_check(build, path, query)
        if finding.wrong:
            raise CheckFailed(f"{source.id} was not loaded: {finding.violation}", finding.check_id)


def _limits(source: Source, extent: Extent) -> dict[str, Sql | int | None]:
    """Return the parameters of the checks: the table's key and contents, and the limits in the source's file.

    The limit for municipalities is for a table of all Norway. A table of a county needs its share of that number.
    """
    contents, checks = source.spec.contents, source.spec.checks
    additive = [code for code, measure in contents.items() if measure.additive]
    return {
        "key": listed(quoted_name(name) for name in source.spec.key),
        "contents": listed(quoted(code) for code in contents if code in extent.contents),
        "additive": listed(quoted(code) for code in additive),
        "stocks": listed(quoted(code) for code in additive if contents[code].kind == "stock"),
        "municipalities": ceil(checks.municipalities * extent.share),
        "change": checks.yearly_change_pct,
        "country": quoted(source.spec.country) if source.spec.country else None,
    }
