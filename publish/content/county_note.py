"""A county's discussion notes: for each theme the county among the counties, and its municipalities beside each other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from publish.content.annexes import source_table
from publish.content.area_charts import area_map
from publish.content.blocks import Assessment, Block, Cover, Document, Figure, Heading, PageBreak, Paragraph, Questions
from publish.content.chart import Chart
from publish.content.county_charts import among_counties, outermost, side_by_side
from publish.content.county_themes import QUESTIONS, THEMES, CountyTheme
from publish.content.document_chapters import pointers
from publish.content.marks import Counter
from publish.content.place import Base
from publish.numbers import alphabetical, day_of
from warehouse.read import MunicipalityInfo
from warehouse.read_area import AreaFigure, AreaReader

MOST_COLUMNS, MOST_CHARTS, MOST_MAPS = 5, 2, 2
FILLED = 0.5
"""An indicator needs a figure for this share of the municipalities."""
NOTHING = "Grunnlaget har ikke tall om dette for kommunene ennå."


@dataclass(frozen=True)
class Area:
    """A county with what its notes are made from."""

    reader: AreaReader
    base: Base
    municipalities: Sequence[MunicipalityInfo]
    """All of the county."""
    counties: dict[str, str]
    """Code -> name of every county."""
    draw_map: Callable[[Chart], str]
    """Draws a map as SVG."""

    @property
    def code(self) -> str:
        """Return the code of the county."""
        return self.municipalities[0].county_code

    @property
    def name(self) -> str:
        """Return the name of the county."""
        return self.municipalities[0].county_name


def county_note(area: Area, theme_id: str) -> Document:
    """Return the note on a theme. Raise KeyError for a theme that there is not."""
    theme = THEMES[theme_id]
    kind = f"Diskusjonsnotat: {theme.title}"
    day = day_of(area.base.collected) if area.base.collected else ""
    lines = ("Tall og spørsmål til regional planstrategi", day)
    blocks = (*_how(area, day), *_theme(area, theme))
    return Document(
        f"{kind} – {area.name}", f"Grunnlag · tall hentet til og med {day}", Cover(kind, area.name, lines), blocks
    )


def _how(area: Area, day: str) -> Iterator[Block]:
    yield Paragraph(("Slik er notatet laget",), "lead")
    newest = f" Det nyeste er hentet {day}." if day else ""
    yield Paragraph((f"Tallene er hentet fra åpne kilder.{newest} Notatet viser {area.name} blant fylkene der det finnes tall, "
                     f"og de {len(area.municipalities)} kommunene ved siden av hverandre.",))  # fmt: skip
    yield Paragraph(
        ("En strek betyr at tallet ikke finnes her. Feltet «Fylkets vurdering» er tomt. Der skriver fylket selv.",)
    )


def _theme(area: Area, theme: CountyTheme) -> Iterator[Block]:
    figures = _figures(area, theme)
    yield Heading(1, theme.title)
    if not figures:
        yield Paragraph((f"{NOTHING} {theme.lacking}".rstrip(),))
        return
    counter = Counter()
    charts = [
        chart for name in figures if (chart := among_counties(area.reader, area.base, name, area.counties, area.code))
    ]
    drawn = [Figure(counter.figure(chart.id), chart, ()) for chart in charts[:MOST_CHARTS]]
    drawn += [Figure(counter.figure(chart.id), chart, (), area.draw_map(chart)) for chart in _maps(area, figures)]
    table = side_by_side(
        area.base, area.name, sorted((each.name for each in area.municipalities), key=alphabetical), figures, counter
    )
    yield Heading(2, "Dette skiller seg ut")
    yield from outermost(area.base, figures)
    yield from pointers([each.mark for each in drawn], [table.mark])
    yield PageBreak()
    yield from drawn
    yield table
    if theme.lacking:
        yield Paragraph((theme.lacking,), "note")
    yield Questions(QUESTIONS)
    yield Assessment(theme.title, "Fylkets vurdering")
    yield Heading(1, "Kilder og datoer")
    yield source_table(area.base.cite(list(figures)), counter)


def _figures(area: Area, theme: CountyTheme) -> dict[str, list[AreaFigure]]:
    """Return the indicators that enough municipalities have a figure for, in the order of the theme."""
    found = area.reader.newest_in(area.code, list(theme.indicators))
    by_name = {name: [each for each in found if each.indicator_id == name] for name in theme.indicators}
    enough = FILLED * len(area.municipalities)
    kept = {name: rows for name, rows in by_name.items() if sum(row.value is not None for row in rows) >= enough}
    return dict(list(kept.items())[:MOST_COLUMNS])


def _maps(area: Area, figures: dict[str, list[AreaFigure]]) -> Iterator[Chart]:
    limits = area.reader.map_limits()
    for name in list(figures)[:MOST_MAPS]:
        chart = area_map(area.base, figures[name], limits.get(name, ()), area.name, f"kart-{name}")
        if chart:
            yield chart
