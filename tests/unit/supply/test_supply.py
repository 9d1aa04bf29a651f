"""The checks of the packages: an unlisted licence and a known vulnerability fail, and an audit that was not done is said."""

from runpy import run_path
from typing import Any

import pytest

from tests.flow.shell import ROOT

LICENCES = run_path(str(ROOT / ".ci" / "licences.py"))
VULNERABILITIES = run_path(str(ROOT / ".ci" / "vulnerabilities.py"))


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("Artistic OR GNU General Public License (GPL)", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("none named", False),
    ],
)
def test_a_licence_is_allowed_if_one_alternative_of_each_part_is(licence: str, allowed: bool) -> None:
    assert LICENCES["is_allowed"](licence) is allowed


def test_the_list_of_licences_is_current() -> None:
    assert (ROOT / "docs" / "licences.md").read_text(encoding="utf-8") == LICENCES["page"]()


@pytest.mark.parametrize(
    ("entries", "says", "fails"),
    [
        ("no connection", "Known vulnerabilities were not audited: no connection.", False),
        (
            [{"name": "a", "skip_reason": "unknown"}],
            "Known vulnerabilities were not audited: the service knows none of",
            False,
        ),
        (
            [{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": ""}],
            "1 of 2 packages were audited",
            False,
        ),
        ([{"name": "a", "version": "1", "vulns": [{"id": "CVE-1"}]}], "Known vulnerabilities: a 1: CVE-1;", True),
    ],
)
def test_only_a_known_vulnerability_fails_and_a_missing_audit_is_said(entries: Any, says: str, fails: bool) -> None:
    said, failed = VULNERABILITIES["verdict"](entries)
    assert (said.startswith(says), failed) == (True, fails)
