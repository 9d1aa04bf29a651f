"""A report as Markdown, for Prefect, and the page of all reports, which is made of the same Markdown."""

from collections.abc import Iterable
from datetime import UTC, datetime

from extract.clock import OSLO
from pipeline.report import Report

SLOWEST = 5
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Grunnlag: runs</title>
<style>body {{ font: 1rem/1.5 sans-serif; max-width: 70rem; margin: auto; padding: 1rem }}
td, th {{ text-align: left; vertical-align: top; padding: 0 1rem .2rem 0 }}</style>
{}
</html>
"""


def page(newest_first: list[Report]) -> str:
    """Return the page, as HTML: the newest report whole, and a line for each report."""
    from markdown_it import MarkdownIt

    rows = [(oslo(each.started_at), each.name, each.exit_code, each.says) for each in newest_first]
    newest = [markdown(report) for report in newest_first[:1]]
    text = "\n".join([*newest, *_table("All runs, in Oslo time", "began|run|exit code|", rows)])
    return _PAGE.format(MarkdownIt("commonmark", {"html": False}).enable("table").render(text))


def markdown(report: Report) -> str:
    """Return a report as Markdown."""
    return "\n".join(
        [
            f"# {plain(report.name)}, {oslo(report.started_at)}: {_ending(report)}",
            "",
            plain(report.says),
            *_table("Figures of the run", "|", _facts(report)),
            *_table("Failed tables", "table|reason", report.failed.items()),
            *_table("Fetched tables", "table|cells|revised", _fetched(report)),
            *_table("Worth a look", "what a check found", [(each,) for each in report.found]),
            *_table("Freshness by theme", "theme|tables|stale|oldest update|newest update", _themes(report)),
            *_table("Slowest steps", "step|seconds", _slowest(report)),
        ]
    )


def plain(text: object) -> str:
    """Return text that Markdown and HTML take as text."""
    escaped = "".join(f"\\{sign}" if sign in "\\`*_{}[]#|!" else sign for sign in str(text))
    return escaped.replace("<", "&lt;").replace("\n", " ")


def oslo(moment: datetime | None) -> str:
    """Return a time in Oslo, such as '2026-11-28 03:30'; '-' if there is none. A time without a zone is UTC."""
    if moment is None:
        return "-"
    return f"{(moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(OSLO):%Y-%m-%d %H:%M}"


def _ending(report: Report) -> str:
    return "under way" if report.exit_code is None else f"exit code {report.exit_code}"


def _facts(report: Report) -> Iterable[tuple[object, ...]]:
    cells = f"{len(report.fetched)} fetched ({sum(report.fetched.values()):,} cells)"
    return [
        ("ended", oslo(report.ended_at)),
        ("seconds", "-" if report.seconds is None else f"{report.seconds:,.0f}"),
        ("tables", f"{cells}, {len(report.unchanged)} unchanged, {len(report.failed)} failed"),
        ("requests", f"{report.requests:,} ({report.bytes / 1e6:,.1f} MB)"),
        ("checks", f"{report.checks} passed, {len(report.found)} worth a look"),
        ("memory", f"{report.memory_mb:,.0f} MB at most"),
        ("published build", report.build_id or "-"),
        (
            "every table was updated",
            "by this run" if report.ended_at == report.complete_at else f"not since {oslo(report.complete_at)}",
        ),
        ("next run", oslo(report.next_run) if report.next_run else "not by 'grunnlag serve', which is not up"),
    ]


def _fetched(report: Report) -> Iterable[tuple[object, ...]]:
    return [(table, f"{cells:,}", report.revised.get(table, 0)) for table, cells in report.fetched.items()]


def _themes(report: Report) -> Iterable[tuple[object, ...]]:
    return [(theme.title, theme.tables, theme.stale, oslo(theme.oldest), oslo(theme.newest)) for theme in report.themes]


def _slowest(report: Report) -> Iterable[tuple[object, ...]]:
    slowest = sorted(report.steps.items(), key=lambda step: step[1], reverse=True)[:SLOWEST]
    return [(step, f"{seconds:.1f}") for step, seconds in slowest]


def _table(title: str, columns: str, rows: Iterable[tuple[object, ...]]) -> list[str]:
    """Return a table with its title, as lines; none without rows."""
    lines = [f"| {' | '.join(map(plain, row))} |" for row in rows]
    rule = "|---" * (columns.count("|") + 1)
    return ["", f"## {title}", "", f"| {columns.replace('|', ' | ')} |", f"{rule}|", *lines] if lines else []
