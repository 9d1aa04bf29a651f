"""Writes a workbook: every figure in full precision, and the same bytes each time."""

from collections.abc import Iterator
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

SHEET = "Ark1"
SAVED = "2026-11-23T07:00:00Z"

Row = tuple[str | float | None, ...]

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FORMAT = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(rows: list[Row], sheet: str = SHEET) -> bytes:
    """Return the bytes of a workbook with these rows in its only sheet; a cell of None is empty."""
    return workbook_of({sheet: rows})


def workbook_of(sheets: dict[str, list[Row]]) -> bytes:
    """Return the bytes of a workbook with these rows in each sheet."""
    every = [row for rows in sheets.values() for row in rows]
    strings = {text: number for number, text in enumerate(dict.fromkeys(_texts(every)))}
    parts = _frame(list(sheets))
    for number, rows in enumerate(sheets.values(), 1):
        extent = f"A1:{_column(max(map(len, rows), default=1) - 1)}{max(len(rows), 1)}"
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><dimension ref="{extent}"/>'
            f"<sheetData>{_cells(rows, strings)}</sheetData></worksheet>"
        )
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{"".join(map(_string, strings))}</sst>'
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(ZipInfo(name), _HEAD + xml, ZIP_DEFLATED)  # a bare ZipInfo has a fixed time stamp
    return file.getvalue()


def _texts(rows: list[Row]) -> Iterator[str]:
    return (cell for row in rows for cell in row if isinstance(cell, str))


def _string(text: str) -> str:
    return f'<si><t xml:space="preserve">{escape(text)}</t></si>'


def _cells(rows: list[Row], strings: dict[str, int]) -> str:
    return "".join(
        f'<row r="{number}">{"".join(_cell(place, number, cell, strings) for place, cell in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
    )


def _cell(place: int, row: int, cell: str | float | None, strings: dict[str, int]) -> str:
    if cell is None:
        return ""
    where = f"{_column(place)}{row}"
    if isinstance(cell, str):
        return f'<c r="{where}" t="s"><v>{strings[cell]}</v></c>'
    return f'<c r="{where}"><v>{cell!r}</v></c>'


def _column(place: int) -> str:
    return chr(ord("A") + place)


def _frame(sheets: list[str]) -> dict[str, str]:
    """Return file name -> XML of the parts that describe the package: types, relationships, sheets, save time."""
    numbers = range(1, len(sheets) + 1)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_FORMAT}.worksheet+xml"/>'
        for number in numbers
    )
    named = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in zip(numbers, sheets, strict=True)
    )
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_FORMAT}.sheet.main+xml"/>'
            f"{overrides}"
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_FORMAT}.sharedStrings+xml"/>'
            '<Override PartName="/docProps/core.xml" '
            'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
        ),
        "_rels/.rels": _related(
            (f"{_RELATIONS}/officeDocument", "xl/workbook.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "xl/workbook.xml": (f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{named}</sheets></workbook>'),
        "xl/_rels/workbook.xml.rels": _related(
            *((f"{_RELATIONS}/worksheet", f"worksheets/sheet{number}.xml") for number in numbers),
            (f"{_RELATIONS}/sharedStrings", "sharedStrings.xml"),
        ),
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{SAVED}</dcterms:modified></cp:coreProperties>'
        ),
    }


def _related(*targets: tuple[str, str]) -> str:
    links = (f'<Relationship Id="rId{n}" Type="{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets, 1))
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(links)}</Relationships>'
