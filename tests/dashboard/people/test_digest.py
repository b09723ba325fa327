"""The week's follow-through as one e-mail."""

from __future__ import annotations

import email
import re
import shutil
from datetime import date
from email import policy
from pathlib import Path

from typer.testing import CliRunner

from dashboard.asking.question import Ask
from dashboard.cli import app
from dashboard.people import digest
from dashboard.people.lists import KINDS, counts, read
from pipelines.store.warehouse import Warehouse
from tests.dashboard.people.waiting import ITEM


def made(folder: Path) -> digest.Digest:
    asked = Ask(Warehouse(folder).published())
    lists = {kind.id: read(asked.published, kind.id) for kind in KINDS}
    return digest.Digest(
        lists, date(2026, 11, 23), asked.facts.newest, "http://127.0.0.1:8501/", asked=(("college", "A & B"),)
    )


def test_a_digest_says_counts_and_the_first_fifteen_names_of_each_list(sample_folder: Path) -> None:
    told = made(sample_folder)
    text, page = digest.as_text(told), digest.as_html(told)
    assert counts(told.lists) in text
    for kind in KINDS:
        how_many = len(told.lists[kind.id])
        assert f"{kind.title} ({how_many})" in text
        assert f"follow_through?list={kind.id}&college=A+%26+B" in text
    assert text.count("\n- ") == sum(min(15, len(items)) for items in told.lists.values())
    assert page.count("<tr>") == text.count("\n- ")
    assert "Contains confidential student and contact records" in page
    assert "<script" not in page
    assert not re.search(r"(src|href)=.(?!http://127\.0\.0\.1:8501/)", page)


def test_a_digest_escapes_what_people_are_called() -> None:
    told = digest.Digest(
        {"thank_you_due": [ITEM]}, date(2026, 11, 23), None, "http://x.edu", office="<i>U</i>"
    )
    page = digest.as_html(told)
    assert "&lt;b&gt;Lee&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "<i>" not in page


def test_a_digest_as_mail_holds_both_and_the_same_bytes_every_time(sample_folder: Path) -> None:
    told = made(sample_folder)
    written = digest.as_mail(told)
    assert written == digest.as_mail(told)
    mail = email.message_from_bytes(written, policy=policy.default)
    assert mail["Subject"] == "Follow-through, Nov 23, 2026"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]  # type: ignore[attr-defined]


def test_nothing_waiting_is_said(tmp_path: Path) -> None:
    told = digest.Digest({kind.id: [] for kind in KINDS}, date(2026, 11, 23), None, "http://x.edu")
    assert "Nothing waits" in digest.as_text(told)


def test_the_command_line_prints_and_writes_the_digest(sample_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(sample_folder, tmp_path / "office")
    at = ["--warehouse", str(folder), "digest"]
    printed = CliRunner().invoke(app, at)
    assert printed.exit_code == 0, printed.output
    assert "Names not contacted (" in printed.stdout
    assert "Aug 1, 2026" in printed.stdout  # this academic year, unless asked otherwise
    for ending in digest.FORMATS:
        done = CliRunner().invoke(app, [*at, "-o", str(tmp_path / f"week.{ending}")])
        assert done.exit_code == 0, done.output
        assert b"Follow-through" in (tmp_path / f"week.{ending}").read_bytes()
    for wrong in (
        ["--where", "college=Nowhere"],
        ["--where", "gender=Woman"],
        ["-o", str(tmp_path / "x.pdf")],
        ["-o", str(tmp_path / "nowhere" / "x.txt")],
    ):
        assert CliRunner().invoke(app, [*at, *wrong]).exit_code != 0
