"""Twelve tables of SYNTHETIC figures for the sample's server, and a catalogue that asks for them.

One in four is by age, as in the shipped catalogue; the others are by industry, whose codes are no numbers to bound.
The municipalities are today's; every figure is drawn from a seeded generator and says nothing about any place.
"""

import csv
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import yaml

import sample
from catalogue.load import HOME
from sample.statbank.cube import cube
from sample.statbank.tables import FIGURES

TABLES = [f"9{number:04d}" for number in range(1, 13)]
YEARS = range(2007, 2027)
AGES = [f"{age:03d}" for age in range(60, 101)] + ["101+"]
SAMPLE = FIGURES / "07459"
CODELIST = "agg_KommSummer"
SYNTHETIC = {"no": "Syntetiske tall", "en": "Synthetic figures"}
INDUSTRIES = [f"{division:02d}" for division in range(1, 43)]
ROWS = len(TABLES) * 357 * len(AGES) * len(YEARS)


@contextmanager
def served(folder: Path) -> Iterator[sample.Addresses]:
    """Run the sample's server with the synthetic tables too, in memory, without a rate limit."""
    write_tables(folder)
    with sample.serve(calls_per_minute=100_000, tables=[folder]) as addresses:
        for table in TABLES:
            cube(table, folder)
        yield addresses


def municipalities() -> list[dict[str, str]]:
    """Return today's municipalities in the codelist: `code` (with K-), `no`, `en`, `value_map`."""
    with (SAMPLE / f"{CODELIST}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_age(table: str) -> bool:
    """Return whether the table is by age; every fourth one is."""
    return TABLES.index(table) % 4 == 0


def dimension(table: str) -> tuple[str, list[str]]:
    """Return the dimension that divides the table, and its codes."""
    return ("Alder", AGES) if by_age(table) else ("Naering", INDUSTRIES)


def query(table: str) -> dict[str, Any]:
    """Return the PxWebApi 2 request for a whole table."""
    codes = {"Region": [row["code"] for row in municipalities()], "ContentsCode": ["Personer"]}
    entries = [
        {"variableCode": name, "valueCodes": codes.get(name, ["*"])} for name in (*codes, dimension(table)[0], "Tid")
    ]
    return {"selection": [{**entries[0], "codelist": CODELIST}, *entries[1:]]}


def write_tables(folder: Path) -> None:
    """Write every table's figures and description in the format of the sample's server."""
    rows = municipalities()
    raw = "".join(f"{row['value_map']},{row['no']},{row['en']}\n" for row in rows)
    for number, table in enumerate(TABLES):
        (folder / table).mkdir(parents=True)
        (folder / table / "table.yaml").write_text(yaml.safe_dump(_description(table)), encoding="utf-8")
        (folder / table / "Region.csv").write_text(f"code,no,en\n{raw}", encoding="utf-8")
        shutil.copy(SAMPLE / f"{CODELIST}.csv", folder / table)
        pq.write_table(
            _figures([row["code"] for row in rows], dimension(table), seed=number), folder / table / "figures.parquet"
        )


def _figures(regions: list[str], divided: tuple[str, list[str]], seed: int) -> pa.Table:
    """Return counts that vary little from year to year, and much between municipalities."""
    random = np.random.default_rng(seed)
    dimensions = {"Region": regions, divided[0]: divided[1], "Tid": [str(year) for year in YEARS]}
    shape = [len(codes) for codes in dimensions.values()]
    inhabitants = random.lognormal(8.5, 1.1, (shape[0], 1, 1)) + 2000
    places = np.meshgrid(*[np.arange(size, dtype=np.int32) for size in shape], indexing="ij")
    columns = {
        name: pa.DictionaryArray.from_arrays(pa.array(place.ravel()), pa.array(codes))
        for (name, codes), place in zip(dimensions.items(), places, strict=True)
    }
    return pa.table({**columns, "value": random.poisson(inhabitants / 42, shape).ravel()})


def _description(table: str) -> dict[str, Any]:
    name, codes = dimension(table)
    labels = {"Region": "region", name: name.lower()}
    variables: dict[str, Any] = {name: {"label": {"no": text, "en": text}} for name, text in labels.items()}
    variables["Region"] |= {"role": "geo", "codelists": {CODELIST: SYNTHETIC}}
    variables[name]["values"] = {code: {"no": f"{name} {code}", "en": f"{name} {code}"} for code in codes}
    unit = {"no": "personer", "en": "persons"}
    contents = {"label": SYNTHETIC, "unit": unit, "refperiod": {"no": "1.1.", "en": "1.1."}, "measuring": "Stock"}
    variables |= {"ContentsCode": {"Personer": contents}, "Tid": {"first": YEARS[0], "last": YEARS[-1]}}
    subject = {"code": "be", **SYNTHETIC}
    described = {"id": table, "label": SYNTHETIC, "contents": SYNTHETIC, "subject": subject}
    return {**described, "updated": "2026-02-24T07:00:00Z", "variables": variables}


def write_catalogue(folder: Path) -> None:
    """Write a catalogue of KLASS, the twelve tables, and two indicators of each table, a count and a share."""
    shutil.copytree(HOME / "sources" / "klass", folder / "sources" / "klass")
    words = {"nb": "Syntetisk", "en": "Synthetic"}
    shutil.copy(HOME / "units.yaml", folder)
    _write(folder / "themes.yaml", [{"id": "synthetic", "title": words}])
    for table in TABLES:
        _write(folder / "sources" / "ssb" / f"{table}.yaml", _source(table, words))
        shared = {
            "from": f"ssb_{table}",
            "kind": "stock",
            "good": "neither",
            "decimals": 1,
        }
        count = {**shared, "numerator": "sum(value)", "unit": "persons", "checks": {"min": 0, "max": 1e6}}
        part = "alder_from >= 80" if by_age(table) else "naering in ('01', '02', '03')"
        old = f"sum(value) filter (where {part})"
        share = {**count, "numerator": old, "denominator": "sum(value)", "unit": "percent"}
        for name, definition in ((f"count_{table}", count), (f"share_{table}", share)):
            _write(folder / "indicators" / "synthetic" / f"{name}.yaml", _named(name) | definition)


def _named(name: str) -> dict[str, Any]:
    """Return unique texts for an indicator."""
    title = {"nb": f"Syntetisk {name}", "en": f"Synthetic {name}"}
    longer = {language: f"{text}, for the benchmark." for language, text in title.items()}
    return {
        "title": title,
        "why": longer,
        "definition": longer,
        "question": {"nb": f"Hvor mye er {name}?"},
        "says": {"nb": f"{{value}} er {name}"},
        "what": {"nb": f"tallet {name}"},
    }


def _source(table: str, words: dict[str, str]) -> dict[str, Any]:
    return {
        "kind": "statbank",
        "table": table,
        "title": words,
        "region": {"dimension": "Region", "codelist": CODELIST},
        "select": {dimension(table)[0]: "all", "Tid": "all"},
        "contents": {"Personer": {"kind": "stock", "additive": True}},
        "period": {"grain": "year", "refers_to": "1 January"},
        "bands": {"Alder": [60, 67, 80, 90]} if by_age(table) else {},
        "checks": {"municipalities": 350, "yearly_change_pct": 50},
        "licence": "none: synthetic figures",
    }


def _write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
