import json
import re
from pathlib import Path

import duckdb
import pytest

from catalogue.errors import BadSetting, UnknownName
from publish import site
from publish.site import Scope, render


def quiet(done: int, total: int) -> None:
    """Ignore progress."""


def test_each_municipality_with_figures_has_a_page_and_there_is_an_index(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    assert render(folder, Scope(), lambda done, total: told.append((done, total))) == 2
    made = {path.name for path in (folder / "site").iterdir()}
    assert made == {"index.html", "0301.html", "5055.html", "style.css", "made.json"}
    assert told == [(1, 2), (2, 2)]


def test_a_scope_has_its_own_pages_only(folder: Path) -> None:
    assert render(folder, Scope(counties=("50",)), quiet) == 1
    assert "Oslo" not in (folder / "site" / "index.html").read_text(encoding="utf-8")


def test_the_pages_of_several_counties_stand_together(folder: Path) -> None:
    assert render(folder, Scope(counties=("03", "50")), quiet) == 2
    assert Scope(counties=("03", "50")).is_shown(folder)
    assert not Scope(counties=("50",)).is_shown(folder)


def test_a_name_with_markup_is_escaped_on_every_page(folder: Path) -> None:
    render(folder, Scope(), quiet)
    for page in ("index.html", "5055.html"):
        html = (folder / "site" / page).read_text(encoding="utf-8")
        assert "<b>Heim" not in html
        assert "&lt;b&gt;Heim" in html


def test_sources_are_cited_with_their_date_in_oslo_and_their_address(folder: Path) -> None:
    render(folder, Scope(), quiet)
    html = (folder / "site" / "5055.html").read_text(encoding="utf-8")
    assert (
        '<a href="https://www.ssb.no/statbank/table/07459">SSB, tabell\u00a007459</a>, samlet inn 21.\u00a0februar 2026'
        in html
    )
    assert "Ufullstendig: 1 av 2 kommuner har tall." in html


@pytest.mark.parametrize("page", ["index.html", "5055.html"])
def test_a_page_of_the_sample_says_so_at_the_top_and_when_its_figures_were_collected(folder: Path, page: str) -> None:
    render(folder, Scope(), quiet)
    top, _, _ = (folder / "site" / page).read_text(encoding="utf-8").partition("<main")
    assert "eksempelutvalget" in top
    assert "samlet inn senest 21.\u00a0februar 2026" in top


def test_a_page_of_live_figures_has_the_sources_own_update_times(folder: Path) -> None:
    with duckdb.connect(str(folder / "grunnlag.duckdb")) as con:
        con.execute("update meta.build set origin = 'live'")
    render(folder, Scope(), quiet)
    html = (folder / "site" / "5055.html").read_text(encoding="utf-8")
    assert "eksempelutvalget" not in html
    assert "samlet inn" not in html
    assert "SSB, tabell\u00a007459</a>, oppdatert 21.\u00a0februar 2026" in html


def test_an_indicator_is_defined_in_words_before_the_expression(folder: Path) -> None:
    render(folder, Scope(), quiet)
    html = (folder / "site" / "5055.html").read_text(encoding="utf-8")
    shown = html.partition('id="def-population"')[2].partition("</div>")[0]
    assert shown.index("<p>Alle bosatte 1. januar.</p>") < shown.index("<code>sum(value)</code>")


def test_the_index_lists_the_loaded_sources_and_how_their_codes_are_known(folder: Path) -> None:
    with duckdb.connect(str(folder / "grunnlag.duckdb")) as con:
        con.execute("insert into meta.source by name select 'ssb_1' as source_id, 'SSB, tabell 1' as cited_as")
    render(folder, Scope(), quiet)
    html = (folder / "site" / "index.html").read_text(encoding="utf-8")
    listed = re.findall(r"<tr><th scope=\"row\"><a href=\"https.*?</tr>", html)
    assert [re.sub("(<[^>]*>)+", "|", row).strip("|") for row in listed] == [
        "SSB, KLASS\u00a0128|Sentralitet|–|Delvis antatt",
        "SSB, tabell\u00a007459|Befolkning|samlet inn 21.\u00a0februar 2026|Dokumentert",
    ]


def test_stale_figures_are_marked(folder: Path) -> None:
    with duckdb.connect(str(folder / "grunnlag.duckdb")) as con:
        con.execute("update meta.source set stale_reason = 'The source did not answer.' where number = '07459'")
    render(folder, Scope(), quiet)
    html = (folder / "site" / "5055.html").read_text(encoding="utf-8")
    assert "Eldre tall" in html
    assert "did not answer" not in html


def test_a_withheld_value_is_not_shown_or_replaced_by_an_earlier_one(folder: Path) -> None:
    render(folder, Scope(), quiet)
    assert "Andelen innbyggere som er 80" in (folder / "site" / "5055.html").read_text(encoding="utf-8")
    with duckdb.connect(str(folder / "grunnlag.duckdb")) as con:
        con.execute("""update mart.figure_newest set value = null, symbol = 'withheld', reason = 'Holdt tilbake: få.'
            where indicator_id = 'share_80_plus' and period = '2026'""")
    render(folder, Scope(), quiet)
    html = (folder / "site" / "5055.html").read_text(encoding="utf-8")
    assert "Andelen innbyggere som er 80" not in html
    [mark] = re.findall(r"<li><sup>(\w)</sup> Holdt tilbake: få\.</li>", html)
    assert f'<td>2026</td><td class="n own">–<sup>{mark}</sup></td>' in html


def test_pages_are_shown_only_for_the_same_scope_build_and_code(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not Scope().is_shown(folder)
    render(folder, Scope(), quiet)
    assert Scope().is_shown(folder)
    assert not Scope(counties=("50",)).is_shown(folder)
    monkeypatch.setattr(site, "_code_hash", lambda: "changed")
    assert not Scope().is_shown(folder)


def test_pages_of_an_earlier_build_do_not_count_as_shown(folder: Path) -> None:
    render(folder, Scope(), quiet)
    with duckdb.connect(str(folder / "grunnlag.duckdb")) as con:
        con.execute("update meta.build set state = 'state2'")
    assert not Scope().is_shown(folder)


def test_a_file_of_an_older_grunnlag_is_refused_with_what_to_do(folder: Path) -> None:
    with duckdb.connect(str(folder / "grunnlag.duckdb")) as con:
        con.execute("drop table core.unit")
    with pytest.raises(BadSetting, match="made by an older Grunnlag; run 'grunnlag refresh' first"):
        render(folder, Scope(), quiet)


def test_an_unreadable_made_json_does_not_count_as_shown(folder: Path) -> None:
    render(folder, Scope(), quiet)
    (folder / "site" / "made.json").write_text(json.dumps({})[:1])
    assert not Scope().is_shown(folder)


def test_a_note_from_when_a_scope_had_one_county_only_makes_the_pages_again(folder: Path) -> None:
    render(folder, Scope(counties=("50",)), quiet)
    note = folder / "site" / "made.json"
    made = json.loads(note.read_text(encoding="utf-8"))
    note.write_text(json.dumps(made | {"scope": {"municipality": None, "county": "50"}}), encoding="utf-8")
    assert not Scope(counties=("50",)).is_shown(folder)
    render(folder, Scope(counties=("50",)), quiet)
    assert Scope(counties=("50",)).is_shown(folder)


@pytest.mark.parametrize(
    ("scope", "message"),
    [
        (Scope(counties=("99",)), "There is no county '99' today; there are 03 Oslo, 50 Trøndelag."),
        (Scope(counties=("50", "99")), "There is no county '99' today; there are 03 Oslo, 50 Trøndelag."),
        (Scope(municipality="5099"), "There is no municipality '5099' today; in that county there are 5055 "),
        (Scope(municipality="9999"), "There is no municipality '9999' today; the counties are 03 Oslo, 50 Trøndelag."),
    ],
)
def test_an_unknown_code_is_refused_with_the_known_ones(folder: Path, scope: Scope, message: str) -> None:
    with pytest.raises(UnknownName) as refused:
        scope.check(folder / "grunnlag.duckdb")
    assert str(refused.value).startswith(message)


def test_todays_codes_are_accepted(folder: Path) -> None:
    Scope(municipality="5055").check(folder / "grunnlag.duckdb")
    Scope(counties=("50",)).check(folder / "grunnlag.duckdb")
    Scope().check(folder / "grunnlag.duckdb")
