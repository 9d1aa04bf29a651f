"""Typed reads of a finished build for the files of figures, and for what changed from build to build."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from warehouse.read import Reader


class FigureRow(NamedTuple):
    """A row of mart.figure with the words of its unit and source. A NamedTuple, because there are half a million."""

    municipality_code: str
    municipality: str
    indicator_id: str
    title: str
    theme: str
    period: str
    value: float | None
    unit: str
    suffix: str
    decimals: int
    symbol: str
    numerator: float | None
    denominator: float | None
    neighbours_value: float | None
    neighbours_basis: str | None
    county_value: float | None
    county_basis: str | None
    country_value: float | None
    country_basis: str | None
    reason: str | None
    """Why there is no value."""
    pooled_reason: str | None
    shift_reason: str | None
    """What happened after this period, so that later figures cannot be compared with it."""
    cited_as: str
    updated: datetime | None
    """UTC, without a zone."""

    @property
    def note(self) -> str | None:
        """Return why there is no value, or what to know of the value; None for most."""
        return " ".join(filter(None, (self.reason, self.pooled_reason, self.shift_reason))) or None


@dataclass(frozen=True)
class ChangeFound:
    """A row of meta.change: what a build changed. `changed_at` is UTC, without a zone."""

    changed_at: datetime
    list: str
    subject: str
    title: str
    words: str


class DataReader(Reader):
    """A read-only connection with the reads of the files of figures."""

    def figures_of_municipality(self, code: str) -> list[FigureRow]:
        """Return every figure of a municipality, sorted by theme, indicator and period."""
        return self._figures("municipality_code", code)

    def figures_of_indicator(self, indicator_id: str) -> list[FigureRow]:
        """Return every figure of an indicator, sorted by municipality and period."""
        return self._figures("indicator_id", indicator_id)

    def figures_of_county(self, county_code: str) -> list[FigureRow]:
        """Return every figure of the municipalities of a county, sorted by municipality, theme, indicator and period."""
        return self._figures("county_code", county_code)

    def _figures(self, column: str, key: str) -> list[FigureRow]:
        query = f"""
            select municipality_code, municipality, indicator_id, figure.title, figure.theme, period, value,
                unit.name, unit.suffix, indicator.decimals, symbol, numerator, denominator,
                neighbours_value, neighbours_basis, county_value, county_basis, country_value, country_basis,
                reason, pooled_reason, shift_reason, cited_as, updated
            from mart.figure as figure
            inner join core.indicator as indicator using (indicator_id)
            inner join core.unit as unit on indicator.unit = unit.unit
            inner join meta.source as source on figure.source_id = source.source_id
            where figure.{column} = ?
            order by municipality_code, theme_order, indicator_id, period_end, period"""
        return [FigureRow._make(row) for row in self._rows(query, key)]

    def changes(self) -> list[ChangeFound]:
        """Return what builds have changed, the newest first."""
        query = "select changed_at, list, subject, title, words from meta.change order by changed_at desc, list, title, subject"
        return [ChangeFound(*row) for row in self._rows(query)]
