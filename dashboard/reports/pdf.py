"""A report as a tagged PDF (PDF/UA-1), set by typst: a drawing without its words in it would fail the build.

Nothing of a report is markup: all text is handed over as data. The type is Inter, and what Inter has no letters for is
set in what the machine has; where it has none either, boxes stand for them and the report says so.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from importlib import resources
from pathlib import Path
from typing import Any

from dashboard.charts.spec import SYNTHETIC, ChartTable
from dashboard.exports.files import OURS
from dashboard.reports.assembled import Chart, Part, Report
from dashboard.reports.drawings import Draw, drawn
from dashboard.reports.file_words import about, with_code
from dashboard.reports.page import cell_words
from pipelines import data_files

WIDTH = 760  # pixels of a chart: its letters are as large as the text's on a printed page
MOST_COLUMNS, MOST_NAMES = 9, 3  # of a table on one page, and of them those that name its rows
ALT_LETTERS = 2_000  # of a chart's words, which readers hear in one piece
_DATA = "data.json"  # as report.typ calls it
BOX = "□"
NO_FONT = (
    f"A {BOX} stands for a letter that no font of the computer has on which this report was made. With a font that has"
    " it, such as Noto Sans, or as slides or a Word document, it is shown."
)
_NOT_SHOWN = re.compile(r"the text `\"(.+?)\"` could not be displayed")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def pdf(report: Report, draw: Draw | None = None) -> bytes:
    """PDF bytes; the same report gives the same. draw: a chart as SVG, by default the machine's own browser."""
    import typst  # not needed for any other format

    drawings, problem = drawn(report, WIDTH, draw)
    with tempfile.TemporaryDirectory(prefix="report-") as folder, _fonts() as fonts:
        place = Path(folder)
        files = {number: f"chart{number}.svg" for number in drawings}
        for number, svg in drawings.items():
            (place / files[number]).write_text(svg, encoding="utf-8")
        (place / "report.typ").write_text(
            data_files.text("reports/report.typ", "dashboard"), encoding="utf-8"
        )
        data = _data(report, files, problem)
        _put_data(place, data)
        try:
            return _set(place, fonts)
        except typst.TypstError as error:
            strange = _without_a_font(error.diagnostic)
            if not strange:
                raise
            data["remarks"].append(NO_FONT)
            _put_data(place, data)
            for file in (place / _DATA, *place.glob("*.svg")):
                _put_boxes(file, strange)
            return _set(place, fonts)


def _put_data(place: Path, data: Mapping[str, Any]) -> None:
    (place / _DATA).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def _set(place: Path, fonts: Path) -> bytes:
    """The report set. Raises TypstError, for a letter that no font has too: a tagged PDF cannot hold one."""
    import typst

    made = typst.compile(
        str(place / "report.typ"),
        root=str(place),
        font_paths=[str(fonts)],
        pdf_standards=["ua-1"],
        timestamp=0,
    )
    assert isinstance(made, bytes)
    return made


def _without_a_font(diagnostic: str) -> list[str]:
    """The signs that no font of this machine has, longest first: one may be made of several letters."""
    found = {
        _ESCAPED.sub(lambda code: chr(int(code[1], 16)), sign) for sign in _NOT_SHOWN.findall(diagnostic)
    }
    return sorted(found, key=lambda sign: (-len(sign), sign))


def _put_boxes(file: Path, strange: list[str]) -> None:
    text = file.read_text(encoding="utf-8")
    for sign in strange:
        text = text.replace(sign, BOX)
    file.write_text(text, encoding="utf-8")


def _fonts() -> AbstractContextManager[Path]:
    return resources.as_file(resources.files("dashboard").joinpath("assets", "print"))


def _data(report: Report, files: Mapping[int, str], problem: str) -> dict[str, Any]:
    office = report.office or OURS
    numbered = iter(range(len(list(report.exhibits))))
    is_open = report.view == "publishable"
    return {
        "title": report.title,
        "says": report.says,
        "office": office,
        "about": with_code(about(report), report.code),
        "foot": f"{office} · data through {report.as_of} · build {report.build}",
        "synthetic": SYNTHETIC if report.is_synthetic else "",
        "view_notice": report.view_notice,
        "view_notice_on_every_page": "" if is_open else report.view_notice,
        "parts": [_part(part, files, numbered) for part in report.parts],
        "methods": [{"title": one.title, "definition": one.words} for one in report.methods],
        "remarks": [f"Charts stand here as tables. {problem}"] if problem else [],
    }


def _part(part: Part, files: Mapping[int, str], numbered: Iterator[int]) -> dict[str, Any]:
    numbers = [{"title": one.title, "value": one.value, "below": one.below} for one in part.told]
    return {
        "heading": part.heading,
        "says": part.says,
        "lede": part.lede,
        "words": list(part.paragraphs),
        "numbers": numbers,
        "charts": [_chart(chart, files.get(next(numbered), "")) for chart in part.charts],
        "reasons": list(part.reasons),
        "code": with_code("", part.code),
    }


def _chart(chart: Chart, drawing: str) -> dict[str, Any]:
    spec, table = chart.exhibit.spec, chart.exhibit.table
    return {
        "title": chart.title,
        "below": chart.below,
        "drawing": drawing,
        "alt": spec.alt_text[:ALT_LETTERS],
        "notes": list(chart.notes),
        "tables": [_table(one) for one in side_by_side(table)],
    }


def side_by_side(table: ChartTable) -> tuple[ChartTable, ...]:
    """A table as wide as a page holds; of a wider one several, each with the columns that say which row it is."""
    names = next((place for place in range(len(table.columns)) if _is_number(table, place)), 1) or 1
    if len(table.columns) <= MOST_COLUMNS:
        return (table,)
    names = min(names, MOST_NAMES)
    room = MOST_COLUMNS - names
    return tuple(
        ChartTable(
            (*table.columns[:names], *table.columns[first : first + room]),
            tuple((*row[:names], *row[first : first + room]) for row in table.rows),
        )
        for first in range(names, len(table.columns), room)
    )


def _table(table: ChartTable) -> dict[str, Any]:
    columns = range(len(table.columns))
    return {
        "columns": list(table.columns),
        "rows": [[cell_words(value) for value in row] for row in table.rows],
        "numbers": [place for place in columns if _is_number(table, place)],
        "widths": [_width(table, place) for place in columns],
    }


def _width(table: ChartTable, place: int) -> int:
    """How wide a column is beside others: as its longest word needs, wider where it holds sentences."""
    texts = [table.columns[place], *(cell_words(row[place]) for row in table.rows)]
    longest_word = max(len(word) for text in texts for word in text.split() or [""])
    return min(max(longest_word, 6, max(map(len, texts)) // 2), 24)


def _is_number(table: ChartTable, place: int) -> bool:
    return any(isinstance(row[place], int | float) for row in table.rows)
