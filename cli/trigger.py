"""The output of `trigger`: the run, its steps and, when it has ended, the municipality's newest key figures."""

import sys
from typing import NoReturn

import typer

from cli.key_figures import show_key_figures
from cli.place import Place
from cli.progress import reporting
from flows.trigger import triggered
from warehouse.home import Home


def trigger_and_show(home: Home, place: Place, *, wait: bool, minutes: float) -> None:
    """Create a run; with `wait`, follow it and print the key figures. Exit with the code of the run's error."""
    with triggered(home, place.code) as trigger:
        print(f"Asked for {place}: flow run {trigger.id}, at {trigger.page}.", flush=True)
        if not wait:
            return
        with reporting() as reporter:
            ended = trigger.follow(reporter, minutes)
    if ended.exit_code:
        _fail(ended.message, ended.exit_code)
    print(ended.message)
    show_key_figures(home, place)


def _fail(message: str, code: int) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(code)
