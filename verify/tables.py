"""Read the stored answers of a load as rows, by kind of source.

A row has region, the source's own dimensions in lower case, contents, period, borders (a day), `value` (NaN: none) and
`symbol`; a projection also has its vintage.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pandas as pd

from catalogue.codes import CONTENTS, FHI_CONTENTS, FHI_TIME, TIME, DatedRegion, bare, dated_region
from catalogue.kinds import ClassificationSource, FhiSource
from catalogue.labels import codes_by_label, contents_dimension, plain, selected_by_label
from catalogue.local import KEY, LocalSource
from catalogue.spreadsheet import SpreadsheetSource
from catalogue.statbank import SUMMING, StatbankSource
from verify.areas import Areas
from verify.jsonstat import SYMBOLS, cells, labels
from verify.spans import span
from verify.stored import Answer

BLOCK = ["region", "contents", "period"]


def _statbank(spec: StatbankSource, answers: list[Answer], on: str, areas: Areas) -> pd.DataFrame:
    parts = [_dataset(spec, answer.content) for answer in answers]
    rows = _delivered(pd.concat(parts, ignore_index=True))
    entries = [entry for answer in answers for entry in answer.request["body"]["selection"]]
    codelists = [entry.get("codelist") or "" for entry in entries if entry["variableCode"] == spec.region.dimension]
    summed = any(codelist.startswith(SUMMING) for codelist in codelists)
    if spec.releases:
        vintage = min(rows.period)
        return rows.assign(vintage=vintage, borders=areas.edition(on if summed else f"{vintage}-01-01"))
    later = 1 if spec.period.borders == "next_year" else 0
    days = {each: on if summed else span(each).years_later(later).isoformat() for each in rows.period.unique()}
    return rows.assign(borders=rows.period.map({each: areas.edition(day) for each, day in days.items()}))


def _dataset(spec: StatbankSource, dataset: dict[str, Any]) -> pd.DataFrame:
    """Return an answer's cells, with the catalogue's names for what it identifies by text."""
    texts, rows, contents = labels(dataset), cells(dataset), contents_dimension(spec, labels(dataset))
    if contents != CONTENTS:
        rows = rows.drop(columns=CONTENTS)
    named = selected_by_label(spec, texts) | {contents: codes_by_label(spec, texts[contents])}
    for dimension, names in named.items():
        ours = {code: name for name, codes in names.items() for code in codes}
        rows[dimension] = rows[dimension].map(lambda code, ours=ours: ours.get(code, code))
    rows[spec.region.dimension] = rows[spec.region.dimension].map(bare)
    return rows.rename(columns={spec.region.dimension: "region", contents: "contents", TIME: "period"}).rename(
        columns=str.lower
    )


def _delivered(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows without blocks of which nothing came."""
    keys = [rows[name].astype("category") for name in BLOCK]
    some = rows.symbol.ne("not_delivered").groupby(keys, observed=True).transform("any")
    return rows[some].reset_index(drop=True)


def _fhi(spec: FhiSource, answers: list[Answer], on: str, areas: Areas) -> pd.DataFrame:
    names = {spec.region_dimension: "region", FHI_CONTENTS: "contents", FHI_TIME: "period"}
    rows = cells(answers[-1].content).rename(columns=names).rename(columns=str.lower)
    rows["period"] = rows.period.map({code: _years(code) for code in rows.period.cat.categories})
    rows = _delivered(rows)
    if not spec.dated_regions:
        codes = {code for code in rows.region.unique() if len(code) == 4}
        return rows.assign(borders=areas.common_edition(codes, on))
    places = {text: dated_region(text) or DatedRegion(text) for text in rows.region.unique()}
    years = rows.period.map({each: span(each).start.year for each in rows.period.unique()}).astype(int)
    first, last = (
        rows.region.map({text: getattr(each, end) for text, each in places.items()}) for end in ("first", "last")
    )
    rows = rows.assign(region=rows.region.map({text: each.code for text, each in places.items()}))
    borders = rows.period.map({each: areas.edition(span(each).start.isoformat()) for each in rows.period.unique()})
    return rows.assign(borders=borders)[years.between(first.astype(int), last.astype(int))]


def _years(code: str) -> str:
    """Return '2024' of '2024_2024', '2022-2024' of '2022_2024', and '2022-2025' of the school years '2022/23-2024/25'."""
    if "/" in code:
        return f"{code[:4]}-{int(code[8:12]) + 1}"
    first, last = code[:4], code[5:] or code[:4]
    return first if first == last else f"{first}-{last}"


def _workbook(spec: SpreadsheetSource, answers: list[Answer], on: str, areas: Areas) -> pd.DataFrame:
    body, months = BytesIO(answers[-1].body), spec.layout == "months"
    rows = _of_months(body, spec) if months else _of_rows(body, spec)
    rows = rows[~rows.region.str.fullmatch("2[1-3]..")].reset_index(drop=True)  # Svalbard and the continental shelf
    value, symbols = rows.value, SYMBOLS | spec.symbols
    rows["value"] = value.mask(value.isin(list(symbols))).astype(float)
    rows["symbol"] = value.map(symbols).fillna("missing").where(rows.value.isna(), "published")
    if spec.recounted:
        return rows.assign(borders=areas.common_edition(set(rows.region), on))
    return rows.assign(borders=rows.period.map(lambda period: areas.edition(span(period).start.isoformat())))


