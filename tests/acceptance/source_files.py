"""Turn the sample's files into the rows that `source` must have, without the sample's server and Grunnlag's readers.

A frame has region, the other dimensions in lower case, contents, period, value and symbol (the source's own; '' for none).
"""

from pathlib import Path

import pandas as pd

from catalogue.kinds import FhiSource
from catalogue.statbank import StatbankSource
from tests.lib.figures import FIGURES, codes_of, definition, listed, variables
from tests.lib.spec import shipped_catalogue

OURS = {
    "06445": {"contents": {"Sysselsatte": "employed"}},
    "13864": {"contents": {"Flyttinger": "moves"}},
    "14490": {"forbrukargruppe": {"0": "total"}},
}
"""Table -> column -> code -> our name, for codes that the catalogue identifies by their texts."""
STATBANK = {path.parent.name for path in FIGURES.glob("*/table.yaml")}
FHI = {path.parent.name for path in FIGURES.glob("fhi/*/*/table.yaml")}
HELD = [
    source
    for source in shipped_catalogue().sources.values()
    if (isinstance(source.spec, StatbankSource) and source.number in STATBANK)
    or (isinstance(source.spec, FhiSource) and source.number in FHI)
]
"""The sources whose tables are in the sample."""
SYMBOLS = {".": "not_applicable", "..": "missing", "...": "missing", ":": "confidential", "-": "not_applicable"}
FHI_NAMES = {"GEO": "region", "AAR": "period", "MEASURE_TYPE": "contents"}


def rows_of(spec: StatbankSource | FhiSource) -> pd.DataFrame:
    """Return every cell of the table's file that may be in `source`."""
    return _of_fhi(spec) if isinstance(spec, FhiSource) else _of_statbank(spec)


def _read(folder: Path) -> pd.DataFrame:
    file = folder / "figures.csv"
    frame = pd.read_csv(file, dtype=str) if file.exists() else pd.read_parquet(folder / "figures.parquet")
    texts = {name: str for name in frame if name not in ("value", "symbol")}
    symbols = frame.symbol.astype(object).fillna("") if "symbol" in frame else ""
    return frame.astype(texts | {"value": float}).assign(symbol=symbols)


def _of_fhi(spec: FhiSource) -> pd.DataFrame:
    folder = FIGURES / "fhi" / spec.bank / spec.table
    frame = _read(folder)
    for name, dimension in definition(f"fhi/{spec.bank}/{spec.table}")["dimensions"].items():
        frame[name] = frame.get(name, next(iter(dimension["values"])))
    frame = frame.rename(columns=FHI_NAMES).rename(columns=str.lower)
    return frame.assign(period=frame.period.map(_years))


def _years(code: str) -> str:
    """Return the years: '2015_2015' is a year, '2001_2010' ten years, '2022/23-2024/25' three school years."""
    if "/" in code:
        return f"{code[:4]}-{int(code[8:12]) + 1}"
    return code[:4] if code[:4] == code[5:] else code.replace("_", "-")


def _of_statbank(spec: StatbankSource) -> pd.DataFrame:
    table, region = spec.table, spec.region.dimension
    frame = _read(FIGURES / table)
    for name in set(variables(table)) - set(frame):
        frame[name] = codes_of(table, name)[0]
    if definition(table).get("zeros_left_out"):
        frame = _with_zeros(frame)
    frame = _on_todays_borders(frame, spec) if spec.is_summed else frame[~frame[region].str.match("[KF]-")]
    names = frame[region].str.replace(r"^([KF]-|EKA(?=\d))", "", regex=True).replace("EAK", "0")
    frame = frame.assign(**{region: names}).rename(
        columns={region: "region", "Tid": "period", "ContentsCode": "contents"}
    )
    return frame.rename(columns=str.lower).replace(OURS.get(table, {}))


def _with_zeros(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the same, with a zero for each other pair of municipalities that both have figures in the period."""
    axes = ["ArbstedKomm", "Bokommuen"]
    parts = []
    for period, rows in frame.groupby("Tid"):
        pairs = pd.MultiIndex.from_product([sorted(rows[name].unique()) for name in axes], names=axes)
        parts.append(pairs.to_frame(index=False).assign(Tid=period, ContentsCode=rows.ContentsCode.iloc[0], symbol=""))
    return pd.concat(parts).merge(frame, how="left").fillna({"value": 0.0})


def _on_todays_borders(frame: pd.DataFrame, spec: StatbankSource) -> pd.DataFrame:
    """Return the file's own sums, or if it has none, the sums of the codes in the codelist."""
    region = spec.region.dimension
    stored = frame[region].str.match("[KF]-")
    if stored.any():
        return frame[stored | (frame[region] == spec.country)]
    parts = listed(spec.table, str(spec.region.codelist)).value_map.str.split().explode().rename("part").reset_index()
    joined = frame.merge(parts, left_on=region, right_on="part").drop(columns=[region, "part"])
    joined = joined.rename(columns={"code": region})
    keys = [name for name in joined if name not in ("value", "symbol")]
    summed = joined.groupby(keys).value.agg(lambda values: values.sum(skipna=False))
    return summed.reset_index().assign(symbol="")


def municipalities(spec: StatbankSource | FhiSource, cells: pd.DataFrame) -> set[str]:
    """Return the municipalities that the table is asked for: those of its codelist, or all it has."""
    there = {code for code in cells.region.unique() if len(code) == 4 and code.isdigit()}
    if isinstance(spec, FhiSource) or not spec.region.codelist_labelled:
        return there
    codelists = variables(spec.table)[spec.region.dimension]["codelists"]
    return there & set(listed(spec.table, next(iter(codelists))).index)
