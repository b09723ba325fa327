"""The formats a report leaves in, by the ending of its file; every one from the same figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path

from dashboard.charts.spec import Exhibit
from dashboard.exports import formats as export_formats
from dashboard.exports import table_csv
from dashboard.exports.brand import HOUSE_BRAND, Brand
from dashboard.exports.file_names import view_and_day
from dashboard.exports.files import packed
from dashboard.reports.assembled import Report
from dashboard.reports.library import name_of
from pipelines.errors import UserError, disk_said
from pipelines.figures import wording
from pipelines.private_files import private_files
from pipelines.whole_files import whole

# ending -> what writes it, loaded when needed: each brings a library of its own
_WRITERS = {
    "pptx": ("dashboard.reports.slides", "pptx"),
    "docx": ("dashboard.reports.document", "docx"),
    "pdf": ("dashboard.reports.pdf", "pdf"),
    "xlsx": ("dashboard.reports.workbook", "xlsx"),
    "html": ("dashboard.reports.page", "html"),
    "zip": ("dashboard.reports.formats", "bundle"),
}
FORMATS = tuple(_WRITERS)
_IN_BRAND = ("pptx", "docx", "xlsx")  # those that have a look of the school's
NAMES: Mapping[str, str] = {
    "pptx": "Slides (PPTX)",
    "docx": "Document (DOCX)",
    "pdf": "PDF",
    "xlsx": "Workbook (XLSX)",
    "html": "Web page (HTML)",
    "zip": "Each chart apart (ZIP)",
}
PICTURES = ("png", "svg")
Picture = Callable[[Exhibit, str], bytes]


def rendered(report: Report, ending: str, brand: Brand = HOUSE_BRAND) -> bytes:
    """The report as a file of one of FORMATS. brand: the look of slides, documents and workbooks.

    Raises UserError for another format.
    """
    kind = ending.lower().lstrip(".")
    if kind not in _WRITERS:
        raise UserError(
            f"A report has no format called {ending!r}. Choose one of: {wording.listed(FORMATS, 'or')}."
        )
    module, function = _WRITERS[kind]
    writer: Callable[..., bytes] = getattr(import_module(module), function)
    return writer(report, brand) if kind in _IN_BRAND else writer(report)


def bundle(report: Report, picture: Picture = export_formats.render) -> bytes:
    """A ZIP: every chart apart, as CSV, PNG and SVG with its whole face; the numbers; what is not there and why."""
    files: dict[str, bytes] = {}
    missing = list(report.left_out)
    for place, chart in enumerate(report.exhibits, start=1):
        named = f"{place:02}-{name_of(chart.key)}"
        files[f"{named}.csv"] = table_csv.render(chart.exhibit)
        for kind in () if chart.is_table else PICTURES:
            try:
                files[f"{named}.{kind}"] = picture(chart.exhibit, kind)
            except UserError as error:  # of one browser for all of them: said once
                missing.append(error.message)
    numbers = [
        (part.heading, number.title, number.value, number.below)
        for part in report.parts
        for number in part.told
    ]
    face = (
        ("View", report.view_notice),
        ("Period", report.period),
        ("Filters", report.filters),
        ("Build", report.build),
        ("Code", report.code),
    )
    files["00-numbers.csv"] = table_csv.table(("Part", "Figure", "Value", "How sure"), numbers, face)
    if missing:
        files["not-shown.txt"] = "\n".join(dict.fromkeys(missing)).encode()
    return packed(sorted(files.items()))


def stem(report: Report, about: str = "") -> str:
    """A name people can read: "term-report-college-of-business-2026-11-18"; a view that is not publishable is in it."""
    named = (name_of(report.title), name_of(about) if about else "")
    return "-".join(filter(None, (*named, *view_and_day(report.view, report.as_of))))


def file_name(report: Report, ending: str, about: str = "") -> str:
    """What the file of a report is called in one format."""
    return f"{stem(report, about)}.{ending}"


def write(content: bytes, path: Path, *, is_private: bool = False) -> None:
    """Write a file whole or not at all. Raises UserError where it cannot be written.

    is_private: for its owner alone, as whatever has names in it is.
    """
    with disk_said(), private_files() if is_private else nullcontext():
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole(path) as place:
            place.write_bytes(content)
