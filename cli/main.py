"""The command line: grunnlag run | refresh | publish | serve | status | changes | check | archive | catalogue."""

import logging
import signal
import sys
import tempfile
import traceback
from datetime import datetime
from typing import Annotated, NoReturn

import typer

from catalogue.errors import BadSetting, GrunnlagError
from cli.progress import reporting
from cli.source import from_source
from extract.clock import Hours
from pipeline.outcome import Outcome
from pipeline.settings import read_settings
from pipeline.steps import Steps

app = typer.Typer(
    help="Builds the kunnskapsgrunnlag for kommunal planstrategi: one DuckDB file, Parquet and pages, under var/published.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Sample = Annotated[bool, typer.Option("--sample", help="Ask the bundled sample of true figures instead of SSB.")]
Municipality = Annotated[str | None, typer.Option(help="One municipality's code, such as 5055.", metavar="CODE")]
County = Annotated[str | None, typer.Option(help="Pages for one county's municipalities, such as 50.", metavar="CODE")]
Now = Annotated[
    bool, typer.Option("--now", help="Ask even while SSB shows zeros, to archive the answers without publishing.")
]
All = Annotated[
    bool, typer.Option("--all", help="Pages for every municipality (the default, unless GRUNNLAG_COUNTY is set).")
]


@app.command()
def run(
    sample: Sample = False,
    municipality: Municipality = None,
    county: County = None,
    all_: All = False,
    now: Now = False,
) -> None:
    """Refresh and publish: fetch updated tables, build, check, make pages, and show it all at once."""
    from flows.environment import prepare_prefect

    pages = _county(county, all_)
    with from_source(sample) as settings, reporting() as reporter:
        home = settings.folder.prepare()
        prepare_prefect(home, serving=False)
        from flows.nightly import run_once
        from flows.server import served

        with served(home):
            outcome = run_once(settings, reporter, municipality, pages, now)
    _end(outcome)


@app.command()
def refresh(
    sample: Sample = False,
    municipality: Municipality = None,
    now: Now = False,
    from_archive: Annotated[
        bool, typer.Option("--from-archive", help="Rebuild everything from stored answers; no source is asked.")
    ] = False,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The same, as it was known on a day, into as-of/DATE.", metavar="DATE"),
    ] = None,
) -> None:
    """Fetch updated tables (or one municipality) and show the new figures; the pages stay as they are."""
    if from_archive or as_of:
        if municipality or now:
            raise BadSetting("--from-archive and --as-of ask no source; leave out --municipality and --now.")
        _replay(sample, as_of)
    from pipeline import runs

    with from_source(sample) as settings, reporting() as reporter:
        hours = Hours(live=settings.live, anyhow=now)
        outcome = runs.refresh(settings, Steps(reporter), municipality=municipality, scope=None, hours=hours)
    _end(outcome)


def _replay(sample: bool, as_of: datetime | None) -> NoReturn:
    from pipeline.replay import replay

    own = read_settings()
    settings = own.model_copy(update={"sample": sample or own.sample})
    with reporting() as reporter:
        outcome = replay(settings, Steps(reporter), as_of=as_of.date() if as_of else None)
    _end(outcome)


@app.command()
def publish(municipality: Municipality = None, county: County = None, all_: All = False) -> None:
    """Make the pages again from the published figures; asks no source."""
    from pipeline import runs
    from publish.site import Scope

    scope = Scope(municipality=municipality, county=None if municipality else _county(county, all_))
    with reporting() as reporter:
        outcome = runs.publish(read_settings(), Steps(reporter), scope=scope)
    _end(outcome)


@app.command()
def serve(
    sample: Sample = False,
    county: County = None,
    all_: All = False,
    port: Annotated[int, typer.Option(help="Port of the Prefect server, where none is configured.")] = 4200,
) -> None:
    """Run every night at 03:30 Oslo time, and whenever Prefect is asked for one municipality."""
    from flows.environment import prepare_prefect

    pages = _county(county, all_)
    prepare_prefect(read_settings().folder, serving=True)
    from flows.serve import serve as serve_forever

    with from_source(sample) as settings:
        serve_forever(settings, pages, port)


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
    """Show what has changed since a day, the most unusual first, and what the sources have revised; asks no source."""
    from cli.changes import show_changes

    show_changes(read_settings().folder, since, municipality)


@app.command()
def check(sample: Sample = False) -> None:
    """Compare the whole catalogue with what the sources say of themselves today; nothing is loaded."""
    from cli.show import show_report
    from pipeline.check import check as check_catalogue

    with from_source(sample) as settings, reporting() as reporter:
        report = check_catalogue(settings, Steps(reporter))
    show_report(report)
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
    indicator: Annotated[str | None, typer.Argument(help="An indicator's id; all of them when left out.")] = None,
    theme: Annotated[str | None, typer.Option(help="One theme's id, such as demography.", metavar="ID")] = None,
) -> None:
    """List what is measured, or show one indicator's words and definition."""
    from cli.show import show_catalogue

    show_catalogue(read_settings().catalogue, indicator, theme)


def _county(county: str | None, all_: bool) -> str | None:
    if county and all_:
        raise BadSetting("--county and --all exclude each other; leave one of them out.")
    return None if all_ else county or read_settings().county


def _end(outcome: Outcome) -> NoReturn:
    """Say how the run went and where its result is; exit with its code."""
    print(outcome)
    print(f"See {outcome.home}: grunnlag.duckdb, parquet/ and site/index.html.")
    raise typer.Exit(outcome.exit_code)


def _terminate(*_: object) -> NoReturn:
    """End at once on SIGTERM: a build that is cut short is thrown away, and what was published stays."""
    print("Stopped by SIGTERM; what was published stays.", file=sys.stderr)
    raise SystemExit(128 + signal.SIGTERM)


def main() -> None:
    """Run the command line; an error of ours is one sentence and its exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    signal.signal(signal.SIGTERM, _terminate)
    try:
        app()
    except GrunnlagError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
    except Exception as error:  # a fault of ours: the user gets a sentence, the file the traceback
        with tempfile.NamedTemporaryFile("w", prefix="grunnlag-fault-", suffix=".txt", delete=False) as details:
            details.write(traceback.format_exc())
        fault = f"{type(error).__name__}: {error}"
        print(f"Grunnlag has a fault ({fault}); please report it with {details.name}.", file=sys.stderr)
        sys.exit(GrunnlagError.exit_code)
