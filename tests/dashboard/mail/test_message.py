"""The message: no outside text begins a header, an address is nothing but one."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import SMTP, default

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.mail.message import Attachment, checked_address, checked_addresses, composed
from pipelines.errors import QuestionError

HEADERS = [
    "From",
    "To",
    "Subject",
    "Auto-Submitted",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
]
INJECTED = "Report\r\nBcc: everybody@example.com\r\n\r\n<script>"


@settings(deadline=None)  # a busy machine is slow now and then
@given(
    subject=st.sampled_from((INJECTED, "a\nBcc: x@y.z", "a\u2028Bcc: x@y.z", "", "علي", "x" * 900))
    | st.text(),
    name=st.sampled_from((INJECTED, '"a" <b@c.d>', "Ann, Bob", "\x00", "职业中心")) | st.text(),
)
def test_no_name_or_subject_begins_a_header(subject: str, name: str) -> None:
    made = composed("office@example.edu", name, ["dean@example.edu"], subject, "Text").as_bytes(policy=SMTP)
    read = message_from_bytes(made, policy=default)
    assert sorted(read.keys()) == sorted(HEADERS)
    assert [address.addr_spec for address in read["To"].addresses] == ["dean@example.edu"]
    assert [address.addr_spec for address in read["From"].addresses] == ["office@example.edu"]
    assert read["Bcc"] is None


def test_a_file_goes_along_as_it_is() -> None:
    content = bytes(range(256)) * 300
    made = composed(
        "o@example.edu", "", ["d@example.edu"], "S", "Text", Attachment("a.pdf", content, "application/pdf")
    )
    (file,) = message_from_bytes(made.as_bytes(policy=SMTP), policy=default).iter_attachments()  # type: ignore[attr-defined]
    assert (file.get_filename(), file.get_content_type(), file.get_content()) == (
        "a.pdf",
        "application/pdf",
        content,
    )


@pytest.mark.parametrize(
    "good", ["a@b.edu", "first.last+tag@sub.example.edu", "o'neil@x-y.org", "root@localhost"]
)
def test_an_address(good: str) -> None:
    assert checked_address(f" {good} ") == good


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "dean",
        "@b.edu",
        "a@",
        "a@b.edu, c@d.edu",
        "Dean <a@b.edu>",
        "a@b.edu\r\nBcc: c@d.edu",
        "a@b.edu\n",
        "a b@c.edu",
        "a@-b.edu",
        "a@b..edu",
        ".a@b.edu",
        "a..b@c.edu",
        "a@b.edu\x00",
        "düsi@b.edu",
        "a@bücher.de",
        "a@[127.0.0.1]",
        "a" * 65 + "@b.edu",
        "a@" + "b" * 260,
    ],
)
def test_what_is_no_address(bad: str) -> None:
    with pytest.raises(QuestionError, match="is no e-mail address"):
        checked_address(bad)


def test_to_whom_each_once_and_not_to_everybody() -> None:
    assert checked_addresses(["a@b.edu", "c@d.edu", "a@b.edu"]) == ("a@b.edu", "c@d.edu")
    for many in ([], [f"a{n}@b.edu" for n in range(51)]):
        with pytest.raises(QuestionError, match=f"not {len(many)}"):
            checked_addresses(many)
