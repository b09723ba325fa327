"""A message to one student about one thing to follow up, or one text to several: from templates an office can edit.

Nothing is sent from here: a message is copied, or opened as a draft in the reader's own mail program.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dashboard.people.lists import Item
from pipelines import data_files
from pipelines.errors import DefinitionError
from pipelines.figures import wording

NAME = "messages.toml"
SEVERAL = "several"  # the part of a list's templates that is for several students at once
MIXED = "mixed"  # in place of a list's name: several students, and things of more than one list
LONGEST_LINK = 2000  # letters of a mail link: what Windows and Outlook still take whole
FILLED = ("student", "contact", "at_employer", "referrer", "day", "days", "how_many", "office")
_BREAK = re.compile(r"\s+")
_PLACE = re.compile(r"\{(\w+)\}")
_ADDRESS = re.compile(
    r"[\w.!#$'*+/=^`{|}~-]+@[\w-]+(\.[\w-]+)+", re.ASCII
)  # one plain address, nothing beside


@dataclass(frozen=True)
class Template:
    subject: str
    text: str


@dataclass(frozen=True)
class Message:
    """Plain text, filled in: one line of subject, any lines of text."""

    subject: str
    text: str


def templates(folder: Path) -> dict[str, Template]:
    """A template for every list and, as "<list>.several", for several students at once; also "mixed.several".

    The office's own messages.toml goes over those that come with the program. Raises DefinitionError naming the list
    and what is wrong with it.
    """
    of_every_list = dict(_defaults())
    path = folder / NAME
    if not path.exists():
        return of_every_list
    try:
        own = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise DefinitionError(f"{NAME} cannot be read: {problem}. Mend or remove it.") from None
    for name, given in _parts(own):
        of_every_list[name] = _checked(name, given, of_every_list)
    return of_every_list


def for_several(kinds: Iterable[str]) -> str:
    """The name of the template for several students, of the lists they are on."""
    names = set(kinds)
    return f"{names.pop() if len(names) == 1 else MIXED}.{SEVERAL}"


@cache
def _defaults() -> dict[str, Template]:
    given = data_files.toml(f"people/{NAME}", "dashboard")
    return {name: Template(**parts) for name, parts in _parts(given)}


def _parts(given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """(name, subject and text) of every template: a list's own, and the one inside of it for several students."""
    for kind, own in given.items():
        if isinstance(own, dict) and SEVERAL in own:
            yield f"{kind}.{SEVERAL}", own[SEVERAL]
            own = {name: words for name, words in own.items() if name != SEVERAL}
            if not own:
                continue
        yield kind, own


def _checked(kind: str, given: Any, known: dict[str, Template]) -> Template:
    if kind not in known:
        names = [name for name in known if not name.endswith(f".{SEVERAL}")]
        raise DefinitionError(f"{NAME}: there is no list called {kind!r}. Lists are: {', '.join(names)}.")
    filled = ("office",) if kind.endswith(f".{SEVERAL}") else FILLED
    if not isinstance(given, dict) or set(given) - {"subject", "text"}:
        raise DefinitionError(f"{NAME}: [{kind}] holds a subject and a text, nothing else.")
    template = Template(given.get("subject", known[kind].subject), given.get("text", known[kind].text))
    for words in (template.subject, template.text):
        if not isinstance(words, str) or not words.strip():
            raise DefinitionError(f"{NAME}: [{kind}] needs words between quotes for subject and text.")
        unknown = [name for name in _PLACE.findall(words) if name not in filled]
        if unknown:
            raise DefinitionError(
                f"{NAME}: [{kind}] asks for {{{unknown[0]}}}, which nothing fills in."
                f" These are: {', '.join(filled)}."
            )
    return template


def fill(template: Template, item: Item, office: str) -> Message:
    """The message for one item. What a person or employer is called stays what it is, whatever it looks like."""
    words = {
        "student": item.first_name or "there",
        "contact": item.contact or "your contact",
        "at_employer": f" at {item.employer.strip()}" if item.employer.strip() else "",
        "referrer": item.referrer or "one of your contacts",
        "day": wording.day(item.day) if item.day else "a while ago",
        "days": wording.days(item.age_days) if item.age_days is not None else "some time",
        "how_many": item.how_many or "several",
    }
    return _filled(template, words, office)


def fill_for_several(template: Template, office: str) -> Message:
    """One text for several students: it names none of them."""
    return _filled(template, {}, office)


def _filled(template: Template, words: Mapping[str, str], office: str) -> Message:
    known = {**words, "office": office or "Your career center"}

    def filled(text: str) -> str:
        return _PLACE.sub(lambda place: _BREAK.sub(" ", known[place[1]]), text)

    return Message(" ".join(filled(template.subject).split()), filled(template.text).strip())


def is_address(text: str) -> bool:
    """Whether a text is one plain address and nothing beside."""
    return bool(_ADDRESS.fullmatch(text))


def mailto(address: str, message: Message) -> str:
    """A link that opens the message in the reader's own mail program.

    "" where the address is not a plain one, or the text is too long for a link.
    """
    link = f"mailto:{quote(address, safe='@')}?{_words(message)}"
    return link if is_address(address) and len(link) <= LONGEST_LINK else ""


def drafts(addresses: Iterable[str], message: Message) -> list[tuple[str, int]]:
    """(a link, to how many) for plain addresses: one text, every address a blind copy, nobody sees the others'.

    As few links as their length allows; none where the text alone is too long for one.
    """
    room = LONGEST_LINK - len(f"mailto:?bcc=&{_words(message)}")
    groups: list[list[str]] = []
    left = 0
    for address in dict.fromkeys(addresses):
        quoted = quote(address, safe="@")
        if len(quoted) > room:
            return []
        if len(quoted) + 1 > left:
            groups.append([])
            left = room + 1
        groups[-1].append(quoted)
        left -= len(quoted) + 1
    return [(f"mailto:?bcc={','.join(group)}&{_words(message)}", len(group)) for group in groups]


def _words(message: Message) -> str:
    body = message.text.replace("\n", "\r\n")
    return f"subject={quote(message.subject, safe='')}&body={quote(body, safe='')}"
