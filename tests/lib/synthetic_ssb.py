"""SYNTHETIC StatBank tables for the sample's server, for each table of the catalogue that the sample lacks parts of.

Municipalities are real, and counts are proportional to their real size. Everything else is random, from a seed, and says
nothing about any place. Published shares lie well within the checks of the indicator that shows them.
"""

import csv
import shutil
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

import sample
from catalogue.codes import CONTENTS, TIME
from catalogue.expressions import contents_used, parse
from catalogue.kinds import Source
from catalogue.models import Catalogue
from catalogue.statbank import SUMMING, Label, StatbankSource
from sample.klass.register import Register
from sample.statbank.tables import FIGURES
from tests.lib.synthetic_sizes import MEASURED, MUNICIPALITIES, SIZES

LABEL = {"no": "SYNTHETIC", "en": "SYNTHETIC"}
SUMMED, EXTRACT = "agg_KommSummer", "agg_KOGkommuneregion000005412"
YEARS = {True: ["2020", "2023", "2024", "2025"], False: ["2023", "2024", "2025"]}
"""Whether the table is summed to today's borders -> its years."""
OTHER_PERIODS = {"years": ["2021-2023", "2022-2024"], "quarter": ["2025K3", "2025K4"]}
CODES_OF_ALL, PARTS = ["1", "2", "5"], ["A", "B"]
"""The codes of a dimension of which all codes are selected, and of a dimension that is eliminated."""
KOSTRA_GROUPS = ["EAK", "EKA50", *(f"EKG{number:02d}" for number in range(1, 11))]
HIDDEN = 0.01
"""The share of cells with a symbol instead of a figure."""


def write_tables(folder: Path, catalogue: Catalogue, server: sample.Addresses) -> None:
    """Write `<folder>/<table>/` for each table that the server lacks, has only one year of, or lacks codes of."""
    for source in catalogue.sources.values():
        spec = source.spec
        if isinstance(spec, StatbankSource) and spec.table and not _is_whole(spec, server):
            _write(folder / spec.table, source, spec, plausible(catalogue, source))


def _is_whole(spec: StatbankSource, server: sample.Addresses) -> bool:
    table = server.statbank.tables.get(spec.table)
    if table is None or (spec.period.grain == "year" and len(table.periods) == 1):
        return False
    return spec.within(server.held_codes[spec.table]) == spec


def plausible(catalogue: Catalogue, source: Source) -> dict[str, tuple[float, float]]:
    """Return contents code -> (smallest, largest) value that its indicators allow, for contents published as values."""
    bounds: dict[str, tuple[float, float]] = {}
    published = {code for code, contents in source.spec.contents.items() if not contents.additive}
    for indicator in catalogue.indicators.values():
        definition = indicator.definition
        if definition.source == source.id and definition.value:
            used = contents_used(parse(definition.value, source.spec.expression_columns), set(source.spec.contents))
            for code in used & published:
                low, high = bounds.get(code, (-np.inf, np.inf))
                low, high = max(low, definition.checks.min / len(used)), min(high, definition.checks.max / len(used))
                bounds[code] = (low, high)
    return bounds


def _write(folder: Path, source: Source, spec: StatbankSource, bounds: dict[str, tuple[float, float]]) -> None:
    folder.mkdir(parents=True)
    summed = (spec.region.codelist or "").startswith(SUMMING)
    sizes = _today() if summed or spec.kostra else _sizes()
    if summed:
        shutil.copy(FIGURES / "07459" / f"{SUMMED}.csv", folder)
    if subset := EXTRACT if spec.kostra else spec.region.codelist if not summed else None:
        _list(folder / f"{subset}.csv", [*sizes.index])
    _list(folder / f"{spec.region.dimension}.csv", [*sizes.index, *_group_codes(spec)])
    periods = OTHER_PERIODS.get(spec.period.grain, YEARS[summed])
    description = yaml.safe_dump(_description(source, spec, periods), allow_unicode=True, sort_keys=False)
    (folder / "table.yaml").write_text(description, encoding="utf-8")
    _figures(spec, sizes, periods, bounds).to_parquet(folder / "figures.parquet", index=False)


def _figures(
    spec: StatbankSource, sizes: pd.Series, periods: list[str], bounds: dict[str, tuple[float, float]]
) -> pd.DataFrame:
    """Return a row for each cell. The country's cells are the sums of the others, before some are hidden."""
    chance = np.random.default_rng(zlib.crc32(spec.table.encode()))
    region, dimensions = spec.region.dimension, {**_dimensions(spec), CONTENTS: list(spec.contents)}
    cells = pd.MultiIndex.from_product([sizes.index, *dimensions.values()], names=[region, *dimensions]).to_frame(False)
    cells["value"] = cells[region].map(sizes) * chance.uniform(0.95, 1.05, len(cells))
    for name in dimensions:
        cells["value"] *= cells[name].map(lambda code: SIZES.get(spec.table, {}).get(code, 1.0))
    for code, (low, high) in bounds.items():
        of = cells[CONTENTS] == code
        cells.loc[of, "value"] = low + (high - low) * chance.uniform(0.3, 0.7, of.sum())
    parts = [
        cells.assign(**{TIME: period, "value": cells.value * 1.01**number}) for number, period in enumerate(periods)
    ]
    frame = _in_force(pd.concat(parts), region).round({"value": 2 if bounds or spec.table in MEASURED else 0})
    frame["symbol"] = ""
    groups = _groups(frame, spec, bounds)
    hidden = chance.random(len(frame)) < HIDDEN
    frame.loc[hidden, "symbol"] = chance.choice([":", "..", "."], hidden.sum())
    frame.loc[hidden, "value"] = np.nan
    if (spec.region.codelist or "").startswith(SUMMING):
        frame[region] = "K-" + frame[region]
    return pd.concat([frame, *groups])


