"""The front page: our head in Streamlit's page, old addresses led on, nothing compressed or left out on the way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import streamlit as st
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

from dashboard import front_page
from dashboard.front_page import FrontPage
from dashboard.navigation import MOVED, PAGES

STREAMLITS = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")


class Behind:
    """What stands behind: Streamlit's page as it serves it, under every path but one."""

    def __init__(self) -> None:
        self.seen: dict[str, str] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.seen = {key.decode(): value.decode() for key, value in scope["headers"]}
        answer: Response = HTMLResponse(STREAMLITS, headers={"ETag": '"theirs"'})
        if scope["path"] == "/data.txt":
            answer = PlainTextResponse("</head>", headers={"ETag": '"own"'})
        await answer(scope, receive, send)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def get(target: str, behind: Behind | None = None, **headers: str) -> Answer:
    """Ask as a browser asks for a page."""
    path, _, query = target.partition("?")
    sent = {"accept": "text/html,*/*", **headers}
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [(key.replace("_", "-").encode(), value.encode()) for key, value in sent.items()],
    }
    messages: list[Message] = []

    async def send(message: Message) -> None:
        messages.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    asked = FrontPage(behind or Behind())(scope, receive, send)
    with pytest.raises(StopIteration):  # it waits for nothing, so it needs no event loop
        asked.send(None)
    start, *bodies = messages
    told = {key.decode(): value.decode() for key, value in start["headers"]}
    return Answer(start["status"], told, b"".join(message.get("body", b"") for message in bodies))


def test_the_page_comes_with_our_name_sheet_and_keys() -> None:
    page = get("/interviews").text
    assert "<title>Career Conversations</title>" in page
    assert "<title>Streamlit</title>" not in page
    head, _, body = page.partition("</head>")
    assert front_page.style_sheet() in head
    for name in front_page.ahead():
        assert f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' in head
    assert '<script src="/assets/page.js" defer></script>' in head
    assert "<body>" in body


@pytest.mark.parametrize("part", front_page.PARTS)
def test_every_part_asked_for_at_once_is_one_streamlit_has(part: str) -> None:
    assert any(name.startswith(f"{part}.") for name in front_page.ahead())


def test_what_a_part_imports_is_asked_for_too_and_what_is_missing_left_out(tmp_path: Path) -> None:
    (tmp_path / "Chart.a1.js").write_text('import{a as b}from"./base.b2.js";import"./icon.c3.js";')
    (tmp_path / "base.b2.js").write_text('import{x}from"./Chart.a1.js";var text="import";')
    (tmp_path / "icon.c3.js").write_text("export{};")
    assert list(front_page.ahead(("Chart", "Gone"), tmp_path)) == ["Chart.a1.js", "base.b2.js", "icon.c3.js"]


def test_the_page_is_as_long_as_it_says_and_never_taken_for_an_older_one() -> None:
    answer = get("/")
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-cache"


def test_streamlit_is_not_asked_for_what_it_compressed_or_remembers() -> None:
    behind = Behind()
    get("/", behind, if_none_match='"theirs"', accept_encoding="gzip")
    assert not {"if-none-match", "accept-encoding"} & set(behind.seen)


def test_what_is_no_page_goes_through_as_it_is() -> None:
    answer = get("/data.txt")
    assert (answer.text, answer.headers["etag"]) == ("</head>", '"own"')


@pytest.mark.parametrize(
    ("old", "new"),
    [("/overview", "/"), ("/overview?college=Arts", "/?college=Arts"), ("/follow_through?list=no_reply", "/this_week?list=no_reply")],
)  # fmt: skip
def test_an_old_address_leads_to_the_new_page(old: str, new: str) -> None:
    answer = get(old)
    assert (answer.status, answer.headers["location"]) == (307, new)


def test_moved_pages_are_there_and_old_names_are_free() -> None:
    names = {page.name for page in PAGES}
    assert set(MOVED.values()) <= names
    assert not set(MOVED) & names
