"""Who needs a nudge: what is on each list, what is written to whom, what leaves as a digest."""

from __future__ import annotations

import email
import re
import shutil
from datetime import date
from email import policy
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from typer.testing import CliRunner

from dashboard.asking.question import Ask
from dashboard.cli import app
from dashboard.exports import table_csv
from dashboard.people import digest, messages
from dashboard.people.lists import COLUMNS, KINDS, Item, about, counts, kinds_of, read, table
from pipelines.errors import DefinitionError
from pipelines.store.warehouse import Warehouse
from tests.dashboard.conftest import Open
from tests.offices import office

ROSTER = """
student_id | first_name | email         | college | is_expected_to_log
a1         | Ana        | a1@uni.edu    | Arts    | yes
b2         | Ben        | b2@uni.edu    | Arts    | yes
c3         | Cy         | c3@uni.edu    | Science | yes
d4         | Di         | -             | Science | no
"""
OUTREACH = """
student_id | contact_name | sent_on    | reply
b2         | One          | 2026-09-01 | no_reply
b2         | Two          | 2026-09-02 | no_reply
b2         | Three        | 2026-09-03 | no_reply
b2         | Four         | 2026-09-04 | no_reply
b2         | Five         | 2026-09-05 | no_reply
d4         | One          | 2026-09-01 | no_reply
d4         | Two          | 2026-09-02 | no_reply
d4         | Three        | 2026-09-03 | no_reply
d4         | Four         | 2026-09-04 | no_reply
d4         | Five         | 2026-09-05 | -
a1         | Newest       | 2026-11-10 | -
"""
INTERVIEWS = """
student_id | contact_name | contact_employer | held_on    | status    | has_thanked | referred_contacts
a1         | Lee Park     | =Acme & Sons     | 2026-11-01 | held      | no          | -
a1         | Ann Moss     | -                | 2026-11-02 | scheduled | -           | -
a1         | Jo Fox       | -                | 2026-11-08 | held      | yes         | Kim Doe
"""
EVERY = {"roster": ROSTER, "outreach_log": OUTREACH, "interview_log": INTERVIEWS}
ITEM = Item(
    id="x",
    student_id="a1",
    student="Ana Cole",
    first_name="Ana",
    email="a1@uni.edu",
    contact="{office} <b>Lee</b>",
    employer="=Acme & Sons",
    detail="",
    day=date(2026, 11, 1),
    age_days=9,
)


def on(folder: Path, kind: str, **files: str) -> list[tuple[str, str]]:
    return [(item.student_id, about(item)) for item in read(office(folder, **files), kind)]


# -- the lists -------------------------------------------------------------------------------------


def test_every_list_is_a_file_that_runs_and_is_sorted_by_what_can_still_be_changed(
    sample_folder: Path,
) -> None:
    published = Warehouse(sample_folder).published()
    for kind in KINDS:
        days = [item.day for item in read(published, kind.id) if item.day]
        assert days == sorted(days, reverse=True), kind.id


def test_five_unanswered_threads_and_no_reply(tmp_path: Path) -> None:
    # d4's fifth thread has nothing recorded: blank is never "no"
    assert on(tmp_path, "no_reply", **EVERY) == [("b2", "5 people contacted, no reply")]


def test_one_reply_takes_a_student_off_the_list(tmp_path: Path) -> None:
    answered = OUTREACH + "b2 | Six | 2026-11-09 | replied\n"
    assert on(tmp_path, "no_reply", outreach_log=answered) == []


def test_a_thread_counts_as_unanswered_only_once_the_reply_window_is_over(tmp_path: Path) -> None:
    fresh = OUTREACH.replace("b2         | Five         | 2026-09-05", "b2 | Five | 2026-11-01")
    assert on(tmp_path, "no_reply", outreach_log=fresh) == []


def test_expected_and_quiet_for_thirty_days_who_logged_last_first(tmp_path: Path) -> None:
    quiet = on(tmp_path, "no_recent_log", **EVERY)
    assert quiet == [("b2", "Last entry"), ("c3", "Nothing logged yet")]  # a1 wrote; d4 is not expected to


def test_a_log_of_exactly_thirty_days_ago_is_not_recent(tmp_path: Path) -> None:
    log = """
    student_id | contact_name | sent_on
    a1         | Lee          | 2026-10-11
    b2         | Lee          | 2026-10-12
    c3         | Lee          | 2026-11-10
    """
    assert on(tmp_path, "no_recent_log", roster=ROSTER, outreach_log=log) == [("a1", "Last entry")]


# -- messages --------------------------------------------------------------------------------------


def test_every_list_has_a_message_with_the_names_filled_in(tmp_path: Path) -> None:
    published = office(tmp_path, **EVERY)
    templates = messages.templates(tmp_path)
    assert set(templates) == {kind.id for kind in KINDS}
    for kind in KINDS:
        for item in read(published, kind.id):
            written = messages.fill(templates[kind.id], item, "The career center")
            assert "{" not in written.subject + written.text
            assert written.text.startswith("Hi ")
    due = read(published, "thank_you_due")[0]
    written = messages.fill(templates["thank_you_due"], due, "The career center")
    assert "Hi Ana,\n\nYou talked to Lee Park at =Acme & Sons on Nov 1, 2026." in written.text


