"""Which reader reads which format; a ZIP of ours is read file by file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from dashboard.reports.verifying import found, limits, plain_files
from dashboard.reports.verifying.found import Found
from pipelines.errors import QuestionError
from pipelines.figures import wording

_MOST_INSIDE = 200  # files of a ZIP


def _slides(content: bytes) -> Found:
    from dashboard.reports.verifying import slides

    return slides.read(content)


def _paper(content: bytes) -> Found:
    from dashboard.reports.verifying import paper

    return paper.read(content)


def _book(content: bytes) -> Found:
    from dashboard.reports.verifying import book

    return book.read(content)


def _pdf(content: bytes) -> Found:
    from dashboard.reports.verifying import pdf_pages  # brings a library; not needed for any other format

    return pdf_pages.read(content)


def _zip(content: bytes) -> Found:
    parts = limits.Parts(content)
    names = [name for name in parts.names if _ending(name) in _READERS and _ending(name) != "zip"]
    if len(names) > _MOST_INSIDE:
        raise limits.FileRefused(f"The ZIP holds {len(names):,} files; {_MOST_INSIDE} are the most.")
    read = [
        found.inside(PurePath(name).name[:80], reading(parts.read(name), _ending(name)))
        for name in sorted(names)
    ]
    return Found(tuple(p for one in read for p in one.places), tuple(r for one in read for r in one.remarks))


_READERS: dict[str, Callable[[bytes], Found]] = {
    "pptx": _slides,
    "docx": _paper,
    "xlsx": _book,
    "pdf": _pdf,
    "html": plain_files.read_html,
    "csv": plain_files.read_csv,
    "svg": plain_files.read_svg,
    "png": plain_files.read_png,
    "zip": _zip,
}
FORMATS = tuple(_READERS)


def _ending(name: str) -> str:
    return PurePath(name).suffix.lower().lstrip(".")


def format_of(name: str) -> str:
    """The format a file's name says. Raises QuestionError for one that is not read."""
    ending = {"htm": "html", "pptm": "pptx", "docm": "docx", "xlsm": "xlsx"}.get(_ending(name), _ending(name))
    if ending not in _READERS:
        raise QuestionError(
            f"A file that ends with {'.' + ending[:12] if ending else 'nothing'} cannot be verified."
            f" It may be one of: {wording.listed(FORMATS, 'or')}."
        )
    return ending


def reading(content: bytes, ending: str) -> Found:
    """What a reader finds in a file of that format. Raises FileRefused for one that cannot be read, or is too much."""
    limits.check_size(content)
    return _READERS[ending](content)
