"""This week as one e-mail."""

from __future__ import annotations

import email
import re
import shutil
from dataclasses import replace
from datetime import date
from email import policy
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.cli import app
from dashboard.people import digest, working_view
from dashboard.people.lists import KINDS, counts, read
from pipelines.errors import UserError
from pipelines.store.warehouse import Warehouse
from tests.dashboard.people.waiting import EVERY, ITEM
from tests.offices import office


def week_of(folder: Path) -> digest.Digest:
    published = Warehouse(folder).published()
    week = digest.digest_of(published, {}, address="http://127.0.0.1:8501/", office="")
    return replace(week, day=date(2026, 11, 23), where=(("college", "A & B"), ("class_year", "2027")))


def test_a_digest_says_counts_and_the_first_fifteen_names_of_each_list(sample_folder: Path) -> None:
    told = week_of(sample_folder)
    text, page = digest.as_text(told), digest.as_html(told)
    assert counts(told.lists, told.kinds) in text
    assert re.search(r"\n\d+ students could use a nudge this week\.\n", text)
    for kind in told.kinds:
        how_many = len(told.lists[kind.id])
        assert (f"{kind.title} ({how_many})" in text) == bool(how_many)
        if not how_many:  # of those enrolled now
            continue
        assert f"this_week?list={kind.id}&college=A+%26+B&class=2027" in text
    assert text.count("\n- ") == sum(min(15, len(items)) for items in told.lists.values())
    assert page.count("<tr>") == text.count("\n- ")
    assert "Contains confidential student and contact records" in page
    assert "<script" not in page
    for form in (text, page):
        assert "Contains confidential student and contact records. Not for forwarding." in form
        assert "Synthetic: do not cite" in form
    assert not re.search(r"(src|href)=.(?!http://127\.0\.0\.1:8501/)", page)


def test_a_digest_escapes_what_people_are_called() -> None:
    told = digest.Digest(
        KINDS, {"thank_you_due": [ITEM]}, date(2026, 11, 23), None, "http://x.edu", office="<i>U</i>"
    )
    page = digest.as_html(told)
    assert "&lt;b&gt;Lee&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "<i>" not in page


def test_a_digest_as_mail_holds_both_and_the_same_bytes_every_time(sample_folder: Path) -> None:
    told = week_of(sample_folder)
    written = digest.as_mail(told)
    assert written == digest.as_mail(told)
    mail = email.message_from_bytes(written, policy=policy.default)
    assert mail["Subject"] == "This week, Nov 23, 2026"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]  # type: ignore[attr-defined]


def test_nothing_waiting_is_said(tmp_path: Path) -> None:
    told = digest.Digest(KINDS, {kind.id: [] for kind in KINDS}, date(2026, 11, 23), None, "http://x.edu")
    assert "Nothing waits" in digest.as_text(told)


SURVEY = """
student_id | responded_at | wave | clarity
a1         | 2026-11-20   | pre  | 3
"""


def test_the_newest_day_is_the_surveys_where_that_is_newer(tmp_path: Path) -> None:
    office(tmp_path, survey=SURVEY, **EVERY)
    folder = tmp_path / "warehouse"
    printed = CliRunner().invoke(app, ["--warehouse", str(folder), "digest"])
    assert "Days are counted to Nov 20, 2026, the latest date in your files." in printed.stdout
    assert "Days are counted to Nov 20, 2026, the latest date in your files." in digest.as_text(
        week_of(folder)
    )


def test_what_is_put_away_is_not_told_again(tmp_path: Path) -> None:
    published = office(tmp_path, **EVERY)
    (due,) = read(published, "thank_you_due")
    week = digest.digest_of(published, {due.id}, address="http://x.edu", office="The U")
    assert week.lists["thank_you_due"] == []
    assert "Thank-you due" not in digest.as_text(week)
    assert week.subject.startswith("This week at The U, ")


