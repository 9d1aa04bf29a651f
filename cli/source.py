"""Where a command fetches from: the configured addresses, or the bundled sample's server; and which places."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from cli.completion import municipalities
from pipeline.settings import Settings, read_settings

Sample = Annotated[bool, typer.Option("--sample", help="Use the bundled sample of published figures instead of SSB.")]
Municipality = Annotated[
    str | None,
    typer.Option(
        help="One municipality's name or code, such as Heim or 5055.", metavar="NAME", autocompletion=municipalities
    ),
]
County = Annotated[
    list[str] | None,
    typer.Option(
        help="Pages for one county's municipalities, such as Trøndelag or 50; may be given more than once.",
        metavar="NAME",
    ),
]

CALLS_PER_MINUTE = 10_000
"""The rate limit of the bundled sample's server: too high to slow down a run."""


@contextmanager
def from_source(sample: bool) -> Iterator[Settings]:
    """Yield the settings; with `sample`, start a sample server for the block, and yield settings with its addresses."""
    settings = read_settings()
    if not sample:
        yield settings
        return
    from sample import serve

    log = settings.folder.prepare().path / "sample-requests.jsonl"
    with serve(log=log, calls_per_minute=CALLS_PER_MINUTE) as server:
        yield settings.model_copy(
            update={
                "statbank_url": server.statbank_url,
                "klass_url": server.klass_url,
                "spreadsheet_url": server.spreadsheet_url,
                "fhi_url": server.fhi_url,
                "spacing": 0.0,
                "sample": True,
                "held": frozenset(server.held),
                "held_codes": server.held_codes,
            }
        )
