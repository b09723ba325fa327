"""What is sent: one message with a text and at most one file. Pure; no outside text begins a header of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from pipelines.errors import QuestionError

LONGEST_ADDRESS, LONGEST_SUBJECT, LONGEST_NAME = 254, 150, 100  # characters
MOST_ADDRESSES = 50
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?",
    re.ASCII,
)


@dataclass(frozen=True)
class Attachment:
    """A file of the message. name: plain letters, as files of ours are called; mime: "application/pdf"."""

    name: str
    content: bytes
    mime: str


def checked_address(text: str) -> str:
    """An address that is nothing but one. Raises QuestionError for anything else: a name, a list, a line break."""
    address = text.strip(" ")
    local = address.partition("@")[0]
    is_odd = local.startswith(".") or local.endswith(".") or ".." in local
    if len(address) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(address) or is_odd:
        raise QuestionError(
            f"{text[:80]!r} is no e-mail address. Write one as dean@example.edu, without a name."
        )
    return address


def checked_addresses(texts: Sequence[str]) -> tuple[str, ...]:
    """To whom, each once. Raises QuestionError for none, for too many, or for what is no address."""
    addresses = tuple(dict.fromkeys(map(checked_address, texts)))
    if not 1 <= len(addresses) <= MOST_ADDRESSES:
        raise QuestionError(f"A message goes to 1 to {MOST_ADDRESSES} addresses, not {len(addresses)}.")
    return addresses


def composed(
    sender: str,
    sender_name: str,
    to: Sequence[str],
    subject: str,
    text: str,
    attachment: Attachment | None = None,
) -> EmailMessage:
    """The message, without day and id, which it gets when it is sent."""
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(one_line(sender_name, LONGEST_NAME), addr_spec=checked_address(sender))
    made["To"] = [Address(addr_spec=address) for address in checked_addresses(to)]
    made["Subject"] = one_line(subject, LONGEST_SUBJECT)
    made["Auto-Submitted"] = "auto-generated"  # nobody's absence note answers it
    made.set_content(text)
    if attachment is not None:
        kind, _, subtype = attachment.mime.partition("/")
        made.add_attachment(attachment.content, maintype=kind, subtype=subtype, filename=attachment.name)
    return made


def one_line(text: str, longest: int) -> str:
    """Text for a header: one line, nothing that cannot be printed."""
    kept = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(kept.split())[:longest].strip()
