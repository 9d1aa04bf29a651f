"""The commands that only read: grunnlag status | changes | check | archive | catalogue."""

from pathlib import Path
from typing import Annotated

import typer

from catalogue.errors import BadSetting
from cli.progress import reporting
from cli.source import Municipality, Sample, from_source
from pipeline.settings import read_settings
from pipeline.steps import Steps

app = typer.Typer()


@app.command()
def status() -> None:
    """Show what has been published, how fresh each table is, and whether a run is under way."""
    from cli.show import show_status

    show_status(read_settings().folder)


@app.command()
def changes(
    since: Annotated[str, typer.Option(help="The day of your last planstrategi, such as 2023-10-01.", metavar="DATE")],
    municipality: Municipality = None,
) -> None:
    """Show which figures have changed since a day, the most unusual first, and which ones the sources have revised."""
    from cli.changes import show_changes

    show_changes(read_settings().folder, since, municipality)


@app.command()
def check(
    sample: Sample = False,
    record: Annotated[
        Path | None, typer.Option(help="Write the sources' answers to this new file, a bundle.", metavar="FILE")
    ] = None,
    against: Annotated[
        Path | None, typer.Option(help="Compare with this bundle; send no request.", metavar="FILE")
    ] = None,
) -> None:
    """Compare the catalogue with the sources as they are today; nothing is loaded."""
    from cli.show import show_bundle, show_report
    from pipeline import check as checking

    if record and against:
        raise BadSetting("--record and --against exclude each other; leave one of them out.")
    with from_source(sample) as settings, reporting() as reporter:
        if against:
            report = checking.check_against(settings, Steps(reporter), against)
        elif record:
            report = checking.record(settings, Steps(reporter), record)
        else:
            report = checking.check(settings, Steps(reporter))
    show_report(report)
    if record:
        show_bundle(report, record)
    raise typer.Exit(report.exit_code)


@app.command()
def archive() -> None:
    """Verify every stored answer and say which are damaged, and what to do about it; asks no source."""
    from cli.show import show_archive
    from pipeline.archive_check import check_archive

    with reporting() as reporter:
        report = check_archive(read_settings(), Steps(reporter))
    show_archive(report)
    raise typer.Exit(report.exit_code)


@app.command()
def catalogue(
    indicator: Annotated[str | None, typer.Argument(help="An indicator's id; without it, list all.")] = None,
    theme: Annotated[str | None, typer.Option(help="One theme's id, such as demography.", metavar="ID")] = None,
) -> None:
    """List the indicators, or show one indicator's texts, definition and newest figures."""
    from cli.show_catalogue import show_catalogue

    show_catalogue(read_settings(), indicator, theme)
