"""What every file of a report says of itself."""

from __future__ import annotations

from typing import Any, NamedTuple

from dashboard.charts.spec import SYNTHETIC
from dashboard.exports.files import OURS, say_of_itself
from dashboard.reports.assembled import Report


class Origin(NamedTuple):
    """What a file says of its figures where it is no report of ours."""

    office: str
    period: str
    filters: str
    as_of: str
    build: str
    is_synthetic: bool


def about(report: Report | Origin) -> str:
    """Whose figures, of when, of whom, how new."""
    parts = (report.office, report.period, report.filters, f"Data through {report.as_of}")
    return " · ".join(filter(None, parts))


def about_line(report: Report | Origin) -> str:
    """The same on a page that stands alone: that they are invented, where they are; of which build."""
    parts = (SYNTHETIC if report.is_synthetic else "", about(report), f"Build {report.build}")
    return " · ".join(filter(None, parts))


def first_line(report: Report) -> str:
    """What a page that stands alone says, and the code of the whole report."""
    return with_code(about_line(report), report.code)


def with_code(words: str, code: str) -> str:
    """Words and the code of what they stand below; words alone where it has not left."""
    return " · ".join(filter(None, (words, code and f"Code: {code}")))


def described(properties: Any, report: Report) -> None:
    """What a presentation or a document says of itself."""
    comments = f"{report.view_notice} Build {report.build}."
    say_of_itself(properties, report.title, report.says, comments, report.as_of, report.office or OURS)