def test_what_a_name_holds_is_never_filled_in_again() -> None:
    template = messages.Template("To {contact}\nBcc: all", "{contact}")
    written = messages.fill(template, ITEM, "Secret")
    assert written.text == "{office} <b>Lee</b>"
    assert written.subject == "To {office} <b>Lee</b> Bcc: all"  # one line


def test_an_office_edits_a_message_in_its_own_folder(tmp_path: Path) -> None:
    (tmp_path / "messages.toml").write_text('[thank_you_due]\nsubject = "Merci, {student}"\n')
    template = messages.templates(tmp_path)["thank_you_due"]
    assert messages.fill(template, ITEM, "").subject == "Merci, Ana"
    assert "thank-you" in template.text  # what it does not name stays


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[thanks]\nsubject = 'x'", "no list called 'thanks'"),
        ("[no_reply]\ntext = 'Dear {name}'", "{name}"),
        ("[no_reply]\nbody = 'x'", "nothing else"),
        ("[no_reply]\ntext = 3", "needs words"),
        ("[no_reply", "cannot be read"),
    ],
)
def test_a_message_file_that_cannot_be_used_is_said_to_be_so(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "messages.toml").write_text(text)
    with pytest.raises(DefinitionError, match=re.escape(says)):
        messages.templates(tmp_path)


def test_a_mail_link_carries_the_message_and_nothing_else() -> None:
    written = messages.Message("A & B?", "Hi,\nx=1&bcc=y@z.edu #é")
    link = messages.mailto("o'neil+a@uni.edu", written)
    parts = urlsplit(link)
    assert (parts.scheme, unquote(parts.path), parts.fragment) == ("mailto", "o'neil+a@uni.edu", "")
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert asked == {"subject": "A & B?", "body": "Hi,\r\nx=1&bcc=y@z.edu #é"}


@pytest.mark.parametrize(
    "address",
    ["", "a1", "a@b", "a@b.edu,c@d.edu", "a@b.edu?bcc=c@d.edu", "a@b.edu&x", "a b@c.edu", "a@b.edu\nBcc: x"],
)
def test_no_link_is_made_for_what_is_not_one_plain_address(address: str) -> None:
    assert messages.mailto(address, messages.Message("s", "t")) == ""


# -- the page --------------------------------------------------------------------------------------


def test_a_message_is_shown_to_copy_and_as_a_draft(open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, **EVERY)
    at = open_page(tmp_path / "warehouse", "follow_through", dates="All dates", list="thank_you_due")
    at.get_by_key("follow_list").set_value("thank_you_due").run()
    popover = next(button.key for button in at.button if button.label == "Done").removeprefix("done_")
    at.session_state[f"message_{popover}"] = True
    at.run()
    assert not at.exception
    assert [code.value for code in at.code][:2] == ["a1@uni.edu", "A thank-you to Lee Park"]
    assert at.get("link_button")[0].url.startswith("mailto:a1@uni.edu?subject=A%20thank-you")


def test_a_link_opens_its_list(open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, **EVERY)
    at = open_page(tmp_path / "warehouse", "", list="no_reply")
    assert not at.warning  # the address of one page is no mistake of another's
    at.switch_page("app_pages/follow_through.py").run()
    assert at.get_by_key("follow_list").value == "no_reply"


def test_the_address_keeps_the_list_that_was_chosen(open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, roster=ROSTER, outreach_log=OUTREACH)
    at = open_page(tmp_path / "warehouse", "follow_through")
    at.get_by_key("follow_list").set_value("none_recorded").run()
    assert at.query_params["list"] == "none_recorded"
    assert at.get_by_key("follow_list").value == "none_recorded"
    at.get_by_key("follow_list").set_value("no_reply").run()
    assert at.query_params["list"] == "no_reply"
    assert at.get_by_key("follow_list").value == "no_reply"


def test_a_list_leaves_guarded_and_with_all_of_its_rows(tmp_path: Path) -> None:
    items = read(office(tmp_path, **EVERY), "thank_you_due")
    text = table_csv.table(COLUMNS, table(items), [("View", "Confidential")]).decode("utf-8-sig")
    assert text.splitlines()[1] == "Ana,a1,a1@uni.edu,Lee Park,'=Acme & Sons,,2026-11-01,7,Confidential"


# -- the digest ------------------------------------------------------------------------------------


def made(folder: Path) -> digest.Digest:
    asked = Ask(Warehouse(folder).published())
    lists = {kind.id: read(asked.published, kind.id) for kind in KINDS}
    return digest.Digest(
        kinds_of(asked.published),
        lists,
        date(2026, 11, 23),
        asked.facts.newest,
        "http://127.0.0.1:8501/",
        asked=(("college", "A & B"),),
    )


def test_a_digest_says_counts_and_the_first_fifteen_names_of_each_list(sample_folder: Path) -> None:
    told = made(sample_folder)
    text, page = digest.as_text(told), digest.as_html(told)
    assert counts(told.lists, told.kinds) in text
    for kind in told.kinds:
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
        KINDS, {"thank_you_due": [ITEM]}, date(2026, 11, 23), None, "http://x.edu", office="<i>U</i>"
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
    told = digest.Digest(KINDS, {kind.id: [] for kind in KINDS}, date(2026, 11, 23), None, "http://x.edu")
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