def _of_rows(body: BytesIO, spec: SpreadsheetSource) -> pd.DataFrame:
    sheet = _csv(body, spec) if spec.encoding else _sheet(body, spec)
    columns = {plain(str(name)): sheet[name] for name in sheet}
    region, period = columns[plain(spec.columns.region)], columns[plain(spec.columns.period)]
    rows = pd.DataFrame({"region": region.map(_four_digits), "period": period.map(_four_digits)})
    codes = {plain(each.label): code for code, each in spec.contents.items()}
    rows["contents"] = next(iter(spec.contents))
    if spec.columns.contents:
        rows["contents"] = columns[plain(spec.columns.contents)].map(
            lambda text: codes[plain(str(text))], na_action="ignore"
        )
    for name, column in spec.dimension_columns.items():
        rows[name.lower()] = columns[plain(column)].fillna("0").map(lambda text: " ".join(str(text).split()))
    return rows.assign(value=columns[plain(spec.columns.value)])[region.notna()]


def _sheet(body: BytesIO, spec: SpreadsheetSource) -> pd.DataFrame:
    sheets = pd.read_excel(body, sheet_name=None, dtype=object)
    return next(each for name, each in sheets.items() if spec.sheet is None or plain(name) == plain(spec.sheet))


def _csv(body: BytesIO, spec: SpreadsheetSource) -> pd.DataFrame:
    sheet = pd.read_csv(body, sep=";", encoding=spec.encoding, dtype=str, keep_default_na=False)
    sheet = sheet.mask(sheet == "")
    code, value = spec.columns.region, spec.columns.value
    numbers = pd.to_numeric(sheet[value].str.replace(",", "."), errors="coerce").replace(float("inf"), float("nan"))
    return sheet.assign(
        **{code: sheet[code].str.zfill(4), value: numbers.astype(object).where(numbers.notna(), sheet[value])}
    )


def _of_months(body: BytesIO, spec: SpreadsheetSource) -> pd.DataFrame:
    """Return the cells to the right of each label that begins with a municipality's code: January comes first."""
    found = []
    for code, contents in spec.contents.items():
        sheet = pd.read_excel(body, sheet_name=contents.label, header=None, dtype=object)
        (year,) = sheet[1].astype(str).str.extract(r"^\D+ (20\d\d)$")[0].dropna()
        length = sheet[sheet[2].astype(str) == "Januar"].iloc[0].notna().sum()
        for label, *values in sheet.iloc[:, 1 : 2 + length].itertuples(index=False):
            if str(label)[:4].isdigit():
                found += [(label[:4], code, f"{year}M{month:02}", value) for month, value in enumerate(values, 1)]
    return pd.DataFrame(found, columns=["region", "contents", "period", "value"])


def _local(spec: LocalSource, answers: list[Answer], on: str, areas: Areas) -> pd.DataFrame:
    wide = pd.read_csv(BytesIO(answers[-1].body), sep=";", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    wide = wide.rename(columns=str.strip).apply(lambda column: column.str.strip())
    rows: pd.DataFrame = wide[wide[KEY[0]] != ""].melt(list(KEY), var_name="contents", value_name="cell")
    rows = rows.rename(columns=dict(zip(KEY, ("region", "period"), strict=True)))
    rows["symbol"] = rows.cell.map(SYMBOLS).fillna("published").mask(rows.cell == "", "missing")
    rows["value"] = pd.to_numeric(rows.cell.str.replace(",", ".").where(rows.symbol == "published"))
    rows["region"] = rows.region.str.zfill(4)
    return rows.drop(columns=["cell"]).assign(borders=areas.common_edition(set(rows.region), on))


def _four_digits(cell: object) -> str:
    return f"{cell:04.0f}" if isinstance(cell, int | float) else str(cell).strip()


def _centrality(spec: ClassificationSource, answers: list[Answer], on: str, areas: Areas) -> pd.DataFrame:
    version = answers[-1].content
    items = [item for item in version["classificationItems"] if str(item["level"]) == "2" and "(-" not in item["name"]]
    found = [(item["code"], item["parentCode"], item["notes"]) for item in items]
    wide = pd.DataFrame(found, columns=["region", "class", "index"]).astype({"class": float, "index": float})
    rows = wide.melt("region", var_name="contents")
    return rows.assign(period=spec.index_years[version["validFrom"]], borders=version["validFrom"], symbol="published")


READERS: dict[str, Callable[[Any, list[Answer], str, Areas], pd.DataFrame]] = {
    "statbank": _statbank,
    "fhi": _fhi,
    "spreadsheet": _workbook,
    "klass": _centrality,
    "local": _local,
}
"""Kind -> function of (specification, answers, the day of the borders of sums, areas) that returns rows."""