def _group_codes(spec: StatbankSource) -> list[str]:
    """Return the codes of the table's regions that are not municipalities."""
    return [spec.region.country] if spec.region.country else KOSTRA_GROUPS if spec.kostra else []


def _groups(frame: pd.DataFrame, spec: StatbankSource, bounds: dict[str, tuple[float, float]]) -> list[pd.DataFrame]:
    """Return the rows of each group: the country's sum of counts or mean of others, a thousandth more for each next group."""
    keys = [name for name in frame if name not in (spec.region.dimension, "value")]
    cells = frame.groupby(keys, sort=False).value
    whole = (cells.mean() if bounds else cells.sum()).reset_index()
    return [
        whole.assign(**{spec.region.dimension: code, "value": whole.value * (1 + number / 1000)})
        for number, code in enumerate(_group_codes(spec))
    ]


def _in_force(frame: pd.DataFrame, region: str) -> pd.DataFrame:
    """Return the rows of municipalities that were in force when the period began."""
    spans = {code.code: (code.valid_from, code.valid_to or "9999") for code in Register().codes[131]}
    begins = frame[TIME].str[:4] + "-01-01"
    after = begins >= frame[region].map(lambda code: spans[code][0])
    return frame[after & (begins < frame[region].map(lambda code: spans[code][1]))]


@cache
def _today() -> pd.Series:
    """Return municipality of today -> its population."""
    people = pd.read_parquet(FIGURES / "07459" / "figures.parquet", filters=[("Tid", "==", "2026")])
    people = people[people.Region.astype(str).str.startswith("K-")]
    return people.groupby(people.Region.astype(str).str[2:]).value.sum()


@cache
def _sizes() -> pd.Series:
    """Return the same with the codes that ended in 2024, which get the population of their successor."""
    today = _today()
    recoded = {change.old_code: change.new_code for change in Register().changes[131] if change.date == "2024-01-01"}
    former = {old: today[new] for old, new in recoded.items() if old not in today and new in today}
    return pd.concat([today, pd.Series(former)]).sort_index()


def _dimensions(spec: StatbankSource) -> dict[str, list[str]]:
    asked = {name: codes for name, codes in spec.select.items() if name != TIME}
    every = MUNICIPALITIES.get(spec.table, CODES_OF_ALL)
    chosen = {name: every if isinstance(codes, str) else list(codes) for name, codes in asked.items()}
    chosen |= {name: [_own_code(code) for code in labels] for name, labels in spec.labels.items()}
    return {**chosen, **dict.fromkeys(spec.eliminate, PARTS)}


def _own_code(name: str) -> str:
    """Return the table's code for a code that the catalogue identifies by its text and gives this name."""
    return f"SYNTHETIC_{name}"


def _list(path: Path, codes: list[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("code", "no", "en"), *((code, code, code) for code in codes)])


def _text(label: Label | None) -> dict[str, str]:
    """Return the source's text of a contents code or another code, by language. It contains the words of the label."""
    words = label if isinstance(label, str) else (label or [""])[-1]
    return {language: f"{text} {words}".strip() for language, text in LABEL.items()}


def _description(source: Source, spec: StatbankSource, periods: list[str]) -> dict[str, Any]:
    variables: dict[str, Any] = {spec.region.dimension: {"label": LABEL, "role": "geo", "show": "code_value"}}
    if spec.kostra:
        text = f"{spec.region.codelist_labelled}-"
        variables[spec.region.dimension]["codelists"] = {EXTRACT: {"no": text, "en": text}}
    elif spec.region.codelist:
        variables[spec.region.dimension]["codelists"] = {spec.region.codelist: LABEL}
    for name, codes in _dimensions(spec).items():
        values = {code: {"no": f"SYNTHETIC {code}", "en": f"SYNTHETIC {code}"} for code in codes}
        values |= {_own_code(code): _text(label) for code, label in spec.labels.get(name, {}).items()}
        codelists = {spec.codelists[name]: LABEL} if name in spec.codelists else {}
        variables[name] = {
            "label": LABEL, "values": values, "elimination": name in spec.eliminate, "codelists": codelists,
        }  # fmt: skip
    shared = {"label": LABEL, "refperiod": LABEL}
    variables[CONTENTS] = {
        code: {
            **shared,
            "label": _text(contents.label),
            "unit": {"no": contents.unit or "antall", "en": "number"},
            "measuring": contents.kind.capitalize(),
        }
        for code, contents in spec.contents.items()
    }
    return {
        "id": source.number,
        "label": {"no": f"SYNTHETIC {spec.title.nb}", "en": f"SYNTHETIC {spec.title.en}"},
        "contents": LABEL,
        "subject": {"code": "sy", **LABEL},
        "updated": "2026-03-16T07:00:00Z",
        "variables": {**variables, TIME: {"codes": periods}},
    }
