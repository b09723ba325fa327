"""Small workbooks made in code: no kept library writes XLS, and none writes the quirks of XLS or ODS."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

import openpyxl

MERGES = list[tuple[int, int, int, int]]  # first row, last row, first column, last column, from 0
FORMATS = {"General": 0, "0%": 9, "yyyy-mm-dd": 164, "00000": 165, "h:mm": 20, "yyyy-mm-dd hh:mm": 166}


@dataclass(frozen=True)
class Shown:
    """A number and its number format."""

    value: float
    number_format: str


@dataclass(frozen=True)
class Error:
    """An error cell: its text and Excel's number for it."""

    text: str = "#N/A"
    code: int = 0x2A


@dataclass
class SheetOf:
    """A sheet's rows and what stands beside them."""

    rows: list[list[object]]
    name: str = "Log"
    is_hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    merges: MERGES = field(default_factory=list)


# --- XLS: the records of BIFF8 in a compound file ---


def xls(*sheets: SheetOf, from_1904: bool = False, extra: bytes = b"", parts: tuple[str, ...] = ()) -> bytes:
    """An Excel 97 workbook. `extra` are more records about the workbook, `parts` more parts of the container."""
    streams = [_sheet_records(sheet, from_1904) for sheet in sheets]
    opening = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6)) + _record(
        0x42, struct.pack("<H", 1200)
    )
    opening += extra + _record(0x22, struct.pack("<H", from_1904))
    for text, number in FORMATS.items():
        if number >= 164:
            opening += _record(0x41E, struct.pack("<H", number) + _text(text))
    opening += _record(0xE0, struct.pack("<HHH", 0, 0, 0xFFF5) + bytes(14))
    for number in FORMATS.values():
        opening += _record(0xE0, struct.pack("<HHH", 0, number, 1) + bytes(14))
    names = [_text(sheet.name)[:1] + _text(sheet.name)[2:] for sheet in sheets]
    at = len(opening) + sum(4 + 6 + len(name) for name in names) + 4
    for sheet, stream, name in zip(sheets, streams, names, strict=True):
        opening += _record(0x85, struct.pack("<IBB", at, sheet.is_hidden, 0) + name)
        at += len(stream)
    return _container(opening + _record(0x0A) + b"".join(streams), parts)


def _record(code: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", code, len(data)) + data


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _sheet_records(sheet: SheetOf, from_1904: bool) -> bytes:
    out = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
    for column in sheet.hidden_columns:
        out += _record(0x7D, struct.pack("<HHHHHH", column, column, 2000, 1, 1, 0))
    for row in sheet.hidden_rows:
        out += _record(0x208, struct.pack("<HHHHHHI", row, 0, 10, 255, 0, 0, 0x20))
    for row, cells in enumerate(sheet.rows):
        for column, value in enumerate(cells):
            out += _cell(row, column, value, from_1904)
    if sheet.merges:
        ranges = b"".join(struct.pack("<HHHH", *one) for one in sheet.merges)
        out += _record(0xE5, struct.pack("<H", len(sheet.merges)) + ranges)
    return out + _record(0x0A)


def _cell(row: int, column: int, value: object, from_1904: bool) -> bytes:
    shown_as = "General"
    if value is None or value == "":
        return b""
    if isinstance(value, Error | bool):
        is_error = isinstance(value, Error)
        data = struct.pack("<BB", value.code if isinstance(value, Error) else value, is_error)
        return _record(0x205, struct.pack("<HHH", row, column, 1) + data)
    if isinstance(value, dt.date):
        moment = value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)
        shown_as = "yyyy-mm-dd hh:mm" if isinstance(value, dt.datetime) else "yyyy-mm-dd"
        zero = dt.datetime(1904, 1, 1) if from_1904 else dt.datetime(1899, 12, 30)
        value = (moment - zero) / dt.timedelta(days=1)
    if isinstance(value, Shown):
        shown_as, value = value.number_format, value.value
    style = 1 + list(FORMATS).index(shown_as)
    if isinstance(value, int | float):
        return _record(0x203, struct.pack("<HHHd", row, column, style, value))
    return _record(0x204, struct.pack("<HHH", row, column, style) + _text(str(value)))


def _container(stream: bytes, parts: tuple[str, ...]) -> bytes:
    """A compound file ([MS-CFB]): one sector of allocation, one or more of directory, then the stream."""
    stream = stream.ljust(4096, b"\0")
    stream += bytes(-len(stream) % 512)
    sectors = len(stream) // 512
    directory = _entry("Root Entry", 5, child=1)
    directory += _entry("Workbook", 2, start=2, size=len(stream), right=2 if parts else -1)
    for number, part in enumerate(parts, start=3):
        directory += _entry(part, 1, right=number if number < 2 + len(parts) else -1)
    directory = directory.ljust(512, b"\0")
    assert len(directory) == 512, "at most two more parts"
    assert sectors + 2 <= 128, "at most 63 KB"
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    allocation = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0)
    return head.ljust(512, b"\xff") + allocation + directory + stream


