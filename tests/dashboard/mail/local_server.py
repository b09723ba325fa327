"""A real mail server on this machine, with a certificate of its own: what it is told is kept to be read."""

from __future__ import annotations

import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

USER, PASSWORD = "reports", "correct horse"
REFUSED = "gone@example.edu"


class Kept:
    """What arrived. It refuses one address, and whatever `answers` says to the data."""

    def __init__(self, answers: str = "250 OK") -> None:
        self.mails: list[EmailMessage] = []
        self.to: list[list[str]] = []
        self.was_encrypted: list[bool] = []
        self._answers = answers

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address == REFUSED:
            return "550 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self._answers.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            self.mails.append(message_from_bytes(content, policy=default))  # type: ignore[arg-type]
            self.to.append(list(envelope.rcpt_tos))
            self.was_encrypted.append(session.ssl is not None)
        return self._answers


def certificate(folder: Path, name: str = "localhost") -> tuple[Path, Path]:
    """(certificate, key) for a name, made by itself."""
    cert, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}", "-keyout", str(key), "-out", str(cert)],
        check=True, capture_output=True,
    )  # fmt: skip
    return cert, key


def _checked(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    is_right = data.login == USER.encode() and data.password == PASSWORD.encode()
    return AuthResult(success=is_right, handled=False)


@contextmanager
def serving(
    kept: Kept, pair: tuple[Path, Path] | None = None, *, needs_user: bool = False, most: int | None = None
) -> Iterator[int]:
    """The port it listens on meanwhile. pair: with it, STARTTLS is required."""
    context = None
    if pair is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*pair)
    told: dict[str, Any] = {"tls_context": context, "require_starttls": True} if context else {}
    if needs_user:
        told |= {"authenticator": _checked, "auth_required": True}
    if most is not None:
        told["data_size_limit"] = most
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    controller = Controller(kept, hostname="127.0.0.1", port=port, **told)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
