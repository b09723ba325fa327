"""What is written to whom."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from dashboard.people import messages
from dashboard.people.lists import KINDS, read
from pipelines.errors import DefinitionError
from tests.dashboard.people.waiting import EVERY, ITEM
from tests.offices import office


def test_every_list_has_a_message_with_the_names_filled_in(tmp_path: Path) -> None:
    published = office(tmp_path, **EVERY)
    templates = messages.templates(tmp_path)
    several = {f"{name}.several" for name in (*(kind.id for kind in KINDS), messages.MIXED)}
    assert set(templates) == {kind.id for kind in KINDS} | several
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


def test_what_an_item_does_not_have_is_said_around() -> None:
    every = messages.Template("{student}", "|".join(f"{{{name}}}" for name in messages.FILLED))
    blank = replace(
        ITEM, first_name="", contact="", employer=" ", referrer="", day=None, age_days=None, how_many=""
    )
    assert messages.fill(every, blank, "").text == (
        "there|your contact||one of your contacts|a while ago|some time|several|Your career center"
    )
    full = replace(ITEM, contact="Lee", employer=" Acme ", referrer="Kim", age_days=9, how_many="five")
    assert messages.fill(every, full, "The U").text == "Ana|Lee| at Acme|Kim|Nov 1, 2026|9 days|five|The U"
    today = replace(ITEM, age_days=0)
    assert messages.fill(messages.Template("s", "{days}"), today, "").text == "0 days"


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
        ("no_reply = 3", "nothing else"),
        ("[no_reply.several]\ntext = 'Hi {student}'", "asks for {student}"),
        ("[no_reply]\nseveral = 3", "nothing else"),
        ("[mixed]\ntext = 'x'", "no list called 'mixed'"),
        ("[thanks.several]\ntext = 'x'", "no list called 'thanks.several'"),
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


def test_one_text_for_several_names_nobody_and_the_office_may_change_it(tmp_path: Path) -> None:
    for name, template in messages.templates(tmp_path).items():
        if name.endswith(".several"):
            written = messages.fill_for_several(template, "The U")
            assert "{" not in written.subject + written.text
            assert written.text.startswith("Hi,\n")
            assert written.text.endswith("The U")
    (tmp_path / "messages.toml").write_text('[thank_you_due.several]\nsubject = "Merci, {office}"\n')
    templates = messages.templates(tmp_path)
    assert (
        messages.fill_for_several(templates["thank_you_due.several"], "").subject
        == "Merci, Your career center"
    )
    assert "Merci" not in templates["thank_you_due"].subject


def test_the_text_for_several_is_the_lists_own_only_where_there_is_one_list() -> None:
    assert messages.for_several(["no_reply", "no_reply"]) == "no_reply.several"
    assert messages.for_several(["no_reply", "thank_you_due"]) == "mixed.several"


def test_a_draft_to_several_hides_the_others_and_fits_where_links_go() -> None:
    written = messages.Message("A & B?", "Hi,\nx=1&bcc=y@z.edu #é")
    addresses = [f"student+{number}@uni.edu" for number in range(200)]
    links = messages.drafts([*addresses, addresses[0]], written)
    assert len(links) > 1
    sent_to = []
    for link, how_many in links:
        assert len(link) <= messages.LONGEST_LINK
        parts = urlsplit(link)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert (parts.scheme, parts.path) == ("mailto", "")
        assert (asked["subject"], asked["body"]) == ("A & B?", "Hi,\r\nx=1&bcc=y@z.edu #é")
        assert len(asked["bcc"].split(",")) == how_many
        sent_to += asked["bcc"].split(",")
    assert sent_to == addresses  # each once
    longer = len(links[0][0]) + len(",student+99@uni.edu")
    assert longer > messages.LONGEST_LINK - 4  # no link could have taken one more


def test_a_text_too_long_for_a_link_has_none() -> None:
    written = messages.Message("s", "x" * messages.LONGEST_LINK)
    assert messages.drafts(["a@uni.edu"], written) == []
    assert messages.mailto("a@uni.edu", written) == ""
    assert messages.drafts([], messages.Message("s", "t")) == []
