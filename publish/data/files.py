"""The files of figures: one function for each kind. Each writes under `site`, the folder of the pages.

The addresses stay the same from build to build:

- data/kommune/<code>.csv, .json and .js: every figure of a municipality
- data/kommune/<code>/<chart id>.csv: the numbers of a chart on its page
- data/indikator/<id>.csv, .json and .js: every figure of an indicator
- endringer.atom: what changed
- assets/alle-tall.js: the script of the page "Alle tall"
"""

import re
from pathlib import Path

import orjson

from catalogue.errors import BuildRefused
from publish.content.chart import Chart
from publish.data.chart_csv import chart_csv
from publish.data.csv_text import csv_text
from publish.data.feed import feed
from publish.data.figure_table import HEAD, figure_rows
from publish.data.jsonstat import dataset
from publish.data.script import script
from warehouse.read_data import DataReader, FigureRow

SCRIPT = Path(__file__).parent / "assets/alle-tall.js"
SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def write_municipality(site: Path, reader: DataReader, code: str) -> int:
    """Write every figure of a municipality. Return the number of bytes."""
    figures = reader.figures_of_municipality(code)
    label = f"{figures[0].municipality}: alle tall" if figures else code
    return _write_figures(site, "kommune", code, label, figures)


def write_indicator(site: Path, reader: DataReader, indicator_id: str) -> int:
    """Write every figure of an indicator. Return the number of bytes."""
    figures = reader.figures_of_indicator(indicator_id)
    label = figures[0].title if figures else indicator_id
    return _write_figures(site, "indikator", indicator_id, label, figures)


def write_chart(site: Path, code: str, chart: Chart) -> int:
    """Write the numbers of a chart on a municipality's page. Return the number of bytes."""
    return write(site / f"data/kommune/{safe(code)}/{safe(chart.id)}.csv", chart_csv(chart))


def write_feed(site: Path, reader: DataReader) -> int:
    """Write the feed of changes. Return the number of bytes."""
    return write(site / "endringer.atom", feed(reader.changes(), reader.build().built_at))


def write_script(site: Path) -> int:
    """Write the script of the page "Alle tall". Return the number of bytes."""
    return write(site / "assets/alle-tall.js", SCRIPT.read_bytes())


def _write_figures(site: Path, kind: str, key: str, label: str, figures: list[FigureRow]) -> int:
    path = site / f"data/{kind}/{safe(key)}"
    json = orjson.dumps(dataset(label, figures))
    return (
        write(path.with_suffix(".csv"), csv_text(HEAD, figure_rows(figures)))
        + write(path.with_suffix(".json"), json)
        + write(path.with_suffix(".js"), script(kind, key, json))
    )


def safe(name: str) -> str:
    """Return the name, which is safe as a file name. Raise BuildRefused if it is not."""
    if not SAFE.fullmatch(name):
        raise BuildRefused(f"{name!r} is not safe as a file name, so no file can be made for it.")
    return name


def write(path: Path, content: bytes) -> int:
    """Write a file and the folders it stands in. Return the number of bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # the published site may hold a hard link to the same file
    return path.write_bytes(content)