def test_the_page_offers_the_digest_of_its_filters_and_of_what_still_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path / "warehouse"))
    asked = Ask(office(tmp_path, **EVERY), where=(("college", "Arts"),), since=date(2026, 11, 1))
    week = working_view.digest_of(asked, {}, "http://x.edu")
    text = digest.as_text(week)
    assert "College: Arts; Since Nov 1, 2026." in text
    assert "- Cy" not in text  # of another college
    assert "http://x.edu/this_week?list=thank_you_due&college=Arts" in text
    with pytest.raises(UserError, match="working view"):
        working_view.digest_of(replace(asked, view="internal"), {}, "http://x.edu")


def test_a_name_on_several_lines_stays_on_one_and_a_long_one_is_cut_in_the_page_only() -> None:
    item = replace(ITEM, student="Ana\n" + " ".join(["Maria"] * 20), contact="Lee\r\nPark")
    week = digest.Digest(KINDS, {"thank_you_due": [item]}, date(2026, 11, 23), None, "http://x.edu")
    assert (
        "Ana " + "Maria " * 19 + "Maria: Lee Park · =Acme & Sons; Nov 1, 2026, 9 days ago"
        in digest.as_text(week)
    )
    assert f">Ana {'Maria ' * 8}[...]</a>" in digest.as_html(week)
    longest = replace(ITEM, student="x" * 60)
    page = digest.as_html(
        digest.Digest(KINDS, {"thank_you_due": [longest]}, date(2026, 11, 23), None, "http://x.edu")
    )
    assert f">{'x' * 60}</a>" in page
    over = replace(ITEM, student=f"{'x' * 30} {'y' * 30}")
    page = digest.as_html(
        digest.Digest(KINDS, {"thank_you_due": [over]}, date(2026, 11, 23), None, "http://x.edu")
    )
    assert f">{'x' * 30} [...]</a>" in page


def test_more_than_fifteen_are_counted_and_linked() -> None:
    week = digest.Digest(KINDS, {"no_reply": [ITEM] * 17}, date(2026, 11, 23), None, "http://x.edu")
    text, page = digest.as_text(week), digest.as_html(week)
    assert "No reply (17)\n-------------\n" in text
    assert "  and 2 more\n  http://x.edu/this_week?list=no_reply\n" in text
    assert (page.count("<tr>"), "All 17</a>" in page) == (15, True)
    all_of_them = digest.Digest(KINDS, {"no_reply": [ITEM] * 15}, date(2026, 11, 23), None, "http://x.edu")
    assert "more\n" not in digest.as_text(all_of_them)
    assert "Open the list</a>" in digest.as_html(all_of_them)


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
        assert b"This week" in (tmp_path / f"week.{ending}").read_bytes()
    for wrong in (
        ["--where", "college=Nowhere"],
        ["--where", "gender=Woman"],
        ["-o", str(tmp_path / "x.pdf")],
        ["-o", str(tmp_path / "nowhere" / "x.txt")],
    ):
        assert CliRunner().invoke(app, [*at, *wrong]).exit_code != 0


def test_the_answer_counts_students_as_the_page_does_and_names_their_programs() -> None:
    two = {"thank_you_due": [ITEM, replace(ITEM, id="y")], "none_recorded": [replace(ITEM, student_id="z")]}
    week = digest.Digest(KINDS, two, date(2026, 11, 23), None, "http://x.edu")
    assert "\n1 student could use a nudge this week.\n" in digest.as_text(week)
    in_one = {"thank_you_due": [replace(ITEM, programs="BUS 1, <b>2</b>")]}
    week = digest.Digest(KINDS, in_one, date(2026, 11, 23), None, "http://x.edu")
    assert "- Ana Cole, BUS 1, <b>2</b>: " in digest.as_text(week)
    assert "BUS 1, &lt;b&gt;2&lt;/b&gt;</span>" in digest.as_html(week)
