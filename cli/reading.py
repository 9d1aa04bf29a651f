"""The commands that only read: grunnlag status | show | export | pack | changes | check | archive | verify | catalogue."""

from pathlib import Path
from typing import Annotated

import typer

from catalogue.errors import BadSetting
from cli.as_json import AsJson, print_json
from cli.completion import indicators, municipalities, themes
from cli.place import place_of
from cli.progress import reporting
from cli.source import Municipality, Sample, from_source
from pipeline.settings import read_settings
from pipeline.steps import Steps

app = typer.Typer()


@app.command()
def status(
    as_json: AsJson = False,
    notify: Annotated[
        bool, typer.Option("--notify", help="Notify (GRUNNLAG_NOTIFY) if no run has updated every table for too long.")
    ] = False,
) -> None:
    """Show the last run, the next one, what has been published and how fresh it is, and the health of disk and archive."""
    from cli.status import notify_if_old, show_status, status_of

    settings = read_settings()
    status = status_of(settings.folder)
    print_json(status) if as_json else show_status(status)
    if notify:
        notify_if_old(settings, status)


@app.command()
def show(
    municipality: Annotated[
        str,
        typer.Argument(
            help="A municipality's name, former name or code, or the beginning of its name.",
            autocompletion=municipalities,
        ),
    ],
) -> None:
    """Print a municipality's key figures, in Norwegian, with those of similar municipalities, its county and the country."""
    from cli.key_figures import show_key_figures

    home = read_settings().folder
    home.require_published()
    show_key_figures(home, place_of(home, municipality))


@app.command()
def export(
    to: Annotated[
        Path,
        typer.Option(
            help="The file to write; its ending is its form, such as .xlsx, .docx, .pdf, .pptx, .csv or .json.",
            metavar="FILE",
        ),
    ],
    municipality: Annotated[
        str | None, typer.Argument(help="A municipality's name or code.", autocompletion=municipalities)
    ] = None,
    indicator: Annotated[
        str | None,
        typer.Option(help="One indicator, for every municipality.", metavar="ID", autocompletion=indicators),
    ] = None,
    county: Annotated[
        str | None, typer.Option(help="All municipalities of a county, such as Trøndelag or 50.", metavar="NAME")
    ] = None,
    theme: Annotated[
        str | None, typer.Option(help="Only one theme, such as demography.", metavar="ID", autocompletion=themes)
    ] = None,
    scope: Annotated[
        str | None,
        typer.Option(
            help="The part of a .docx or .pdf: short, a chapter such as befolkning, or a county's theme.",
            metavar="PART",
        ),
    ] = None,
) -> None:
    """Write what is published of a municipality, a county or an indicator to a file: a document, a workbook or data."""
    from cli.export import Wanted
    from cli.export import export as write

    size = write(read_settings(), to, Wanted(municipality, indicator, county, theme, scope))
    print(f"Wrote {to} ({size:,} bytes).")


@app.command()
def changes(
    since: Annotated[str, typer.Option(help="The day of your last planstrategi, such as 2023-10-01.", metavar="DATE")],
    municipality: Municipality = None,
    as_json: AsJson = False,
) -> None:
    """Show which figures have changed since a day, the most unusual first, and which ones the sources have revised."""
    from cli.changes import show_changes

    home = read_settings().folder
    home.require_published()
    code = place_of(home, municipality).code if municipality else None
    show_changes(home, since, code, as_json=as_json)


@app.command()
def check(
    sample: Sample = False,
    record: Annotated[
        Path | None, typer.Option(help="Write the sources' answers to this new file, a bundle.", metavar="FILE")
    ] = None,
    against: Annotated[
        Path | None, typer.Option(help="Compare with this bundle; send no request.", metavar="FILE")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compare the catalogue with the sources as they are today; nothing is loaded."""
    from cli.show import report_document, show_bundle, show_report
    from pipeline import check as checking

    if record and against:
        raise BadSetting("--record and --against exclude each other; leave one of them out.")
    with from_source(sample) as settings, reporting(quiet=as_json) as reporter:
        if against:
            report = checking.check_against(settings, Steps(reporter), against)
        elif record:
            report = checking.record(settings, Steps(reporter), record)
        else:
            report = checking.check(settings, Steps(reporter))
    print_json(report_document(report)) if as_json else show_report(report)
    if record and not as_json:
        show_bundle(report, record)
    raise typer.Exit(report.exit_code)


@app.command()
def pack(
    folder: Annotated[Path, typer.Argument(help="The folder to make; it must be empty if it is there.")],
) -> None:
    """Write a release to a folder: the DuckDB file, the Parquet files, what is new, checksums. Print its version."""
    from pipeline.release import pack as write

    print(write(read_settings().folder, folder))


@app.command()
def archive() -> None:
    """Verify every stored answer and say which are damaged, and what to do about it; asks no source."""
    from cli.show import show_archive
    from pipeline.archive_check import check_archive
    from pipeline.archive_health import record_verification

    settings = read_settings()
    with reporting() as reporter:
        report = check_archive(settings, Steps(reporter))
    record_verification(settings.folder, report)
    show_archive(report)
    raise typer.Exit(report.exit_code)


@app.command()
def verify(as_json: AsJson = False) -> None:
    """Recompute every published figure from the archive, with code of its own, and list those that differ; asks no source."""
    from catalogue.load import load_catalogue
    from cli.show import show_verification
    from verify.comparison import verify as recompute

    settings = read_settings()
    settings.folder.require_published()
    chosen, home = load_catalogue(settings.catalogue, settings.local), settings.folder
    with reporting(quiet=as_json) as reporter:
        reporter.step("verify")
        found = recompute(home.database, home.archive, chosen, lambda *done: reporter.progress("verify", *done))
    print_json(found) if as_json else show_verification(found)
    raise typer.Exit(found.exit_code)


@app.command()
def catalogue(
    indicator: Annotated[
        str | None, typer.Argument(help="An indicator's id; without it, list all.", autocompletion=indicators)
    ] = None,
    theme: Annotated[
        str | None, typer.Option(help="One theme's id, such as demography.", metavar="ID", autocompletion=themes)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the indicators, or show one indicator's texts, definition and newest figures."""
    from cli.show_catalogue import show_catalogue

    show_catalogue(read_settings(), indicator, theme, as_json=as_json)
