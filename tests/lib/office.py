"""Conversion of Office files by LibreOffice, where it is installed, and the text of PDF files."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
PDFTOTEXT = shutil.which("pdftotext")


def to_pdf(file: Path) -> Path:
    """Return the file as LibreOffice converts it; skip the test where LibreOffice is missing."""
    if not SOFFICE:
        pytest.skip("LibreOffice is not installed, so the file is not converted.")
    profile = f"-env:UserInstallation=file://{file.parent / 'profile'}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(file.parent), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return file.with_suffix(".pdf")


def words_of(pdf: Path, page: int | None = None) -> str:
    """Return the text of a PDF, or of one page, without spaces and line breaks; skip the test where poppler is missing."""
    if not PDFTOTEXT:
        pytest.skip("poppler's pdftotext is not installed, so the text of the PDF is not read.")
    pages = ["-f", str(page), "-l", str(page)] if page else []
    read = subprocess.run([PDFTOTEXT, "-raw", *pages, str(pdf), "-"], check=True, capture_output=True, timeout=600)
    return joined(read.stdout.decode())


def joined(text: str) -> str:
    """Return a text without spaces, line breaks, and marks of direction."""
    return re.sub(r"[\s\u00ad\u200b\u200e\u200f\u2066-\u2069]+", "", text)


def pages_of(pdf: Path) -> int:
    """Return the number of pages of a PDF that LibreOffice wrote."""
    return len(re.findall(rb"/Type/Page\b", pdf.read_bytes()))
