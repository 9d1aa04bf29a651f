"""The feed and the page of what changed."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from publish.data.feed import LISTS, SHOWN, feed
from publish.data.pages import changes_page
from warehouse.read_data import ChangeFound

NOW = datetime(2026, 11, 27, 22, 30)  # noqa: DTZ001 - as DuckDB gives it
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = ["<script>alert(1)</script>", '"quoted" & more', "=1+1", "\u202eHeim", "a\x00\x0bb\ufffe", "\n"]


def change(**other: str) -> ChangeFound:
    plain = {"list": "new_figures", "subject": "population", "title": "Folketall", "words": "Nye tall for 2026."}
    return ChangeFound(NOW, **{**plain, **other})


def test_a_feed_has_what_atom_asks_for() -> None:
    root = ElementTree.fromstring(feed([change(), change(subject="share"), change(list="changed_areas")], NOW))
    assert root.tag == f"{ATOM}feed"
    everything = [root, *root.findall(f"{ATOM}entry")]
    ids = [str(part.findtext(f"{ATOM}id")) for part in everything]
    assert len(set(ids)) == len(everything) == 4
    assert all(urlsplit(id_).scheme == "urn" and " " not in id_ for id_ in ids)
    for part in everything:
        assert part.findtext(f"{ATOM}title")
        assert datetime.fromisoformat(str(part.findtext(f"{ATOM}updated"))) == NOW.replace(tzinfo=UTC)
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Grunnlag"
    assert all(entry.findtext(f"{ATOM}content") for entry in everything[1:])


def test_a_feed_without_changes_is_as_old_as_the_build() -> None:
    root = ElementTree.fromstring(feed([], NOW))
    assert root.findtext(f"{ATOM}updated") == "2026-11-27T22:30:00+00:00"
    assert root.findall(f"{ATOM}entry") == []


def test_a_change_keeps_its_id_when_others_come_before_it() -> None:
    newer = ChangeFound(NOW + timedelta(days=1), "new_figures", "population", "Folketall", "Nye tall for 2027.")
    ids = [entry.findtext(f"{ATOM}id") for entry in ElementTree.fromstring(feed([newer, change()], NOW))[5:]]
    (alone,) = ElementTree.fromstring(feed([change()], NOW))[5:]
    assert ids[1] == alone.findtext(f"{ATOM}id")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_in_the_feed(text: str) -> None:
    entry = ElementTree.fromstring(feed([change(title=text, words=text, subject=text)], NOW)).find(f"{ATOM}entry")
    assert entry is not None
    shown = text.replace("\x00", "\ufffd").replace("\x0b", "\ufffd").replace("\ufffe", "\ufffd")
    assert entry.findtext(f"{ATOM}content") == shown


def test_hostile_text_is_text_on_the_page() -> None:
    page = changes_page([change(title=HOSTILE[0], words=HOSTILE[1])])
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_page_has_five_lists_with_the_day_in_oslo_and_an_end() -> None:
    page = changes_page([change(subject=str(number)) for number in range(SHOWN + 5)])
    assert all(f"<h2>{title}</h2>" in page for title in LISTS.values())
    assert page.count("<li>") == SHOWN
    assert "27.\u00a0november 2026" in page
    assert page.count("Ingen siden") == 4
