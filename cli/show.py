"""What `check`, `archive` and `verify` print."""

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from catalogue.errors import printable
from pipeline.check_report import CheckReport
from verify.verification import Verification

if TYPE_CHECKING:  # the import takes a second because of pandas
    from pipeline.archive_check import ArchiveReport

console = Console(highlight=False, markup=False)

LIVE_ONLY = "live only"
"""Marks sources that the sample has no figures for."""


def show_report(report: CheckReport) -> None:
    """Print the findings of a check, and the sources that were not checked."""
    for finding in report.findings:
        console.print(printable(f"{finding.source_id}: {finding.drift.says}"), soft_wrap=True)
    for source, reason in report.unseen.items():
        console.print(printable(f"{source}: not checked: {reason}"), soft_wrap=True)
    if report.left_out:
        left_out = ", ".join(report.left_out)
        console.print(f"{report.left_out_because}, so not checked: {left_out}.", soft_wrap=True)
    if not (report.findings or report.unseen):
        console.print("No differences found.")
    if report.proven:
        console.print(
            f"Confirmed by SSB or FHI: {', '.join(report.proven)}. Set 'known: seen_live' in their files and the date in "
            "recorded_in, unless a comment there names something that metadata do not show.",
            soft_wrap=True,
        )


def report_document(report: CheckReport) -> dict[str, object]:
    """Return the report for programs."""
    return {
        "findings": [
            {"source_id": finding.source_id, "says": finding.drift.says, "stops": finding.drift.stops}
            for finding in report.findings
        ],
        "not_checked": {source: str(reason) for source, reason in report.unseen.items()},
        "left_out": report.left_out,
        "agreed": report.agreed,
        "proven": report.proven,
    }


def show_bundle(report: CheckReport, path: Path) -> None:
    """Print the size of a bundle, and how many sources are missing in it."""
    if not report.recorded:
        console.print("No source answered, so no bundle was written.")
        return
    console.print(f"Wrote {path}: {report.recorded} answers, {path.stat().st_size:,} bytes.", soft_wrap=True)
    if report.unseen:
        console.print(f"It is incomplete: {len(report.unseen)} of {len(report.sources)} sources are not in it.")


def show_archive(report: "ArchiveReport") -> None:
    """Print which stored answers are damaged."""
    for sentence in [*report.damaged, *report.odd_lines]:
        console.print(sentence, soft_wrap=True)
    size = f"{report.answers:,} stored answers ({report.bytes / 1e6:,.0f} MB)"
    console.print(f"{len(report.damaged)} of {size} are damaged." if report.damaged else f"All {size} are whole.")


def show_verification(found: Verification) -> None:
    """Print the cells that differ from their recomputation, and what could not be recomputed."""
    for each in found.differences:
        place = f"{each.indicator}, {each.municipality}, {each.period}: {each.measure}"
        console.print(f"{place} is published as {each.published}, and recomputed as {each.recomputed}.", soft_wrap=True)
    for indicator, why in found.skipped.items():
        console.print(f"{indicator} was not recomputed: {why}.", soft_wrap=True)
    compared = f"{found.figures:,} figures of {found.indicators} indicators ({found.values:,} with a value)"
    if found.different:
        console.print(f"{found.different:,} cells differ, in {compared}; keep the files, and report it as a bug.")
    else:
        console.print(f"All {compared} are as recomputed from the archive.")
