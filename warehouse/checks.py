"""Checks are SQL files that select the rows that are wrong; none selected is a pass.

`sql/checks/source/*.sql` look at one table's load before it is let in (the rows are in `source.incoming`), the others at the
finished build. Each file begins with a comment that says what must hold; that sentence is the error message.
"""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.errors import BuildRefused, CheckFailed
from catalogue.kinds import Source
from warehouse.build import SQL, Build

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finding:
    """What one check found: how many wrong rows, and the first of them."""

    check_id: str
    says: str
    wrong: int
    first: dict[str, Any] | None


def check_files(folder: str = "checks") -> list[Path]:
    """The checks in a folder of sql/, by name."""
    return sorted((SQL / folder).glob("*.sql"))


def run_check(build: Build, path: Path, query: str | None = None) -> Finding:
    """Run one check file (or `query`, the file with its names filled in)."""
    text = query or path.read_text(encoding="utf-8")
    found = build.con.execute(text)
    names = [column[0] for column in found.description or []]
    rows = found.fetchall()
    says = text.splitlines()[0].removeprefix("-- ")
    return Finding(path.stem, says, len(rows), dict(zip(names, rows[0], strict=True)) if rows else None)


def check_build(build: Build) -> None:
    """Run every check on the finished build and log it in `meta.check`. Raises BuildRefused for the first that fails."""
    findings = [run_check(build, path) for path in check_files()]
    for finding in findings:
        row = [finding.check_id, finding.says, finding.wrong, str(finding.first) if finding.first else None]
        build.con.execute("insert into meta.check values (?, ?, ?, ?)", row)
    for finding in findings:
        if finding.wrong:
            raise BuildRefused(
                f"{finding.says.rstrip('.')}, but {finding.wrong} rows say otherwise, such as {_shown(finding)}.",
                (finding.first or {}).get("indicator_id"),
            )


def check_source(build: Build, source: Source, complete: bool) -> None:
    """Run the checks on one load's rows in `source.incoming`. Raises CheckFailed for the first that fails."""
    if not source.spec.key:
        return
    for path in check_files("checks/source"):
        text = path.read_text(encoding="utf-8")
        if not complete and "-- only for complete loads" in text:
            continue
        finding = run_check(build, path, _filled(text, source))
        if finding.wrong:
            raise CheckFailed(
                f"{source.id} was not loaded: {finding.says.rstrip('.')}, but {finding.wrong} rows say otherwise, "
                f"such as {_shown(finding)}."
            )


def _filled(text: str, source: Source) -> str:
    """The check with the table's key and the catalogue's numbers filled in; all of them are checked names or integers."""
    additive = {code: contents.kind for code, contents in source.spec.contents.items() if contents.additive}
    stocks = [code for code, kind in additive.items() if kind == "stock"]
    checks = source.spec.checks
    numbers = {
        "key": ", ".join(f'"{name}"' for name in source.spec.key),
        "additive": ", ".join(f"'{code}'" for code in additive) or "null",
        "contents": ", ".join(f"'{code}'" for code in source.spec.contents),
        "stocks": ", ".join(f"'{code}'" for code in stocks) or "null",
        "municipalities": str(checks.municipalities),
        "change": str(checks.yearly_change_pct or 1_000_000),
        "country": source.spec.country,
    }
    for name, value in numbers.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def _shown(finding: Finding) -> str:
    return ", ".join(f"{name} {value}" for name, value in (finding.first or {}).items())
