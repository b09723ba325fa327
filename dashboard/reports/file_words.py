"""What every file of a report says of itself."""

from __future__ import annotations

from typing import Any

from dashboard.charts.spec import SYNTHETIC
from dashboard.exports.words import day_of
from dashboard.reports.assembled import Report


def about_line(report: Report) -> str:
    """Whose figures, of when, of whom, how new, of which build; that they are invented, where they are."""
    parts = (
        SYNTHETIC if report.is_synthetic else "",
        report.office,
        report.period,
        report.filters,
        f"Data through {report.as_of}",
        f"Build {report.build}",
    )
    return " · ".join(filter(None, parts))


def described(about: Any, report: Report) -> None:
    """What a presentation or a document says of itself."""
    about.title, about.subject = report.title[:250], report.says[:250]
    about.comments = f"{report.view_notice} Build {report.build}."[:250]
    about.author = about.last_modified_by = report.office[:250] or "Career Conversations"
    about.created = about.modified = day_of(report.as_of)
    about.revision = 1
