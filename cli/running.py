"""The commands that fetch and publish: grunnlag run | refresh | publish | serve | trigger."""

from datetime import datetime
from typing import Annotated, NoReturn

import typer

from catalogue.errors import BadSetting, StaleTables
from cli.completion import municipalities
from cli.place import county_codes_of, municipality_code, place_of
from cli.progress import reporting
from cli.source import County, Municipality, Sample, from_source
from extract.clock import Hours
from pipeline.outcome import Outcome
from pipeline.settings import county_codes, read_settings
from pipeline.steps import Steps

app = typer.Typer()

Now = Annotated[
    bool, typer.Option("--now", help="Fetch even while SSB shows zeros; archive the answers, but publish nothing.")
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

    pages, only = _counties(county, all_), municipality_code(read_settings().folder, municipality)
    with from_source(sample) as settings, reporting() as reporter:
        home = settings.folder.prepare()
        prepare_prefect(home, serving=False)
        from flows.nightly import run_once
        from flows.server import served

        with served(home):
            outcome = run_once(settings, reporter, only, pages, now)
    _end(outcome)


@app.command()
def refresh(
    sample: Sample = False,
    municipality: Municipality = None,
    now: Now = False,
    from_archive: Annotated[
        bool, typer.Option("--from-archive", help="Rebuild everything from the archive, without contacting any source.")
    ] = False,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The same, as known on a day, in as-of/DATE.", metavar="DATE"),
    ] = None,
) -> None:
    """Fetch updated tables (or one municipality) and show the new figures; the pages stay as they are."""
    if from_archive or as_of:
        if municipality or now:
            raise BadSetting("--from-archive and --as-of contact no source; leave out --municipality and --now.")
        _replay(sample, as_of)
    from pipeline import runs

    only = municipality_code(read_settings().folder, municipality)
    with from_source(sample) as settings, reporting() as reporter:
        hours = Hours(live=settings.live, anyhow=now)
        outcome = runs.refresh(settings, Steps(reporter), municipality=only, scope=None, hours=hours)
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
    """Make the pages again from the published figures, without contacting any source."""
    from pipeline import runs
    from publish.site import Scope

    only = municipality_code(read_settings().folder, municipality)
    scope = Scope(municipality=only, counties=() if only else _counties(county, all_))
    with reporting() as reporter:
        outcome = runs.publish(read_settings(), Steps(reporter), scope=scope)
    _end(outcome)


@app.command()
def serve(
    sample: Sample = False,
    county: County = None,
    all_: All = False,
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="Port of the Prefect server, where none is configured.")
    ] = 4200,
) -> None:
    """Run every night at 03:30 Oslo time, and whenever Prefect is asked for one municipality."""
    from flows.environment import prepare_prefect

    pages = _counties(county, all_)
    prepare_prefect(read_settings().folder.prepare(), serving=True)
    from flows.serve import serve as serve_forever

    with from_source(sample) as settings:
        serve_forever(settings, pages, port)


@app.command()
def trigger(
    municipality: Annotated[
        str, typer.Argument(help="A municipality's name or code, such as Heim or 5055.", autocompletion=municipalities)
    ],
    wait: Annotated[bool, typer.Option("--wait", help="Wait for the run to end, and show the key figures.")] = False,
    limit: Annotated[
        float, typer.Option(min=0, help="The most minutes to wait; the run goes on after them.", metavar="MINUTES")
    ] = 60,
) -> None:
    """Ask the 'serve' that is up for this home to fetch one municipality now."""
    from flows.environment import prepare_prefect

    home = read_settings().folder
    place = place_of(home, municipality)
    prepare_prefect(home.prepare(), serving=False)
    from cli.trigger import trigger_and_show

    trigger_and_show(home, place, wait=wait, minutes=limit)


def _counties(county: list[str] | None, all_: bool) -> tuple[str, ...]:
    if county and all_:
        raise BadSetting("--county and --all exclude each other; leave one of them out.")
    settings = read_settings()
    codes = county_codes_of(settings.folder, county or [])
    return () if all_ else county_codes(",".join(codes)) or settings.counties


def _end(outcome: Outcome) -> NoReturn:
    """Print the outcome and where the files are; exit with its code."""
    if outcome.stale:
        raise StaleTables(str(outcome), outcome.exit_code)
    print(outcome)
    print(f"See {outcome.home}: grunnlag.duckdb, parquet/ and site/index.html.")
    raise typer.Exit(outcome.exit_code)
