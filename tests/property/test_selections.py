"""Random selections: what the client fetches and decodes is what the sample's files say."""

from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest

import sample
from catalogue.codes import bare
from catalogue.errors import UnexpectedShape
from catalogue.kinds import Source
from extract.archive import Archive
from extract.client import Client
from extract.klass import Klass
from extract.plan import CELL_LIMIT
from extract.statbank import Statbank
from tests.lib.apis import client
from tests.lib.few import few
from tests.lib.figures import TABLES, axes_of, codelists, codes_of, region_of
from tests.lib.recomputation import recomputed
from tests.lib.spec import shipped_catalogue, source
from transform.klass import find_municipalities
from transform.load import read_load
from transform.municipalities import Municipalities
from transform.tables import StoredAnswer

SELECTIONS = few(range(300), 25)
AGES = "07459"
"""This table has ages, summing codelists, counties and the country, so half of the selections are of it."""
KOMM, FYLKE, COUNTRY = "agg_KommSummer", "agg_KommFylker", "0"


@dataclass(frozen=True)
class Selection:
    """A selection from a table: region codes by codelist, and the codes of the other dimensions."""

    table: str
    regions: dict[str | None, list[str]]
    codes: dict[str, list[str]]
    cell_limit: int = CELL_LIMIT

    @property
    def whole(self) -> bool:
        """Whether counties and country are selected too."""
        return len(self.regions) > 1

    @property
    def source(self) -> Source:
        """Return the source specification with this selection."""
        county = {"county_codelist": FYLKE, "country": COUNTRY} if self.whole else {}
        region = {"dimension": region_of(self.table), "codelist": next(iter(self.regions)), **county}
        contents = {code: {"kind": "stock", "additive": True} for code in self.codes["ContentsCode"]}
        select = {name: codes for name, codes in self.codes.items() if name != "ContentsCode"}
        return source(table=self.table, region=region, select=select, contents=contents)


def drawn(chance: Random) -> Selection:
    """Random regions, codes, contents and periods of a table, and a limit that splits them into a few requests."""
    table = chance.choice([AGES, chance.choice(TABLES)])
    codelist = chance.choice([None, *codelists(table)])
    codes = {name: _some(chance, codes_of(table, name), 8) for name in axes_of(table)}
    regions = {codelist: _some(chance, codes_of(table, codelist or region_of(table)), 16)}
    if (table, codelist) == (AGES, KOMM) and chance.random() < 0.3:
        regions |= {FYLKE: codes_of(table, FYLKE), None: [COUNTRY]}
    sizes = [max(map(len, regions.values())), *map(len, codes.values())]
    return Selection(table, regions, codes, _limit(chance, sizes))


def _some(chance: Random, codes: list[str], most: int) -> list[str]:
    """Return a few codes in random order."""
    return chance.sample(codes, chance.randint(1, min(most, len(codes))))


def _limit(chance: Random, sizes: list[int]) -> int:
    """Return a limit for a few requests, but at least the cells of one code, so that a plan exists."""
    cells = prod(sizes)
    return max(cells // max(sizes), cells // chance.randint(1, 4))


Compare = Callable[[Selection], None]


class Asked:
    """The sample with the real client and an archive."""

    def __init__(self, home: Path) -> None:
        self._archive = Archive(home)

    def figures(self, selection: Selection, client: Client) -> list[StoredAnswer]:
        """Fetch a selection, and return the answers."""
        spec: Any = selection.source.spec
        wanted = {bare(code) for codes in selection.regions.values() for code in codes}
        statbank = Statbank(client, self._archive, "sample", cell_limit=selection.cell_limit)
        return self._stored(statbank.fetch(spec, wanted, whole=selection.whole, progress=lambda done, total: None))

    def municipalities(self, client: Client) -> Municipalities:
        """KLASS 131."""
        spec: Any = shipped_catalogue().sources["klass_131"].spec
        return find_municipalities(self._stored(Klass(client, self._archive, "sample").fetch(spec)))

    def _stored(self, fetches: list[Any]) -> list[StoredAnswer]:
        read = self._archive.read
        return [StoredAnswer(each.fetch_id, each.request, each.fetched_at, read(each)) for each in fetches]


@pytest.fixture(scope="module")
def municipalities(ssb: sample.Addresses, tmp_path_factory: pytest.TempPathFactory) -> Municipalities:
    return Asked(tmp_path_factory.mktemp("klass")).municipalities(client(ssb.klass_url))


@pytest.fixture
def compare(ssb: sample.Addresses, municipalities: Municipalities, tmp_path: Path) -> Compare:
    """Fetch, decode, and compare cell by cell with the files."""

    def one(selection: Selection) -> None:
        expected = recomputed(selection.table, selection.regions, selection.codes)
        answers = Asked(tmp_path).figures(selection, client(ssb.statbank_url))
        if expected.empty:
            with pytest.raises(UnexpectedShape, match="without a single figure"):
                read_load(selection.source, answers, municipalities)
        else:
            (frame,) = read_load(selection.source, answers, municipalities).frames.values()
            pd.testing.assert_frame_equal(_in_order(frame[[*expected]]), _in_order(expected))

    return one


@pytest.mark.parametrize("seed", SELECTIONS)
def test_a_random_selection_comes_back_as_the_files_have_it(seed: int, compare: Compare) -> None:
    compare(drawn(Random(seed)))


@pytest.mark.parametrize("table", sorted({*TABLES} - {AGES}))
def test_a_whole_table_returns_the_figures_and_symbols_in_the_files(table: str, compare: Compare) -> None:
    regions = [
        code for code in codes_of(table, region_of(table)) if code.removeprefix("K-").removeprefix("F-").isdigit()
    ]
    codes = {name: codes_of(table, name) for name in axes_of(table)}
    if len(regions) * prod(map(len, codes.values())) > CELL_LIMIT:
        codes["Tid"] = codes["Tid"][-1:]
    compare(Selection(table, {None: regions}, codes))


def _in_order(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows sorted by all columns except the figure, with codes as text."""
    texts = [str(name) for name in frame if name != "value"]
    return frame.astype(dict.fromkeys(texts, str)).sort_values(texts, ignore_index=True)