def _entry(name: str, kind: int, *, start: int = 0, size: int = 0, child: int = -1, right: int = -1) -> bytes:
    encoded = name.encode("utf-16-le")
    out = encoded.ljust(64, b"\0") + struct.pack("<HBBiii", len(encoded) + 2, kind, 1, -1, right, child)
    return out + bytes(36) + struct.pack("<III", start, size, 0)


# --- XLSB: records of [MS-XLSB] in a zip ---


def xlsb(*sheets: SheetOf, from_1904: bool = False, **parts: bytes) -> bytes:
    """A binary workbook; `parts` beside it (a__b = a/b)."""
    formats = [*FORMATS]
    custom = b"".join(
        _part(44, struct.pack("<H", number) + _wide(text))
        for text, number in FORMATS.items()
        if number >= 164
    )
    styles = _part(278) + _part(615, struct.pack("<I", 3)) + custom + _part(616)
    styles += _part(617, struct.pack("<I", len(formats)))
    for text in formats:
        styles += _part(47, struct.pack("<HHHHHBBI", 0, FORMATS[text], 0, 0, 0, 0, 0, 0)[:16])
    styles += _part(618) + _part(279)
    used = {
        cell.number_format for one in sheets for row in one.rows for cell in row if isinstance(cell, Shown)
    }
    if "00000" not in used:
        styles = styles.replace(_wide("00000"), _wide("#####"))
    book = _part(131) + _part(153, struct.pack("<III", from_1904, 0, 0)) + _part(143)
    links = ""
    for number, one in enumerate(sheets, start=1):
        book += _part(
            156, struct.pack("<II", one.is_hidden, number) + _wide(f"rId{number}") + _wide(one.name)
        )
        links += (
            f'<Relationship Id="rId{number}" Target="worksheets/sheet{number}.bin" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.bin", book + _part(144) + _part(132))
        file.writestr("xl/styles.bin", styles)
        file.writestr(
            "xl/_rels/workbook.bin.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{links}</Relationships>",
        )
        for number, one in enumerate(sheets, start=1):
            file.writestr(f"xl/worksheets/sheet{number}.bin", _xlsb_sheet(one, from_1904))
        for name, data in parts.items():
            file.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def _part(code: int, data: bytes = b"") -> bytes:
    """A record: its code and its length in groups of seven bits, then its data."""
    head = bytes([code]) if code < 128 else bytes([code & 0x7F | 0x80, code >> 7])
    length, more = len(data), b""
    while length > 127:
        more += bytes([length & 0x7F | 0x80])
        length >>= 7
    return head + more + bytes([length]) + data


def _wide(text: str) -> bytes:
    encoded = text.encode("utf-16-le")
    return struct.pack("<I", len(encoded) // 2) + encoded


def _xlsb_sheet(sheet: SheetOf, from_1904: bool) -> bytes:
    width = max((len(row) for row in sheet.rows), default=1)
    out = (
        _part(129)
        + _part(148, struct.pack("<IIII", 0, max(len(sheet.rows) - 1, 0), 0, width - 1))
        + _part(145)
    )
    for row, cells in enumerate(sheet.rows):
        hidden = 0x10 if row in sheet.hidden_rows else 0
        out += _part(0, struct.pack("<IIHBBBI", row, 0, 300, 0, hidden, 0, 0))
        for column, value in enumerate(cells):
            out += _xlsb_cell(column, value, from_1904)
    return out + _part(146) + _part(130)


def _xlsb_cell(column: int, value: object, from_1904: bool) -> bytes:
    shown_as = "General"
    if value is None or value == "":
        return b""
    if isinstance(value, dt.date):
        moment = value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)
        shown_as = "yyyy-mm-dd hh:mm" if isinstance(value, dt.datetime) else "yyyy-mm-dd"
        zero = dt.datetime(1904, 1, 1) if from_1904 else dt.datetime(1899, 12, 30)
        value = (moment - zero) / dt.timedelta(days=1)
    if isinstance(value, Shown):
        shown_as, value = value.number_format, value.value
    cell = struct.pack("<II", column, [*FORMATS].index(shown_as))
    if isinstance(value, Error):
        return _part(3, cell + bytes([value.code]))
    if isinstance(value, bool):
        return _part(4, cell + bytes([value]))
    if isinstance(value, int | float):
        return _part(5, cell + struct.pack("<d", value))
    return _part(6, cell + _wide(str(value)))


# --- XLSX, by openpyxl ---


def strict(workbook: bytes) -> bytes:
    """The same workbook as Excel saves a “Strict Open XML Spreadsheet”: its elements named by other addresses."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            for kind in (b"spreadsheetml", b"officeDocument", b"drawingml"):
                usual = b"http://schemas.openxmlformats.org/" + kind + b"/2006/"
                text = text.replace(usual, b"http://purl.oclc.org/ooxml/" + kind + b"/")
            new.writestr(part, text)
    return out.getvalue()


def xlsx(*sheets: SheetOf) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for one in sheets:
        sheet = book.create_sheet(one.name)
        sheet.sheet_state = "hidden" if one.is_hidden else "visible"
        for row, cells in enumerate(one.rows, start=1):
            for column, value in enumerate(cells, start=1):
                cell = sheet.cell(row, column)
                cell.value = (
                    value.value
                    if isinstance(value, Shown)
                    else value.text
                    if isinstance(value, Error)
                    else value
                )
                if isinstance(value, str):
                    cell.data_type = "s"  # a text, also where it begins like a formula
                if isinstance(value, Shown):
                    cell.number_format = value.number_format
        for row in one.hidden_rows:
            sheet.row_dimensions[row + 1].hidden = True
        for column in one.hidden_columns:
            sheet.column_dimensions["ABCDEFG"[column]].hidden = True
        for first_row, last_row, first, last in one.merges:
            sheet.merge_cells(
                start_row=first_row + 1, end_row=last_row + 1, start_column=first + 1, end_column=last + 1
            )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# --- ODS ---

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)
SPACES += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"


def ods(*sheets: SheetOf, mimetype: bytes = SPREADSHEET, before: str = "", **parts: bytes) -> bytes:
    """An OpenDocument workbook; `before` stands in front of the document, `parts` beside it (a__b = a/b)."""
    styles = (
        '<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    body = "".join(_ods_sheet(sheet) for sheet in sheets)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {SPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{body}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return ods_with(content, mimetype, **parts)


def ods_with(content: str, mimetype: bytes = SPREADSHEET, **parts: bytes) -> bytes:
    """An OpenDocument file with this content.xml."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", mimetype)
        file.writestr("content.xml", content)
        for name, data in parts.items():
            file.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def content_of(workbook: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as file:
        return file.read("content.xml").decode()


def _ods_sheet(sheet: SheetOf) -> str:
    style = ' table:style-name="hidden"' if sheet.is_hidden else ""
    columns = "".join(
        f"<table:table-column{_hidden(column in sheet.hidden_columns)}/>" for column in range(20)
    )
    rows = "".join(
        f"<table:table-row{_hidden(number in sheet.hidden_rows)}>"
        + "".join(_ods_cell(value, _spans(sheet.merges, number, at)) for at, value in enumerate(cells))
        + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        for number, cells in enumerate(sheet.rows)
    )
    last = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    return f"<table:table table:name={quoteattr(sheet.name)}{style}>{columns}{rows}{last}</table:table>"


def _hidden(is_hidden: bool) -> str:
    return ' table:visibility="collapse"' if is_hidden else ""


def _spans(merges: MERGES, row: int, column: int) -> str:
    for first_row, last_row, first, last in merges:
        if (first_row, first) == (row, column):
            down, right = last_row - first_row + 1, last - first + 1
            return f' table:number-rows-spanned="{down}" table:number-columns-spanned="{right}"'
    return ""


def _ods_cell(value: object, spans: str = "") -> str:
    if value is None or value == "":
        return f"<table:table-cell{spans}/>"
    if isinstance(value, Error):
        kind = 'office:value-type="string" calcext:value-type="error" table:formula="of:=NA()"'
        shown = value.text
    elif isinstance(value, bool):
        kind, shown = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"', str(value)
    elif isinstance(value, dt.datetime):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        shown = value.strftime("%m/%d/%y %H:%M")
    elif isinstance(value, dt.date):
        kind, shown = f'office:value-type="date" office:date-value="{value}"', value.strftime("%m/%d/%y")
    elif isinstance(value, dt.timedelta):
        hours, rest = divmod(int(value.total_seconds()), 3600)
        kind = f'office:value-type="time" office:time-value="PT{hours:02}H{rest // 60:02}M{rest % 60:02}S"'
        shown = "some hours"
    elif isinstance(value, Shown):
        percent = "%" in value.number_format
        kind = f'office:value-type="{"percentage" if percent else "float"}" office:value="{value.value}"'
        shown = f"{value.value:.0%}" if percent else f"{value.value:0{len(value.number_format)}.0f}"
    elif isinstance(value, int | float):
        kind, shown = f'office:value-type="float" office:value="{value}"', f"{value:.2f}"
    else:
        kind, shown = 'office:value-type="string"', str(value)
    lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in shown.split("\n"))
    return f"<table:table-cell {kind}{spans}>{lines}</table:table-cell>"


def _spaced(line: str) -> str:
    """Several blanks in a row are an element in ODF, as are those at the ends."""
    return escape(line).replace(" ", "<text:s/>").replace("\t", "<text:tab/>")
