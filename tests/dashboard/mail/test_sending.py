"""Sending to a real server on this machine: what arrives, and a sentence for each thing that can go wrong."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from dashboard.mail.message import Attachment, composed
from dashboard.mail.sending import PASSWORD_FILE, PASSWORD_VARIABLE, check_settings, password_of, send
from pipelines.errors import DefinitionError, UserError
from pipelines.settings import MailSettings
from tests.dashboard.mail.local_server import PASSWORD, REFUSED, USER, Kept, certificate, serving

PLAIN = MailSettings("127.0.0.1", 25, "none", "", "office@example.edu")
SIGNED_IN = MailSettings("localhost", 587, "starttls", USER, "office@example.edu")


def mail(*to: str, content: bytes = b"%PDF") -> EmailMessage:
    file = Attachment("report.pdf", content, "application/pdf")
    return composed(
        "office@example.edu", "Career Center", to or ("dean@example.edu",), "Report", "Text", file
    )


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def _trusted(pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(pair[0]))  # as an office that signs its own says it


@pytest.mark.usefixtures("_trusted")
def test_it_arrives_encrypted_and_signed_in(pair: tuple[Path, Path]) -> None:
    kept = Kept()
    with serving(kept, pair, needs_user=True) as port:
        assert send(mail(), replace(SIGNED_IN, port=port), PASSWORD) == {}
    (arrived,) = kept.mails
    assert kept.was_encrypted == [True]
    assert (arrived["Subject"], arrived["Date"] is not None) == ("Report", True)
    assert arrived["Message-ID"].endswith("@example.edu>")
    assert [file.get_content() for file in arrived.iter_attachments()] == [b"%PDF"]  # type: ignore[attr-defined]


@pytest.mark.usefixtures("_trusted")
def test_a_wrong_password(pair: tuple[Path, Path]) -> None:
    kept = Kept()
    with serving(kept, pair, needs_user=True) as port, pytest.raises(UserError) as said:
        send(mail(), replace(SIGNED_IN, port=port), "wrong")
    assert "does not know reports with this password (535" in said.value.message
    assert "wrong" not in said.value.message
    assert kept.mails == []


def test_a_certificate_nobody_trusts_is_given_no_password(pair: tuple[Path, Path]) -> None:
    kept = Kept()
    with serving(kept, pair, needs_user=True) as port, pytest.raises(UserError, match="is not to be trusted"):
        send(mail(), replace(SIGNED_IN, port=port), PASSWORD)
    assert kept.mails == []


def test_a_certificate_for_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = certificate(tmp_path, "mail.example.edu")
    monkeypatch.setenv("SSL_CERT_FILE", str(other[0]))
    with serving(Kept(), other) as port, pytest.raises(UserError, match="is not to be trusted"):
        send(mail(), replace(SIGNED_IN, port=port, user=""), "")


def test_a_server_without_encryption_is_told_nothing() -> None:
    kept = Kept()
    with serving(kept) as port, pytest.raises(UserError, match="does not offer what"):
        send(mail(), replace(SIGNED_IN, port=port), PASSWORD)
    with serving(kept) as port, pytest.raises(UserError, match="does not speak TLS"):
        send(mail(), replace(SIGNED_IN, port=port, security="tls"), PASSWORD)
    assert kept.mails == []


def test_one_that_is_refused_keeps_it_from_nobody_else() -> None:
    kept = Kept()
    with serving(kept) as port:
        refused = send(mail("dean@example.edu", REFUSED), replace(PLAIN, port=port), "")
        assert refused == {REFUSED: "550 No such user here"}
        assert kept.to == [["dean@example.edu"]]
        with pytest.raises(UserError, match=r"refused gone@example\.edu \(550 No such user here\)"):
            send(mail(REFUSED), replace(PLAIN, port=port), "")


def test_what_is_too_large_is_not_sent_at_all() -> None:
    kept = Kept()
    with serving(kept, most=200_000) as port, pytest.raises(UserError) as said:
        send(mail(content=b"x" * 300_000), replace(PLAIN, port=port), "")
    assert "The message has 0.4 MB, and 127.0.0.1 takes 0.2 MB at most" in said.value.message
    assert kept.mails == []


@pytest.mark.parametrize(
    ("answers", "says"),
    [("552 Too much", "takes less"), ("554 No\tspam\x07please", r"did not take it \(554 No spam please\)")],
)
def test_what_a_server_says_to_the_message(answers: str, says: str) -> None:
    with serving(Kept(answers)) as port, pytest.raises(UserError, match=says):
        send(mail(), replace(PLAIN, port=port), "")


def test_a_server_that_breaks_off_leaves_it_open_whether_it_arrived() -> None:
    class Broken(Kept):
        async def handle_DATA(self, server, session, envelope):  # type: ignore[no-untyped-def]
            server.transport.close()
            return "250 never said"

    with serving(Broken()) as port, pytest.raises(UserError, match="Whether it arrived is not known"):
        send(mail(), replace(PLAIN, port=port), "")


@pytest.fixture
def silent() -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield int(listening.getsockname()[1])


def test_a_server_that_is_away_or_never_answers(silent: int) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = int(free.getsockname()[1])
    for port in (nobody, silent):
        with pytest.raises(UserError, match=rf"127\.0\.0\.1, port {port} is not there"):
            send(mail(), replace(PLAIN, port=port), "", seconds=0.3)
    with pytest.raises(UserError, match="is not there"):
        send(mail(), replace(PLAIN, server="nobody.invalid"), "", seconds=3)


# -- the password ----------------------------------------------------------------------------------


def test_the_password_is_of_the_environment_or_of_a_file_of_one_s_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PASSWORD_VARIABLE, raising=False)
    with pytest.raises(DefinitionError, match="There is no password for reports at localhost"):
        password_of(tmp_path, SIGNED_IN)
    (tmp_path / PASSWORD_FILE).write_text("secret word\n", encoding="utf-8")
    (tmp_path / PASSWORD_FILE).chmod(0o644)
    with pytest.raises(DefinitionError, match="can be read by others"):
        password_of(tmp_path, SIGNED_IN)
    (tmp_path / PASSWORD_FILE).chmod(0o600)
    assert password_of(tmp_path, SIGNED_IN) == "secret word"
    monkeypatch.setenv(PASSWORD_VARIABLE, "other")
    assert password_of(tmp_path, SIGNED_IN) == "other"
    assert password_of(tmp_path, PLAIN) == ""


def test_without_a_server_what_to_set_is_said() -> None:
    with pytest.raises(DefinitionError, match=r"No mail server is set up\. Put server and sender"):
        check_settings(MailSettings())
