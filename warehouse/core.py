"""Fills `core` and `mart` of a build from its source tables."""

from collections.abc import Iterator

import pandas as pd

from catalogue.definition import Indicator
from catalogue.load import SEEDS
from catalogue.models import Catalogue
from catalogue.units import Unit
from transform.functions import FUNCTIONS
from transform.municipalities import Municipalities
from transform.periods import read_period
from transform.regrouping import Regrouping
from warehouse.build import Build, quoted
from warehouse.definitions import COLUMNS, statements
from warehouse.demography import fill_demography
from warehouse.groups import fill_groups
from warehouse.requirements import fill_coverage
from warehouse.small_numbers import withhold
from warehouse.todays_borders import cells

ARTICLE = SEEDS / "centrality_article.csv"


def fill(build: Build, catalogue: Catalogue, municipalities: Municipalities) -> None:
    """Make every table of `core` and `mart`; indicators whose source has no table yet have no rows."""
    for name in ("klass_104", "klass_108", "klass_112", "klass_128", "klass_131"):
        build.run_sql(f"source/{name}")
    build.con.execute(f"create or replace temp table article as from read_csv({quoted(ARTICLE)}, all_varchar = true)")
    build.con.execute("alter table temp.article alter index type integer")
    for name in ("municipality", "municipality_change", "county", "centrality"):
        build.run_sql(f"core/{name}")
    _regrouping(build, municipalities)
    _periods(build, catalogue)
    _indicators(build, catalogue)
    build.run_sql("core/observation")
    for indicator in _in_order(catalogue):
        _observe(build, catalogue, indicator, municipalities)
    withhold(build, catalogue)
    _breakdowns(build)
    fill_groups(build, catalogue)
    fill_demography(build, catalogue)
    for name in ("indicator_group", "indicator", "comparison", "municipality", "since", "revised_since"):
        build.run_sql(f"mart/{name}")
    fill_coverage(build, catalogue)


def _regrouping(build: Build, municipalities: Municipalities) -> None:
    """How earlier municipalities sum to today's, and where their series break."""
    regrouping = Regrouping(municipalities)
    for name, frame in (("regrouping", regrouping.parts()), ("series_break", regrouping.breaks())):
        build.con.register("found", frame)
        build.run_sql(f"core/{name}")
        build.con.unregister("found")


def _in_order(catalogue: Catalogue) -> list[Indicator]:
    """Indicators that others are measured against come first."""
    return sorted(catalogue.indicators.values(), key=lambda one: bool(one.definition.per or one.definition.of))


def _observe(build: Build, catalogue: Catalogue, indicator: Indicator, municipalities: Municipalities) -> None:
    definition = indicator.definition
    source = catalogue.sources[definition.source] if definition.source else None
    if source and not build.has(source.id):
        return
    for statement in statements(indicator, source):
        build.con.execute(statement)
    if definition.function and source:
        series = [_cells(build, query) for query in (f'source."{source.id}"', f"({cells(source)})")]
        frames = [FUNCTIONS[definition.function](one, municipalities) for one in series if len(one)]
        _insert_computed(build, indicator, pd.concat(frames).drop_duplicates())


def _cells(build: Build, relation: str) -> pd.DataFrame:
    """What a named function is given: text and numbers."""
    observed = build.con.execute(f"select * replace (borders::varchar as borders) from {relation}").df()
    return observed.astype(dict.fromkeys(observed.select_dtypes("category"), object))


def _insert_computed(build: Build, indicator: Indicator, frame: pd.DataFrame) -> None:
    """A named function's rows; its figures are counts."""
    build.con.register("computed", frame)
    build.con.execute(
        f"""insert into core.observation ({COLUMNS})
        select ?, f.region, f.borders, m.borders_from, f.period, null, null, null,
            f.numerator, null, f.numerator, f.symbol, f.fetch_id, null, null
        from (select * replace (borders::date as borders) from computed) as f
        inner join core.municipality as m on m.code = f.region
            and f.borders >= m.valid_from and (m.valid_to is null or f.borders < m.valid_to)""",
        [indicator.id],
    )
    build.con.unregister("computed")


def _periods(build: Build, catalogue: Catalogue) -> None:
    """Every period that stands in a source table."""
    texts: set[str] = set()
    for source in catalogue.sources.values():
        if source.spec.contents and build.has(source.id):
            texts |= {text for (text,) in build.rows(f'select distinct period from source."{source.id}"')}
    build.run_sql("core/period")
    periods = [read_period(text) for text in sorted(texts)]
    rows = [(one.period, one.start, one.end, one.grain) for one in periods]
    _insert(build, "core.period", pd.DataFrame(rows, columns=["period", "period_start", "period_end", "grain"]))


