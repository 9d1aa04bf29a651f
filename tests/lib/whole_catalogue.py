"""A sample server with everything in a catalogue. Tables that the sample lacks parts of are SYNTHETIC."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sample
from catalogue.kinds import FhiSource
from catalogue.load import load_catalogue
from catalogue.models import Catalogue
from pipeline.settings import Settings
from tests.lib import fhi
from tests.lib.klass_groups import REGIONS, klass_with_groups
from tests.lib.small import settings_for
from tests.lib.synthetic_ssb import plausible, write_tables


@contextmanager
def served(folder: Path, catalogue: Path) -> Iterator[Settings]:
    """Run the server, and give the settings of an empty home that asks it."""
    shipped = load_catalogue(catalogue)
    with sample.serve(calls_per_minute=100_000) as addresses:
        write_tables(folder / "ssb", shipped, addresses)
    _write_fhi(folder / "fhi", shipped)
    with (
        sample.serve(calls_per_minute=100_000, tables=[folder / "ssb"]) as addresses,
        klass_with_groups(addresses.klass_url, fhi.municipalities()) as klass_url,
    ):
        addresses.fhi.add(folder / "fhi")
        settings = settings_for(folder / "home", catalogue, addresses)
        off = ",".join(source.id for source in shipped.sources.values() if source.spec.off_because)
        held = settings.held and settings.held | {REGIONS}
        yield settings.model_copy(update={"klass_url": klass_url, "held": held, "enable": off})


def _write_fhi(folder: Path, shipped: Catalogue) -> None:
    for source in shipped.sources.values():
        if isinstance(source.spec, FhiSource):
            low, high = next(iter(plausible(shipped, source).values()), (30.0, 60.0))
            span = fhi.Span(years=3 if source.spec.period.grain == "years" else 1)
            fhi.write_table(folder, source.spec, span, low + (high - low) / 4, high - (high - low) / 4)
