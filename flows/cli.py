"""The command line: grunnlag run | refresh | publish | serve | status | changes | check | catalogue."""

import json
import logging
import os
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any

import typer

from catalogue.errors import BadSetting, CodeGone, GrunnlagError
from flows.environment import prepare_prefect
from flows.settings import read_settings

UNHURRIED = 10_000
"""Calls a minute that the bundled sample allows: on one's own machine nobody needs to wait."""

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
    """Refresh and publish: fetch what has news, build, check, make pages, and show it all at once."""
    pages = _county(county, all_)
    if municipality:
        _flow(sample, "municipality_flow", code=municipality, county=pages, now=now)
    else:
        _flow(sample, "nightly_flow", county=pages, now=now)


@app.command()
def refresh(
    sample: Sample = False,
    municipality: Municipality = None,
    now: Now = False,
    from_archive: Annotated[
        bool, typer.Option("--from-archive", help="Build everything anew from stored answers; no source is asked.")
    ] = False,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The same, as it was known on a day, into as-of/DATE.", metavar="DATE"),
    ] = None,
) -> None:
    """Fetch what has news (or one municipality) and show the new figures; the pages stay as they are."""
    if not (from_archive or as_of):
        _flow(sample, "refresh_flow", municipality=municipality, now=now)
    elif municipality or now:
        raise BadSetting("--from-archive and --as-of ask no source; leave out --municipality and --now.")
    else:
        os.environ["GRUNNLAG_SAMPLE"] = str(sample or read_settings().sample)
        _flow(False, "replay_flow", as_of=as_of.date() if as_of else None)


@app.command()
def publish(municipality: Municipality = None, county: County = None, all_: All = False) -> None:
    """Make the pages anew from the published figures; asks no source."""
    _flow(False, "publish_flow", municipality=municipality, county=None if municipality else _county(county, all_))


@app.command()
def serve(
    sample: Sample = False,
    county: County = None,
    all_: All = False,
    port: Annotated[int, typer.Option(help="Port of the Prefect server, where none is configured.")] = 4200,
) -> None:
    """Run every night at 03:30 Oslo time, and whenever Prefect is asked for one municipality."""
    prepare_prefect(read_settings().folder, serving=True)
    from flows.serving import serve as serve_forever

    with _source(sample):
        serve_forever(_county(county, all_), port)


@app.command()
def status() -> None:
    """Say what has been published, how fresh each table is, and whether a run is under way."""
    from flows.telling import tell_status

    tell_status(read_settings().folder)


@app.command()
def changes(
    since: Annotated[str, typer.Option(help="The day of your last planstrategi, such as 2023-10-01.", metavar="DATE")],
    municipality: Municipality = None,
) -> None:
    """Tell what has moved since a day, the most unusual first, and what the sources have revised; asks no source."""
    from flows.changes import tell_changes

    tell_changes(read_settings().folder, since, municipality)


@app.command()
def check(sample: Sample = False) -> None:
    """Compare the whole catalogue with what the sources say of themselves today; nothing is loaded."""
    from flows.checking import check as check_catalogue
    from flows.console import reporting
    from flows.steps import Steps
    from flows.telling import tell_findings

    with _source(sample), reporting() as reporter:
        findings = check_catalogue(read_settings(), Steps(reporter))
    tell_findings(findings)
    raise typer.Exit(CodeGone.exit_code if any(finding.drift.stops for finding in findings) else 0)


@app.command()
def catalogue(
    indicator: Annotated[str | None, typer.Argument(help="An indicator's id; all of them when left out.")] = None,
    theme: Annotated[str | None, typer.Option(help="One theme's id, such as demography.", metavar="ID")] = None,
) -> None:
    """List what is measured, or show one indicator's words and definition."""
    from flows.telling import tell_catalogue

    tell_catalogue(read_settings().catalogue, indicator, theme)


def _county(county: str | None, all_: bool) -> str | None:
    if county and all_:
        raise BadSetting("--county and --all exclude each other; leave one of them out.")
    return None if all_ else county or read_settings().county


@contextmanager
def _source(sample: bool) -> Iterator[None]:
    """With `sample`, the bundled server's addresses for this process and those it starts."""
    if not sample:
        yield
        return
    from sample import serve as serve_sample

    folder = read_settings().folder
    with serve_sample(log=folder.path / "sample-requests.jsonl", calls_per_minute=UNHURRIED) as server:
        addresses = {
            "STATBANK_URL": server.statbank_url,
            "KLASS_URL": server.klass_url,
            "SPREADSHEET_URL": server.spreadsheet_url,
            "FHI_URL": server.fhi_url,
            "SPACING": "0",
            "SAMPLE": "true",
            "HELD": json.dumps(server.held),
        }
        os.environ.update({f"GRUNNLAG_{name}": value for name, value in addresses.items()})
        yield


def _flow(sample: bool, name: str, **parameters: Any) -> None:
    """Run one Prefect flow here, tell how it went, and end with the right exit code."""
    prepare_prefect(read_settings().folder, serving=False)
    from flows import nightly
    from flows.console import reporting

    with _source(sample), reporting() as nightly.reporter:
        state = getattr(nightly, name)(**parameters, return_state=True)
    result = state.result(raise_on_failure=False)
    if isinstance(result, BaseException):
        raise result
    print(result)
    print(f"See {result.home}: grunnlag.duckdb, parquet/ and site/index.html.")
    raise typer.Exit(result.exit_code)


def main() -> None:
    """Run the command line; an error of ours is one sentence and its exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
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
