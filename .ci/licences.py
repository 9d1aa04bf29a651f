"""Check the licences of the packages that Grunnlag runs with; with --write, list them in docs/licences.md."""

import re
import sys
from collections import defaultdict
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIST = ROOT / "docs" / "licences.md"
ALLOWED = {
    "0BSD", "Apache-2.0", "Artistic", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT", "MIT-0",
    "MIT-CMU", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Zlib",
}  # fmt: skip
SPELT = {
    "Apache Software License": "Apache-2.0", "Artistic License": "Artistic", "BSD License": "BSD", "MIT License": "MIT",
    "ISC License (ISCL)": "ISC", "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "SIL Open Font License 1.1 (OFL-1.1)":
    "OFL-1.1", "Python Software Foundation License": "PSF-2.0",
}  # fmt: skip
"""What packages' classifiers say -> the short name, by SPDX where it has one."""
HEAD = """# Licences of the packages

These packages are installed with Grunnlag (`requirements.lock`); none is part of this repository. The licences are those in
the packages' own metadata: `OR` leaves the choice to us, `AND` means that the parts of a package have different ones.
`make check` fails for a licence that `.ci/licences.py` does not allow. `make licences` writes this page.

| Licence | Packages |
|---|---|"""


def locked() -> tuple[list[str], list[str]]:
    """Return the packages with one version for all machines, and those that depend on the system or on Python."""
    lines = re.findall(r"^([a-z0-9.-]+)==(.*)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    some = {name for name, rest in lines if ";" in rest}
    return sorted({name for name, _ in lines} - some), sorted(some)


def licence_of(package: str) -> str | None:
    """Return a package's licence as an SPDX expression; None if the package is not installed."""
    try:
        known = metadata(package)
    except PackageNotFoundError:
        return None
    named = {each.rsplit(" :: ", 1)[-1] for each in known.get_all("Classifier") or [] if each.startswith("License :: ")}
    spelt = " OR ".join(sorted(SPELT.get(each, each) for each in named - {"OSI Approved"}))
    return known["License-Expression"] or spelt or (known["License"] or "none named").splitlines()[0]


def is_allowed(licence: str) -> bool:
    """Return whether one alternative of each part is allowed."""
    return all(ALLOWED & set(part.strip("()").split(" OR ")) for part in licence.split(" AND "))


def page() -> str:
    """Return the list for readers."""
    always, some = locked()
    rows = defaultdict(list)
    for package in always:
        rows[licence_of(package) or "not installed"].append(package)
    lines = [f"| {licence} | {', '.join(packages)} |" for licence, packages in sorted(rows.items())]
    others = f"Checked, but not listed, because they depend on the system or on Python: {', '.join(some)}."
    return "\n".join([HEAD, *lines, "", others, ""])


def main() -> None:
    """Write the list, or check it and the licences."""
    if sys.argv[1:] == ["--write"]:
        LIST.write_text(page(), encoding="utf-8")
        return
    licences = {package: licence_of(package) for names in locked() for package in names}
    odd = [f"{package} ({licence})" for package, licence in licences.items() if licence and not is_allowed(licence)]
    if odd:
        sys.exit(
            f"These licences are not allowed in .ci/licences.py: {', '.join(odd)}; read them, or do without the package."
        )
    if page() != LIST.read_text(encoding="utf-8"):
        sys.exit("docs/licences.md does not fit the packages; run 'make licences'.")


if __name__ == "__main__":
    main()
