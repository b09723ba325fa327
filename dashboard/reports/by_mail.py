"""A report, or several in one ZIP, by e-mail. Publishable alone: nobody knows where mail is forwarded and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from dashboard.asking.served import settings
from dashboard.mail.message import Attachment, checked_addresses, composed
from dashboard.mail.sending import check_settings, password_of, send
from dashboard.reports.assembled import Report
from dashboard.reports.file_words import about
from pipelines.errors import QuestionError
from pipelines.figures.results import View

OFFICE = "application/vnd.openxmlformats-officedocument"
MIMES: Mapping[str, str] = {
    "pptx": f"{OFFICE}.presentationml.presentation",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/html",
    "zip": "application/zip",
}
FORMAT = "pdf"  # where nothing else is said: everybody can read it


def check(to: Sequence[str], view: View) -> tuple[str, ...]:
    """To whom, before anything is made. Raises QuestionError or DefinitionError where nothing could be sent."""
    if view != "publishable":
        raise QuestionError(
            f"Only what is publishable leaves by e-mail, not the {view} view. Write a file with -o, and hand it over."
        )
    addresses = checked_addresses(to)
    check_settings(settings().mail)
    return addresses


def mail_report(
    folder: Path, to: Sequence[str], report: Report, name: str, content: bytes
) -> Mapping[str, str]:
    """Send a file of a report; {address that was refused: why} where others took it. Raises UserError otherwise."""
    text = "\n".join(
        line
        for line in (
            f"{report.title}. {report.says}",
            "",
            about(report),
            report.view_notice,
            "Made from invented data: do not cite." if report.is_synthetic else "",
            "",
            f"Attached: {name}",
        )
    )
    return mail_text(
        folder, to, subject_of(report), text, Attachment(name, content, MIMES[name.rpartition(".")[2]])
    )


def subject_of(report: Report) -> str:
    """What it is, of whom, of when."""
    return " · ".join(filter(None, (report.title, report.office, report.period)))


def mail_text(
    folder: Path, to: Sequence[str], subject: str, text: str, attachment: Attachment | None = None
) -> Mapping[str, str]:
    """Send through the office's server, with the password of its folder."""
    office = settings()
    message = composed(office.mail.sender, office.office_name, to, subject, text, attachment)
    return send(message, office.mail, password_of(folder, office.mail))
