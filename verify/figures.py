"""Every indicator on the borders of today, from its source's cells, as its definition says."""

from collections.abc import Callable
from datetime import date
from functools import cache

import numpy as np
import pandas as pd

from catalogue.definition import Definition, Indicator
from catalogue.expressions import contents_used, parse
from catalogue.kinds import Source
from catalogue.models import Catalogue
from verify.areas import Areas
from verify.evaluation import KEY, NotRecomputed, evaluated, on_todays_borders
from verify.shifts import ShiftDays
from verify.spans import span

MEASURES = ["numerator", "denominator", "value"]
NONE = pd.DataFrame(columns=[*KEY, *MEASURES, "broken"]).set_index(KEY)


class Figures:
    """The figures of each indicator by region and period: numerator, denominator, value and `broken`.

    `broken`: the figure is from before a break, so it is not one of the municipality. Nothing is withheld yet.
    """

    def __init__(
        self, catalogue: Catalogue, areas: Areas, cells: Callable[[str], pd.DataFrame], shifts: Callable[[], ShiftDays]
    ) -> None:
        self._indicators, self._sources = catalogue.indicators, catalogue.sources
        self._areas, self._cells, self._shifts = areas, cells, cache(shifts)
        self.of = cache(self._of)

    def _of(self, indicator_id: str) -> pd.DataFrame:
        """Return an indicator's figures. Raise NotRecomputed."""
        indicator = self._indicators[indicator_id]
        words = indicator.definition
        if words.of:
            return self._growth(indicator)
        source = self._sources[str(words.source)]
        if self._cells(source.id).empty:
            return NONE
        if words.function:
            return self._computed(words.function, source)
        return self._counted(words, source)

    def _counted(self, words: Definition, source: Source) -> pd.DataFrame:
        asked = {name: str(getattr(words, name)) for name in MEASURES if getattr(words, name)}
        if words.denominator_years_before:
            del asked["denominator"]
        rows = self._on_today(words, source, asked)
        if words.denominator_years_before:
            earlier = self._on_today(words, source, {"denominator": str(words.denominator)}).reset_index()
            years = [span(period).start.year + words.denominator_years_before for period in earlier.period]
            rows = rows.join(earlier.assign(period=list(map(str, years))).set_index(KEY), how="inner")
        if words.per:
            rows = rows.join(self.of(words.per).numerator.rename("denominator"), how="inner")
        rows = rows.reindex(columns=MEASURES).astype(float)
        if words.denominator or words.per:
            rows["value"] = words.unit.scale * rows.numerator / rows.denominator.replace(0, np.nan)
        elif words.numerator:
            rows["value"] = rows.numerator
        return rows.assign(broken=self._broken(words, source, rows.index))

    def _on_today(self, words: Definition, source: Source, asked: dict[str, str]) -> pd.DataFrame:
        counted = evaluated(self._cells(source.id), source, asked)
        return on_todays_borders(counted, self._areas, additive=_is_additive(words))

    def _broken(self, words: Definition, source: Source, keys: pd.Index) -> list[bool]:
        """Return whether each figure is from before a break in the municipality's series.

        Of figures on the borders of their time, none is left from before a break (`on_todays_borders`). But a source that
        sums or recalculates earlier periods gives figures of another area.
        """
        spec, before, contents = source.spec, words.denominator_years_before or 0, _contents(words, source)
        recalculated = spec.is_recounted and not spec.of_todays_area(contents)
        counts = _is_additive(words) or recalculated
        breaks = self._areas.count_break if counts else self._areas.value_break

        def broken(region: str, period: str) -> bool:
            if before and self._is_shifted(region, span(period).start, before):
                return True
            if recalculated:
                return _earlier(span(period).end, spec.years_of(contents) - 1) < breaks(region)
            return spec.is_summed and _earlier(span(period).start, before) < breaks(region)

        return [broken(*key) for key in keys]

    def _is_shifted(self, region: str, day: date, years: int) -> bool:
        """Return whether land with people passed to or from the municipality in the years up to a day."""
        return any(_earlier(day, years) < shift <= day.isoformat() for shift in self._shifts().get(region, ()))

    def _growth(self, indicator: Indicator) -> pd.DataFrame:
        """Return the growth of another indicator, where both ends are on the same side of every break and shift."""
        words = indicator.definition
        of, years = str(words.of), words.change.years if words.change else 0
        rows = self.of(of).dropna(subset="numerator").reset_index()
        rows["start"], rows["grain"] = zip(*((span(each).start, span(each).grain) for each in rows.period), strict=True)
        rows["shift"] = [
            self._next_shift(self._indicators[of], *key) for key in zip(rows.region, rows.start, strict=True)
        ]
        earlier = rows.assign(start=[start.replace(year=start.year + years) for start in rows.start])
        both = rows.merge(earlier, on=["region", "start", "grain"], suffixes=("", "_before"))
        both = both[both.numerator_before > 0]
        both["broken"] |= both.broken_before | (both["shift"] != both.shift_before)
        both["numerator"], both["denominator"] = both.numerator - both.numerator_before, both.numerator_before
        both["value"] = words.unit.scale * both.numerator / both.denominator
        return both.set_index(KEY)[[*MEASURES, "broken"]]

    def _next_shift(self, of: Indicator, region: str, start: date) -> str:
        """Return the next day on which the municipality's series shifts; empty if there is none."""
        words = of.definition
        days = {f"{words.shift.year}-01-01"} if words.shift else set()
        if words.kind == "stock" and words.is_count and not self._sources[str(words.source)].spec.has_releases:
            days |= set(self._shifts().get(region, ()))
        return min((day for day in days if day > start.isoformat()), default="")

    def _computed(self, function: str, source: Source) -> pd.DataFrame:
        """Return population growth less birth surplus and net migration. Raise NotRecomputed for another function."""
        if function != "growth_remainder":
            raise NotRecomputed(f"the function {function}")
        names = {"people": "Folkemengde", "born": "Fodselsoverskudd", "moved": "Nettoinnflytting"}
        asked = {name: f"sum(value) filter (where contents = '{code}')" for name, code in names.items()}
        rows = on_todays_borders(evaluated(self._cells(source.id), source, asked), self._areas, additive=True)
        before = rows.reset_index()
        before["period"] = [str(int(period) - 1) for period in before.period]
        left = before.set_index(KEY).people - rows.people - rows.born - rows.moved
        return pd.DataFrame({"numerator": left, "value": left}).reindex(columns=MEASURES).assign(broken=False)


def _is_additive(words: Definition) -> bool:
    return not (words.value or words.crosses_borders)


def _contents(words: Definition, source: Source) -> set[str]:
    trees = [
        parse(text, source.spec.expression_columns)
        for text in (words.numerator, words.denominator, words.value)
        if text
    ]
    used: set[str] = set().union(*(contents_used(tree, source.spec.measures) for tree in trees))
    return used


def _earlier(day: date, years: int) -> str:
    """Return the same day so many years earlier, as text to compare."""
    return f"{day.year - years:04}{day.isoformat()[4:]}"
