"""What of a stranger's XML is read, and what is not."""

from __future__ import annotations

import pytest

from dashboard.reports.strangers_xml import DeclaresType, NotXml, root_of


def test_ordinary_xml_is_read_as_it_stands() -> None:
    assert root_of('<?xml version="1.0" encoding="UTF-8"?><a b="é">&lt;c</a>'.encode()).text == "<c"


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b"<!DOCTYPE a><a/>",
    ],
)
def test_what_declares_a_type_is_not(content: bytes) -> None:
    with pytest.raises(DeclaresType):
        root_of(content)


@pytest.mark.parametrize("content", [b"", b"<a", b"PK\x03\x04", b"<a>&b;</a>", b"\x00" * 9])
def test_what_is_no_xml_is_said(content: bytes) -> None:
    with pytest.raises(NotXml):
        root_of(content)
