"""Charts of the population: births and moves, ages, cohorts, and projections."""

from catalogue.chapters import ChartSpec
from publish.content.chart import Origin, Role, Series
from publish.content.drafts import Draft, recent, series_name, sketch
from publish.content.place import Place
from publish.content.population_facts import AHEAD, looked_at
from warehouse.read_content import CohortRow, ProjectionRow

EARLIER = 4
"""How many earlier projections are drawn behind the newest."""
OLDEST = 65
"""The oldest age at which a cohort is drawn: later changes are mostly deaths."""
_TODAY = ("on_todays_borders", "true")


def components(spec: ChartSpec, place: Place) -> Draft | None:
    """Draw birth surplus and net migration of each year as stacked columns, and their sum."""
    rows = place.components
    if len(rows) < 2:
        return None
    key = (("municipality_code", place.code), _TODAY)
    parts = tuple(
        Series(
            title,
            "part",
            tuple(getattr(row, column) for row in rows),
            Origin("mart.growth_components", key, "period", column),
        )
        for title, column in (("Fødselsoverskudd", "birth_surplus"), ("Nettoinnflytting", "net_migration"))
    )
    total = Series("Til sammen", "total", tuple(row.birth_surplus + row.net_migration for row in rows), None, "total")
    periods = tuple(row.period for row in rows)
    chart = sketch(
        spec, "components", "År", keys=periods, categories=periods, series=(*parts, total), suffix="", decimals=0
    )
    return Draft(chart, {"first": periods[0], "last": periods[-1]})


def pyramid(spec: ChartSpec, place: Place) -> Draft | None:
    """Draw men and women by five-year groups in percent of everyone, with the country's as outline."""
    rows = place.pyramid
    if not rows or any(row.country_share is None for row in rows):
        return None
    by_sex = {sex: [row for row in rows if row.sex == sex] for sex in ("1", "2")}
    roles: tuple[tuple[Role, str, str, str], ...] = (
        ("men", "1", "share", "Menn"), ("women", "2", "share", "Kvinner"),
        ("men_country", "1", "country_share", "Menn, landet"), ("women_country", "2", "country_share", "Kvinner, landet"),
    )  # fmt: skip
    key = (("municipality_code", place.code), ("period", rows[0].period), _TODAY)
    series = tuple(
        Series(
            title, role, tuple(getattr(row, column) for row in by_sex[sex]),
            Origin("mart.population_pyramid", (*key, ("sex", sex)), "age_group", column),
        )
        for role, sex, column, title in roles
    )  # fmt: skip
    chart = sketch(
        spec, "pyramid", "Alder", keys=tuple(row.age_group for row in by_sex["1"]),
        categories=tuple(row.age_label for row in by_sex["1"]), series=series, suffix="%", decimals=1,
    )  # fmt: skip
    return Draft(chart, {"last": rows[0].period})


def cohorts(spec: ChartSpec, place: Place) -> Draft | None:
    """Draw how much each cohort has grown or shrunk in five years, here and in the ten similar municipalities."""
    own = [row for row in place.cohorts if int(row.to_age[:3]) <= OLDEST and row.from_persons]
    if not own:
        return None
    others = {row.from_age: row for row in place.neighbour_cohorts}
    series = [Series(place.name, "own", tuple(map(_pct, own)), None, "percent_change")]
    if all(others.get(row.from_age) and others[row.from_age].from_persons for row in own):
        values = tuple(_pct(others[row.from_age]) for row in own)
        series.append(Series(series_name(place, "neighbours"), "neighbours", values, None, "percent_change"))
    chart = sketch(
        spec, "cohorts", "Alder da og nå", keys=tuple(row.from_age for row in own),
        categories=tuple(f"{_ages(row.from_label)} → {row.to_label}" for row in own), series=tuple(series), suffix="%",
        decimals=0,
    )  # fmt: skip
    return Draft(chart, {"first": own[0].from_period, "last": own[0].to_period})


def _pct(row: CohortRow) -> float:
    return (row.to_persons / row.from_persons - 1) * 100


def _ages(label: str) -> str:
    return label.removesuffix(" år")


def projection(spec: ChartSpec, place: Place) -> Draft | None:
    """Draw the population so far and as projected, from low to high, with earlier projections behind."""
    newest = [row for row in place.projections if row.is_newest]
    history = {row.period: row.value for row in recent(place, "population")}
    if not newest or not history:
        return None
    periods = tuple(sorted({*history, *(row.period for row in newest)}))
    series = [
        Series(
            place.name, "own", tuple(map(history.get, periods)),
            Origin("mart.figure", (("indicator_id", "population"), ("municipality_code", place.code)), "period", "value"),
        )
    ]  # fmt: skip
    roles: tuple[tuple[Role, str], ...] = (("main", "Hovedalternativ"), ("low", "Lav vekst"), ("high", "Høy vekst"))
    series += [_projected(place, newest, periods, role, title, str(role)) for role, title in roles]
    series += [
        _projected(place, rows, periods, "earlier", f"Framskrivingen fra {vintage}", "main")
        for vintage, rows in _earlier(place.projections).items()
    ]
    chart = sketch(
        spec, "projection", "År", keys=periods, categories=periods, series=tuple(series), suffix="", decimals=0
    )
    return Draft(chart, {"first": periods[0], "last": max(history), "end": periods[-1]})


def _projected(
    place: Place, rows: list[ProjectionRow], periods: tuple[str, ...], role: Role, title: str, column: str
) -> Series:
    by_period = {row.period: getattr(row, column) for row in rows}
    key = (("municipality_code", place.code), ("vintage", rows[0].vintage), ("age_group", "all"), _TODAY)
    return Series(title, role, tuple(map(by_period.get, periods)), Origin("mart.projection", key, "period", column))


def _earlier(rows: list[ProjectionRow]) -> dict[str, list[ProjectionRow]]:
    """Return a few earlier releases, spread over the years."""
    by_vintage: dict[str, list[ProjectionRow]] = {}
    for row in rows:
        if not row.is_newest:
            by_vintage.setdefault(row.vintage, []).append(row)
    names = sorted(by_vintage)
    step = max(1, -(-len(names) // EARLIER))
    return {name: by_vintage[name] for name in names[::-1][::step][:EARLIER][::-1]}


def service_ages(spec: ChartSpec, place: Place) -> Draft | None:
    """Draw how many more or fewer there will be in each service age, from low to high."""
    if not place.projected:
        return None
    year = looked_at(place.projected[0], AHEAD[0])
    fewest = place.base.limits.few_projected
    rows = [row for row in place.projected if row.period == year and row.service_age != "all" and row.main >= fewest]
    if not rows:
        return None
    key = (("municipality_code", place.code), ("period", year), ("is_newest", "true"), _TODAY)
    roles: tuple[tuple[Role, str, str], ...] = (
        ("main", "change_main", "Hovedalternativ"), ("low", "change_low", "Lav vekst"), ("high", "change_high", "Høy vekst"),
    )  # fmt: skip
    series = tuple(
        Series(
            title,
            role,
            tuple(getattr(row, column) for row in rows),
            Origin("mart.projected_change", key, "service_age", column),
        )
        for role, column, title in roles
    )
    chart = sketch(
        spec, "ranges", "Alder", keys=tuple(row.service_age for row in rows), categories=tuple(row.title for row in rows),
        series=series, suffix="", decimals=0,
    )  # fmt: skip
    return Draft(chart, {"year": year})
