"""This week as one e-mail: who could use a nudge, the first names, links. Plain text and HTML; sent from nowhere here.

Confidential: it names students. In the HTML (digest.html.j2) everything is escaped as it is filled in.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from textwrap import shorten
from urllib.parse import quote, urlencode

from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape

from dashboard.asking.facts import facts_of
from dashboard.charts.spec import SYNTHETIC
from dashboard.people import nudges
from dashboard.people.counted_rows import CONFIDENTIAL
from dashboard.people.lists import (
    FIRST,
    Item,
    ListKind,
    about,
    counts,
    kinds_of,
    read,
    since_when,
    still_open,
    who,
)
from pipelines import data_files
from pipelines.figures import wording
from pipelines.store.warehouse import Published

FORMATS = {"eml": "message/rfc822", "html": "text/html", "txt": "text/plain"}
_BOUNDARY = "career-conversations-digest"


@dataclass(frozen=True)
class Digest:
    """What one digest says. kinds: the lists, in order. lists: what still stands on each.

    where, since, until: whom it is about, and when. as_of: the newest date in the data.
    """

    kinds: Sequence[ListKind]
    lists: Mapping[str, Sequence[Item]]
    day: date
    as_of: date | None
    address: str
    office: str = ""
    where: tuple[tuple[str, str], ...] = ()
    since: date | None = None
    until: date | None = None
    is_synthetic: bool = False

    @property
    def subject(self) -> str:
        who = f"This week at {self.office}" if self.office else "This week"
        return _one_line(f"{who}, {wording.day(self.day)}")

    @property
    def answer(self) -> str:
        """What the page says first."""
        waits = {kind.id for kind in self.kinds if kind.is_for_all}
        students = {item.student_id for name in waits for item in self.lists.get(name, ())}
        return f"{nudges.answer(len(students))}."

    @property
    def counts(self) -> str:
        return counts(self.lists, self.kinds)

    @property
    def foot(self) -> list[str]:
        counted = (
            f"Days are counted to {wording.day(self.as_of)}, the latest date in your files"
            if self.as_of
            else "Nothing is dated yet"
        )
        whom = f"{wording.filters(self.where)}; {wording.period(self.since, self.until)}"
        return [
            f"{counted}. {whom}.",
            f"{CONFIDENTIAL}. Not for forwarding.",
            *([SYNTHETIC] if self.is_synthetic else []),
        ]

    def list_link(self, kind: ListKind) -> str:
        """The list on its page, with the filters as that page's address has them: a class is "class" there."""
        filters = _filters(self.where)
        return f"{self.address.rstrip('/')}/this_week?{urlencode([('list', kind.id), *filters])}"

    def student_link(self, item: Item) -> str:
        return f"{self.address.rstrip('/')}/student?student={quote(item.student_id, safe='')}"


def digest_of(
    published: Published,
    put_away: Container[str],
    *,
    address: str,
    office: str,
    where: tuple[tuple[str, str], ...] = (),
    since: date | None = None,
    until: date | None = None,
) -> Digest:
    """This week's digest of one build. put_away: the items that are done or snoozed today.

    office: what the office is called, "" where it has no name.
    """
    facts = facts_of(published)
    kinds = kinds_of(published)
    lists = {kind.id: still_open(read(published, kind.id, where, since, until), put_away) for kind in kinds}
    return Digest(
        kinds=kinds,
        lists=lists,
        day=date.today(),
        as_of=facts.newest,
        address=address,
        office=office,
        where=where,
        since=since,
        until=until,
        is_synthetic=facts.is_synthetic,
    )


def _filters(where: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name.removesuffix("_year"), value) for name, value in where]


@dataclass(frozen=True)
class Section:
    """A list that has something on it, as a digest shows it: its first items, how many there are in all."""

    list: ListKind
    first: Sequence[Item]
    total: int
    link: str

    @property
    def more(self) -> int:
        return self.total - len(self.first)

    @property
    def heading(self) -> str:
        return f"{self.list.title} ({wording.count(self.total)})"


def _sections(digest: Digest) -> Iterator[Section]:
    for kind in digest.kinds:
        items = digest.lists.get(kind.id, ())
        if items:
            yield Section(kind, items[:FIRST], len(items), digest.list_link(kind))


def _one_line(text: str) -> str:
    return " ".join(text.split())


@cache
def _templates() -> Environment:
    """Filled in without line breaks of their own; HTML is escaped, plain text is names as they are."""
    environment = Environment(
        loader=FunctionLoader(lambda name: data_files.text(f"people/{name}", "dashboard")),
        autoescape=select_autoescape(["html.j2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "about": about,
        "count": wording.count,
        "one_line": _one_line,
        "short": lambda text: shorten(text, 60),
        "since_when": since_when,
        "who": who,
    }
    return environment


def _filled_in(template: str, digest: Digest) -> str:
    return _templates().get_template(template).render(digest=digest, sections=list(_sections(digest)))


def as_text(digest: Digest) -> str:
    """Lines of plain text, names as they are."""
    return _filled_in("digest.txt.j2", digest)


def as_html(digest: Digest) -> str:
    """One page that any mail program shows."""
    return _filled_in("digest.html.j2", digest)


def as_mail(digest: Digest) -> bytes:
    """Both in one file that mail programs open as a draft: no sender, no address."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = digest.subject
    mail["X-Unsent"] = "1"
    mail.set_content(as_text(digest))
    mail.add_alternative(as_html(digest), subtype="html")
    mail.set_boundary(_BOUNDARY)
    return mail.as_bytes()


def reminder(digest: Digest) -> str:
    """What may leave by mail: that the week's lists are ready, and where. No names, and no numbers either.

    How many wait is an exact count of a few students, and no figure that the gate has seen.
    """
    lines = [
        "This week's lists of students who could use a nudge are ready.",
        "",
        "Names and numbers stay in the dashboard. Open it on the computer it runs on:",
        f"{digest.address.rstrip('/')}/this_week?{urlencode(_filters(digest.where))}".rstrip("?"),
        *(["", SYNTHETIC] if digest.is_synthetic else []),
    ]
    return "\n".join(lines)


def rendered(digest: Digest, ending: str) -> bytes:
    """The digest as one of FORMATS."""
    if ending == "eml":
        return as_mail(digest)
    return (as_html(digest) if ending == "html" else as_text(digest)).encode()
