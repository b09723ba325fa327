"""Sending through the office's mail server, and a sentence for whatever it does not take.

The password comes from the environment or from a file of its own that nobody else can read, never from settings.toml:
settings are copied, mailed and shown to whoever helps.
"""

from __future__ import annotations

import os
import smtplib
import ssl
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import localtime, make_msgid
from pathlib import Path

from dashboard.mail.message import one_line
from pipelines.errors import DefinitionError, UserError, disk_said
from pipelines.settings import MailSettings

PASSWORD_VARIABLE = "CAREER_CONVERSATIONS_MAIL_PASSWORD"  # noqa: S105 - the name of a variable
PASSWORD_FILE = "mail-password"  # noqa: S105 - in the warehouse folder
SECONDS = 30
_TOO_LARGE = 552
NOT_SENT = "Nothing was sent."


def password_of(folder: Path, mail: MailSettings) -> str:
    """The password of the mail server's user, "" where there is no user. Raises DefinitionError where none is given."""
    if not mail.user:
        return ""
    if given := os.environ.get(PASSWORD_VARIABLE):
        return given
    path = folder / PASSWORD_FILE
    if not path.exists():
        raise DefinitionError(
            f"There is no password for {mail.user} at {mail.server}. Put it into {PASSWORD_FILE} in the warehouse"
            f" folder, for you alone (chmod 600), or into the environment as {PASSWORD_VARIABLE}. {NOT_SENT}"
        )
    with disk_said():
        mode = stat.S_IMODE(path.stat().st_mode)
        if os.name == "posix" and mode & 0o077:
            raise DefinitionError(
                f"{PASSWORD_FILE} can be read by others on this machine (mode {mode:o}). Make it yours alone:"
                f" chmod 600 {PASSWORD_FILE}. {NOT_SENT}"
            )
        return path.read_text(encoding="utf-8").strip("\r\n")


def check_settings(mail: MailSettings) -> None:
    """Raises DefinitionError where the office has set no mail server up."""
    if not mail.server or not mail.sender:
        raise DefinitionError(
            "No mail server is set up. Put server and sender under [mail] into settings.toml of the warehouse folder;"
            f" docs/mail.md has an example. {NOT_SENT}"
        )


def send(
    message: EmailMessage, mail: MailSettings, password: str, seconds: float = SECONDS
) -> Mapping[str, str]:
    """Send it; {address that was refused: why} where the others were taken.

    Raises UserError where it went to nobody.
    """
    message["Date"] = localtime()
    message["Message-ID"] = make_msgid(domain=mail.sender.rpartition("@")[2])
    with _said(mail), _connected(mail, seconds) as server:
        if mail.user:
            server.login(mail.user, password)
        size = len(message.as_bytes(policy=SMTP))
        most = server.esmtp_features.get("size", "")
        if most.isdigit() and 0 < int(most) < size:
            raise UserError(_too_large(mail, size, int(most)))
        try:
            refused = server.send_message(message)
        except smtplib.SMTPSenderRefused as fault:
            if fault.smtp_code == _TOO_LARGE:
                raise UserError(_too_large(mail, size)) from None
            raise UserError(
                f"{mail.server} takes nothing from {mail.sender} ({_answer(fault.smtp_code, fault.smtp_error)})."
                f" Mend sender under [mail] in settings.toml. {NOT_SENT}"
            ) from None
        except smtplib.SMTPDataError as fault:
            if fault.smtp_code == _TOO_LARGE:
                raise UserError(_too_large(mail, size)) from None
            raise
        except OSError as fault:
            if isinstance(fault, smtplib.SMTPException) and not isinstance(
                fault, smtplib.SMTPServerDisconnected
            ):  # an answer, said below
                raise
            raise UserError(
                f"{mail.server} broke off while it was sent. Whether it arrived is not known: ask, or send it again."
            ) from None
    return {address: _answer(*why) for address, why in refused.items()}


@contextmanager
def _connected(mail: MailSettings, seconds: float) -> Iterator[smtplib.SMTP]:
    """A connection, encrypted before anything is said unless the server is this machine's own."""
    trusted = ssl.create_default_context()
    if mail.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(mail.server, mail.port, timeout=seconds, context=trusted)
    else:
        server = smtplib.SMTP(mail.server, mail.port, timeout=seconds)
    try:
        if mail.security == "starttls":
            server.ehlo_or_helo_if_needed()
            server.starttls(context=trusted)
        server.ehlo_or_helo_if_needed()
        yield server
        with suppress(smtplib.SMTPException, OSError):  # it has been taken by then
            server.quit()
    finally:
        server.close()


@contextmanager
def _said(mail: MailSettings) -> Iterator[None]:
    """Turn what a connection and a server answer into sentences."""
    where = f"{mail.server}, port {mail.port}"
    try:
        yield
    except smtplib.SMTPRecipientsRefused as fault:
        whom = "; ".join(f"{address} ({_answer(*why)})" for address, why in fault.recipients.items())
        raise UserError(f"{mail.server} refused {whom}. Check how it is written. {NOT_SENT}") from None
    except smtplib.SMTPAuthenticationError as fault:
        why = _answer(fault.smtp_code, fault.smtp_error)
        raise UserError(
            f"{mail.server} does not know {mail.user} with this password ({why})."
            f" Mend user under [mail] in settings.toml, or the password. {NOT_SENT}"
        ) from None
    except smtplib.SMTPNotSupportedError:
        raise UserError(
            f"{where} does not offer what [mail] in settings.toml asks for: security = {mail.security!r}"
            f"{' and a user' if mail.user else ''}. Ask who runs it which port is encrypted. {NOT_SENT}"
        ) from None
    except ssl.SSLCertVerificationError as fault:
        raise UserError(
            f"The certificate of {where} is not to be trusted: {one_line(fault.verify_message, 200)}. Use the name the"
            f" certificate is for, or have it mended. The password was not given away. {NOT_SENT}"
        ) from None
    except ssl.SSLError:
        raise UserError(
            f"{where} does not speak {mail.security.upper()}. Under [mail] in settings.toml, tls is mostly port 465 and"
            f" starttls port 587. {NOT_SENT}"
        ) from None
    except smtplib.SMTPResponseException as fault:
        raise UserError(
            f"{mail.server} did not take it ({_answer(fault.smtp_code, fault.smtp_error)}). {NOT_SENT}"
        ) from None
    except (smtplib.SMTPException, OSError) as fault:
        why = one_line(getattr(fault, "strerror", None) or "it broke off, or did not answer", 100)
        raise UserError(
            f"The mail server {where} is not there: {why}. Check server and port under [mail] in settings.toml and the"
            f" network, and try again. {NOT_SENT}"
        ) from None


def _too_large(mail: MailSettings, size: int, most: int | None = None) -> str:
    takes = f"takes {most / 2**20:,.1f} MB at most" if most else "takes less"
    return (
        f"The message has {size / 2**20:,.1f} MB, and {mail.server} {takes}. Send another format (--as xlsx), or write"
        f" a file with -o and share that. {NOT_SENT}"
    )


def _answer(code: int, text: bytes | str) -> str:
    """What a server answered, as one line."""
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {one_line(said, 120)}".strip()
