"""Random numbers of the pages equal the file: 200 in every run, 2,000 with --long."""

import random
import re
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from pathlib import Path

import pytest

from tests.acceptance.conftest import Ask, ask, published  # noqa: F401  (fixtures)
from tests.lib.few import few

ROW = re.compile(r'<tr data-i="([^"]+)" data-p="([^"]+)">.*?<td class="own">(.*?)</td>(.*?)</tr>', re.DOTALL)
NEIGHBOURS = re.compile(r'<td class="g g-neighbours"[^>]*>(.*?)</td>', re.DOTALL)
PER_PART = 200


@pytest.mark.parametrize("part", few(range(10), 1))
def test_numbers_of_the_pages_equal_the_file(part: int, site: Path, ask: Ask) -> None:  # noqa: F811
    pages = {path.stem: path.read_text(encoding="utf-8") for path in sorted(site.glob("[0-9][0-9][0-9][0-9].html"))}
    rows = [(code, *match.groups()) for code, html in pages.items() for match in ROW.finditer(html)]
    assert len(rows) > 2000
    for code, indicator, period, own, rest in random.Random(part).sample(rows, PER_PART // 2):
        value, neighbours, decimals = _figure(ask, indicator, code, period)
        assert _text(own) == _written(value, decimals), (code, indicator, period)
        if (cell := NEIGHBOURS.search(rest)) and neighbours is not None:
            assert _text(cell[1]) == _written(neighbours, decimals), (code, indicator, period)


def _figure(ask: Ask, *key: str) -> tuple[float, float | None, int]:  # noqa: F811
    """Return the value, the neighbours' value or the median (of counts the median), and the decimals."""
    ((value, neighbours, decimals),) = ask(
        """select figure.value,
            case when is_count or comparison.group_value is null then members_median else comparison.group_value end, decimals
        from mart.figure as figure inner join core.indicator using (indicator_id)
        left join mart.comparison as comparison
            on comparison.indicator_id = figure.indicator_id and comparison.municipality_code = figure.municipality_code
            and comparison.period = figure.period and group_kind = 'neighbours'
        where figure.indicator_id = ? and figure.municipality_code = ? and figure.period = ?""",
        *key,
    )
    return value, neighbours, decimals


def _text(html: str) -> str:
    """Return the number of a cell: without its unit and the mark of a median."""
    words = unescape(re.sub(r"<abbr.*?</abbr>|<[^>]+>", "", html)).replace("\u00a0", " ").strip()
    found = re.match(r"[−+]?\d[\d ]*(,\d+)?", words)
    assert found, words
    return found[0].strip()


def _written(value: float, decimals: int) -> str:
    shown = Decimal(repr(float(value))).quantize(Decimal(10) ** -decimals, ROUND_HALF_UP)
    text = f"{abs(shown):,.{decimals}f}".replace(",", " ").replace(".", ",")
    return ("−" if shown < 0 else "") + text