def _indicators(build: Build, catalogue: Catalogue) -> None:
    build.run_sql("core/unit")
    units = pd.DataFrame([unit.model_dump() for unit in catalogue.units], columns=[*Unit.model_fields])
    _insert(build, "core.unit", units.rename(columns={"id": "unit", "nb": "name"}))
    build.run_sql("core/indicator")
    frame = pd.DataFrame(_indicator_rows(catalogue)).sort_values(["theme_order", "indicator_id"])
    _insert(build, "core.indicator", frame)


def _indicator_rows(catalogue: Catalogue) -> Iterator[dict[str, object]]:
    order = {theme.id: (place, theme.title.nb) for place, theme in enumerate(catalogue.themes)}
    for indicator in catalogue.indicators.values():
        words = indicator.definition
        place, theme_title = order[indicator.theme]
        shown = words.model_dump(include={"kind", "good", "decimals"})
        yield shown | {
            "indicator_id": indicator.id,
            "theme": indicator.theme,
            "theme_title": theme_title,
            "theme_order": place,
            "title": words.title.nb,
            "title_en": words.title.en,
            "why": words.why.nb,
            "why_en": words.why.en,
            "definition": described(indicator),
            "source_id": source_of(catalogue, indicator),
            "stands_on": _stands_on(catalogue, indicator),
            "unit": words.unit.id,
            "scale": words.unit.scale,
            "additive": words.value is None,
            "min": words.checks.min,
            "max": words.checks.max,
        }


def _stands_on(catalogue: Catalogue, indicator: Indicator) -> str | None:
    """The day of the year that a stock is of; None for what is no stock of a year."""
    spec = catalogue.sources[source_of(catalogue, indicator)].spec
    return None if indicator.definition.kind == "flow" else spec.stock_day


def described(indicator: Indicator) -> str:
    """The definition in one line, as the catalogue has it."""
    words = indicator.definition
    if words.of and words.change:
        before = f"{words.of} {words.change.years} years before"
        return f"({words.of} - {before}) / {before}"
    if words.function:
        return f"transform.functions.{words.function}"
    below = words.denominator or words.per
    if words.denominator_years_before:
        return f"{words.numerator} / {below} {words.denominator_years_before} years before"
    return f"{words.numerator} / {below}" if below else words.value or words.numerator or ""


def source_of(catalogue: Catalogue, indicator: Indicator) -> str:
    """The source an indicator's numerator comes from, through the indicator it is the growth of."""
    return indicator.definition.source or source_of(catalogue, catalogue.indicators[str(indicator.definition.of)])


def sources_read(catalogue: Catalogue, indicator: Indicator) -> set[str]:
    """Every source an indicator reads, through those it is measured by."""
    words = indicator.definition
    others = [catalogue.indicators[name] for name in (words.of, words.per) if name]
    return {
        *([words.source] if words.source else []),
        *(one for each in others for one in sources_read(catalogue, each)),
    }


def _breakdowns(build: Build) -> None:
    """`core.breakdown`: a column for each dimension some breakdown names."""
    texts = [
        text for (text,) in build.rows("select distinct breakdown from core.observation where breakdown is not null")
    ]
    names = sorted({part.split("=")[0] for text in texts for part in text.split(";")})
    rows = [{"breakdown": text, **dict(part.split("=", 1) for part in text.split(";"))} for text in sorted(texts)]
    frame = pd.DataFrame(rows, columns=["breakdown", *names])
    shape = ", ".join(f'"{name}" varchar' for name in frame.columns)
    build.con.execute(f"create table core.breakdown ({shape})")
    _insert(build, "core.breakdown", frame)
    build.con.execute("comment on table core.breakdown is 'The parts a breakdown''s text stands for; key: breakdown.'")
    build.con.execute("comment on column core.breakdown.breakdown is 'The canonical text.'")
    for name in names:
        build.con.execute(
            f"comment on column core.breakdown.\"{name}\" is 'The code or band of {name}; null when not split by it.'"
        )


def _insert(build: Build, table: str, frame: pd.DataFrame) -> None:
    """Add a frame's rows to a table, column by column name."""
    build.con.register("rows", frame)
    build.con.execute(f"insert into {table} by name from rows")
    build.con.unregister("rows")
