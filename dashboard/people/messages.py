"""A message to a student about one thing to follow up: from a template an office can edit, never sent from here."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dashboard.people.lists import KINDS, Item
from pipelines import data_files
from pipelines.errors import DefinitionError
from pipelines.figures import wording

NAME = "messages.toml"
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
    """A template for every list: the office's own messages.toml over those that come with the program.

    Raises DefinitionError naming the list and what is wrong with it.
    """
    of_every_list = dict(_defaults())
    path = folder / NAME
    if not path.exists():
        return of_every_list
    try:
        own = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise DefinitionError(f"{NAME} cannot be read: {problem}. Mend or remove it.") from None
    for kind, given in own.items():
        of_every_list[kind] = _checked(kind, given, of_every_list)
    return of_every_list


@cache
def _defaults() -> dict[str, Template]:
    given = data_files.toml(f"people/{NAME}", "dashboard")
    return {kind.id: Template(**given[kind.id]) for kind in KINDS}


def _checked(kind: str, given: Any, known: dict[str, Template]) -> Template:
    if kind not in known:
        raise DefinitionError(f"{NAME}: there is no list called {kind!r}. Lists are: {', '.join(known)}.")
    if not isinstance(given, dict) or set(given) - {"subject", "text"}:
        raise DefinitionError(f"{NAME}: [{kind}] holds a subject and a text, nothing else.")
    template = Template(given.get("subject", known[kind].subject), given.get("text", known[kind].text))
    for words in (template.subject, template.text):
        if not isinstance(words, str) or not words.strip():
            raise DefinitionError(f"{NAME}: [{kind}] needs words between quotes for subject and text.")
        unknown = [name for name in _PLACE.findall(words) if name not in FILLED]
        if unknown:
            raise DefinitionError(
                f"{NAME}: [{kind}] asks for {{{unknown[0]}}}, which nothing fills in."
                f" These are: {', '.join(FILLED)}."
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
        "office": office or "Your career center",
    }

    def filled(text: str) -> str:
        return _PLACE.sub(lambda place: _BREAK.sub(" ", words[place[1]]), text)

    return Message(" ".join(filled(template.subject).split()), filled(template.text).strip())


def mailto(address: str, message: Message) -> str:
    """A link that opens the message in the reader's own mail program; "" where the address is not a plain one."""
    if not _ADDRESS.fullmatch(address):
        return ""
    body = message.text.replace("\n", "\r\n")
    return f"mailto:{quote(address, safe='@')}?subject={quote(message.subject, safe='')}&body={quote(body, safe='')}"
