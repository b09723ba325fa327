"""The week's follow-through as one e-mail: counts, first names, links. Plain text and HTML; sent from nowhere here.

Confidential: it names students. Outside text is escaped; there are no scripts, pictures or remote parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from textwrap import shorten
from urllib.parse import quote, urlencode

from dashboard.charts.spec import SYNTHETIC
from dashboard.people.counted_rows import CONFIDENTIAL
from dashboard.people.lists import FIRST, Item, ListKind, about, counts, since_when
from pipelines.figures import wording

FORMATS = {"eml": "message/rfc822", "html": "text/html", "txt": "text/plain"}
_BOUNDARY = "career-conversations-digest"
_TEXT = "font-family:system-ui,'Segoe UI',Helvetica,Arial,sans-serif;color:#0B1220;font-size:15px;line-height:1.45"
_QUIET = "color:#5A6675;font-size:13px"
_CELL = "padding:4px 14px 4px 0;border-bottom:1px solid #DDE3EA;vertical-align:top"


@dataclass(frozen=True)
class Digest:
    """What one digest says. kinds: the lists, in order. lists: what still stands on each.

    address: where the dashboard is found. filters: whom it is about, in words; asked: the same as the address has it.
    as_of: the newest date in the data.
    """

    kinds: Sequence[ListKind]
    lists: Mapping[str, Sequence[Item]]
    day: date
    as_of: date | None
    address: str
    office: str = ""
    filters: str = "Everyone"
    asked: tuple[tuple[str, str], ...] = ()
    period: str = "All dates"
    is_synthetic: bool = False

    @property
    def subject(self) -> str:
        who = f"Follow-through at {self.office}" if self.office else "Follow-through"
        return _line(f"{who}, {wording.day(self.day)}")


def _sections(digest: Digest) -> Iterator[tuple[ListKind, Sequence[Item], int]]:
    """(list, its first items, how many more) of every list that has something on it."""
    for kind in digest.kinds:
        items = digest.lists.get(kind.id, ())
        if items:
            yield kind, items[:FIRST], max(0, len(items) - FIRST)


def _list_link(digest: Digest, kind: ListKind) -> str:
    return f"{digest.address.rstrip('/')}/follow_through?{urlencode([('list', kind.id), *digest.asked])}"


def _student_link(digest: Digest, item: Item) -> str:
    return f"{digest.address.rstrip('/')}/student?student={quote(item.student_id, safe='')}"


def _foot(digest: Digest) -> list[str]:
    counted = f"Counted to {wording.day(digest.as_of)}" if digest.as_of else "Nothing is dated yet"
    return [
        f"{counted}. {digest.filters}; {digest.period}.",
        f"{CONFIDENTIAL}. Not for forwarding.",
        *([SYNTHETIC] if digest.is_synthetic else []),
    ]


def as_text(digest: Digest) -> str:
    """Lines of plain text, names as they are."""
    lines = [digest.subject, "", counts(digest.lists, digest.kinds), ""]
    for kind, items, more in _sections(digest):
        title = f"{kind.title} ({wording.count(len(items) + more)})"
        lines += [title, "-" * len(title), kind.advice, ""]
        for item in items:
            told = "; ".join(part for part in (about(item), since_when(item)) if part)
            lines.append(f"- {_line(f'{item.student}: {told}' if told else item.student)}")
        if more:
            lines.append(f"  and {wording.count(more)} more")
        lines += [f"  {_list_link(digest, kind)}", ""]
    return "\n".join([*lines, *_foot(digest), ""])


def _line(text: str) -> str:
    return " ".join(text.split())


def as_html(digest: Digest) -> str:
    """One page that any mail program shows: tables and inline styles only."""
    parts = [
        f'<h1 style="font-size:22px;margin:0 0 6px">{escape(digest.subject)}</h1>',
        f'<p style="font-size:16px;margin:0 0 18px">{escape(counts(digest.lists, digest.kinds))}</p>',
    ]
    for kind, items, more in _sections(digest):
        link = escape(_list_link(digest, kind), quote=True)
        parts += [
            f'<h2 style="font-size:17px;margin:22px 0 2px">{escape(kind.title)}'
            f' <span style="font-weight:400;color:#5A6675">{wording.count(len(items) + more)}</span></h2>',
            f'<p style="{_QUIET};margin:0 0 8px">{escape(kind.advice)}</p>',
            '<table role="presentation" cellspacing="0" style="border-collapse:collapse;width:100%;font-size:14px">',
            *(_row(digest, item) for item in items),
            "</table>",
            f'<p style="margin:8px 0 0"><a href="{link}" style="color:#1B5FA8">'
            + (f"All {wording.count(len(items) + more)}" if more else "Open the list")
            + "</a></p>",
        ]
    foot = "<br>".join(escape(line) for line in _foot(digest))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(digest.subject)}</title></head>\n'
        f'<body style="{_TEXT};margin:0;padding:24px;background:#FFFFFF"><div style="max-width:720px;margin:0 auto">\n'
        + "\n".join(parts)
        + f'\n<p style="{_QUIET};margin:28px 0 0">{foot}</p>\n</div></body></html>\n'
    )


def _row(digest: Digest, item: Item) -> str:
    link = escape(_student_link(digest, item), quote=True)
    student = escape(shorten(_line(item.student), 60))
    return (
        f'<tr><td style="{_CELL};width:30%"><a href="{link}" style="color:#1B5FA8">{student}</a></td>'
        f'<td style="{_CELL}">{escape(_line(about(item)))}</td>'
        f'<td style="{_CELL};white-space:nowrap;color:#5A6675">{escape(since_when(item))}</td></tr>'
    )


def as_mail(digest: Digest) -> bytes:
    """Both in one file that mail programs open as a draft: no sender, no address."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = digest.subject
    mail["X-Unsent"] = "1"
    mail.set_content(as_text(digest))
    mail.add_alternative(as_html(digest), subtype="html")
    mail.set_boundary(_BOUNDARY)
    return mail.as_bytes()


def rendered(digest: Digest, kind: str) -> bytes:
    """The digest as one of FORMATS."""
    if kind == "eml":
        return as_mail(digest)
    return (as_html(digest) if kind == "html" else as_text(digest)).encode()
